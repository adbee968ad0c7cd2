import { REFOLD, type FireTimer } from '@flipside/service-kit';
import type { PairingDesk } from '../desk/pairing-desk.js';
import type { Recheck } from '../desk/recheck.js';

/** What is due becomes a command; the decider compares the moment with the deadline itself. */
export function fireTimer(desk: PairingDesk, recheck: Recheck, refold: () => Promise<void>): FireTimer {
  return async ({ command }, context) => {
    const { at } = context;
    const pairingId = command.pairingId as string;
    switch (command.type) {
      case 'expire':
        return desk.plain(pairingId, { type: 'expire', at, about: await desk.left(pairingId) }, context);
      case 'review':
        return desk.plain(pairingId, { type: 'review', at, about: await desk.left(pairingId) }, context);
      case 'window-over':
        return desk.plain(pairingId, { type: 'pause', cause: 'windowOver', from: at, at, about: await desk.left(pairingId) }, context);
      case 'recheck':
        return recheck.all(at, context);
      case REFOLD:
        return refold();
      default:
        throw new Error(`matching has no timer ${command.type}`);
    }
  };
}
