import type { SessionsSealed } from '@flipside/contracts';
import { definePolicy, type Feed } from '@flipside/feeds';
import type { PairingDesk } from '../desk/pairing-desk.js';
import { pairOf } from '../desk/pair-of.js';
import { pairingStream } from '../domain/pairing/events.js';
import type { Pairings } from '../read-models/pairings/pairings.queries.js';

/** What the two agreed or gave up becomes of their pairing: a withdrawal pauses it at once, a completion completes it. */
export function onAgreement(feed: Feed<SessionsSealed>, desk: PairingDesk, pairings: Pairings) {
  return definePolicy<SessionsSealed>({
    name: 'on-agreement',
    feed,
    expected: ['pairing-closed', 'pairing-not-found', 'pairing-paused'],
    on: {
      AgreementWithdrawn: ({ data, at }, context) =>
        desk.plain(data.pairingId, { type: 'pause', cause: 'withdrawal', from: at, at }, context.command(pairingStream(data.pairingId))),
      AgreementCompleted: async ({ data, at }, context) => {
        const row = await pairings.one(data.pairingId);
        const command = context.command(pairingStream(data.pairingId));
        const held = { ...command, commandId: `${command.commandId}-closing` };
        await desk.decide(data.pairingId, row && pairOf(row), false, held, (standing) => ({
          type: 'holdClosing', heldOn: at.slice(0, 10), at, holds: standing === undefined,
        }));
        return desk.decide(data.pairingId, row && pairOf(row), false, command, (standing) => ({
          type: 'complete', at, holds: standing === undefined,
        }));
      },
    },
  });
}
