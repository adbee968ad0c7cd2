import type { Recorded } from '@flipside/event-sourcing';
import { definePolicy, type Feed } from '@flipside/feeds';
import type { Offers } from '../desk/offers.js';
import type { MatchRunEvent } from '../domain/match-run/events.js';
import type { RunDesk } from '../ledger/run-desk.js';

type Event = Recorded<MatchRunEvent>;

/** A published run becomes offers. */
export function onRunPublished(feed: Feed<Event>, offers: Offers, runs: RunDesk) {
  return definePolicy<Event>({
    name: 'on-run-published',
    feed,
    expected: ['pair-not-possible', 'subject-erased'],
    on: {
      MatchRunPublished: async ({ data }, context) => {
        const { runId, programmeId, cohort } = data;
        const proposals = (await runs.result(runId))?.proposals ?? [];
        await offers.make(proposals, { runId, programmeId, ...(cohort !== undefined && { cohort }) }, (stream) => context.command(stream));
      },
    },
  });
}
