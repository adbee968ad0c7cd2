import type { Recorded } from '@flipside/event-sourcing';
import { definePolicy, type Feed, type PolicyContext } from '@flipside/feeds';
import type { NextBest } from '../desk/next-best.js';
import type { Offers } from '../desk/offers.js';
import type { PairingEvent } from '../domain/pairing/events.js';
import type { Pairings } from '../read-models/pairings/pairings.queries.js';
import type { Runs } from '../read-models/runs/runs.queries.js';

type Event = Recorded<PairingEvent>;

export interface LostOfferParts {
  readonly feed: Feed<Event>;
  readonly offers: Offers;
  readonly next: NextBest;
  readonly published: Runs;
  readonly pairings: Pairings;
  /** Waits until the read models hold the loss, so that the pair is not offered again. */
  readonly caughtUp: () => Promise<void>;
}

/**
 * Who lost an offer is offered the next best: the optimum among all who wait now, under the policy of the published run.
 * Accepted pairs and open offers are not touched, since their places are taken.
 */
export function onOfferLost({ feed, offers, next, published, pairings, caughtUp }: LostOfferParts) {
  const offerNext = async (event: Event, context: PolicyContext): Promise<void> => {
    await caughtUp();
    const { pairingId, programmeId } = event.data;
    const [lost, run] = await Promise.all([pairings.one(pairingId), published.published(programmeId)]);
    if (!lost || !run) return;
    const found = await next.offers(run, event.metadata.at.slice(0, 10), context.signal);
    const theirs = found.filter(({ mentorId, menteeId }) => mentorId === lost.mentorId || menteeId === lost.menteeId);
    const { cohort } = run.requested;
    await offers.make(theirs, { runId: run.id, programmeId, ...(cohort !== undefined && { cohort }) }, (stream) => context.command(stream));
  };
  return definePolicy<Event>({
    name: 'on-offer-lost',
    feed,
    expected: ['pair-not-possible', 'subject-erased'],
    on: { PairingDeclined: offerNext, PairingExpired: offerNext },
  });
}
