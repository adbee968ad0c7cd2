import { REFOLD, type FireTimer, type TimerRow } from '@flipside/service-kit';
import type { PairingDesk } from '../desk/pairing-desk.js';
import type { Recheck } from '../desk/recheck.js';

/** Deadlines of pairings, each a stream of its own: on a Monday thousands of reviews are due at one moment. */
export const atOnce = ({ command }: TimerRow): boolean => ['expire', 'review', 'window-over'].includes(command.type);

/** What is due becomes a command; the decider compares the moment with the deadline itself. */
export function fireTimer(desk: PairingDesk, recheck: Recheck, refold: () => Promise<void>): FireTimer {
  return async ({ command }, context) => {
    const { at } = context;
    const pairingId = command.pairingId as string;
    switch (command.type) {
      case 'expire':
        return desk.forProgramme(pairingId, (about) => ({ type: 'expire', at, about }), context);
      case 'review':
        return desk.forProgramme(pairingId, (about) => ({ type: 'review', at, about }), context);
      case 'window-over':
        return desk.forProgramme(pairingId, (about) => ({ type: 'pause', cause: 'windowOver', from: at, at, about }), context);
      case 'recheck':
        return recheck.all(at, context);
      case REFOLD:
        return refold();
      default:
        throw new Error(`matching has no timer ${command.type}`);
    }
  };
}
