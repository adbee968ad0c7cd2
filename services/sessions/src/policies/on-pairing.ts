import type { MatchingSealed } from '@flipside/contracts';
import { handleCommand } from '@flipside/event-sourcing';
import { definePolicy, type Feed } from '@flipside/feeds';
import { agreementStream } from '../domain/agreement/events.js';
import type { SessionDesk } from '../desk/session-desk.js';
import type { Targets } from '../targets.js';

/** What matching tells of a pairing becomes of its agreement, its sessions ahead and its sprints. Causes stay sealed. */
export function onPairing(feed: Feed<MatchingSealed>, targets: Targets, desk: SessionDesk) {
  return definePolicy<MatchingSealed>({
    name: 'on-pairing',
    feed,
    expected: ['subject-erased'],
    on: {
      PairingPaused: ({ data: { pairingId, from }, at }, context) =>
        desk.halt({ pairingId, agreement: { type: 'pause', from, at }, from, ends: false }, context.command),
      PairingResumed: ({ data: { pairingId, from }, at }, context) => {
        const stream = agreementStream(pairingId);
        return handleCommand(targets.agreement, stream, { type: 'resume', from, at }, context.command(stream));
      },
      PairingEnded: ({ data: { pairingId }, at }, context) =>
        desk.halt({ pairingId, agreement: { type: 'close', at }, from: at, ends: true }, context.command),
      PairingCompleted: ({ data: { pairingId }, at }, context) =>
        desk.halt({ pairingId, agreement: { type: 'close', at }, from: at, ends: true }, context.command),
    },
  });
}
