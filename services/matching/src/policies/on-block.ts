import type { Recorded } from '@flipside/event-sourcing';
import { definePolicy, type Feed } from '@flipside/feeds';
import type { PairingDesk } from '../desk/pairing-desk.js';
import type { BlockEvent } from '../domain/block.js';
import { pairingStream } from '../domain/pairing/events.js';
import type { Pairings } from '../read-models/pairings/pairings.queries.js';

type Event = Recorded<BlockEvent>;

/** A block ends what is open between the two: an offer lapses, a pairing is paused and closed at the next review. */
export function onBlock(feed: Feed<Event>, desk: PairingDesk, pairings: Pairings) {
  return definePolicy<Event>({
    name: 'on-block',
    feed,
    expected: ['pairing-closed', 'pairing-not-found'],
    on: {
      PairBlocked: async ({ data, metadata }, context) => {
        const [one, other] = data.people ?? [];
        if (!one || !other) return;
        const between = (await pairings.openOfPerson(one)).filter((row) => row.mentorId === other || row.menteeId === other);
        for (const { id } of between) {
          const command = { type: 'pause', cause: 'block', from: metadata.at, at: metadata.at } as const;
          await desk.plain(id, command, context.command(pairingStream(id)));
        }
      },
    },
  });
}
