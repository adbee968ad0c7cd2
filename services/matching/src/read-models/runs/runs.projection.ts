import { never, type Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { MatchRunEvent } from '../../domain/match-run/events.js';
import { RunRow } from './runs.entity.js';

type Event = Recorded<MatchRunEvent>;

export function runsProjection(own: Feed<Event>): Projection<Event, RunRow> {
  return defineProjection<Event, RunRow>({
    name: 'runs',
    version: 1,
    entity: RunRow,
    feeds: [own],
    keys: ({ data }) => [data.runId],
    evolve: (row, event) => {
      const revision = event.revision.toString();
      if (event.type === 'MatchRunRequested') return { ...asked(event.data), revision };
      return row && { ...row, ...change(event), revision };
    },
  });
}

function asked(requested: RunRow['requested']): RunRow {
  const { runId: id, programmeId, kind } = requested;
  return {
    id, programmeId, kind, requested, revision: '0', state: 'requested', hashes: null, counts: null, topics: [], people: null,
    publishedBy: null, discardReason: null,
  };
}

function change(event: Exclude<Event, { type: 'MatchRunRequested' }>): Partial<RunRow> {
  switch (event.type) {
    case 'MatchRunCompleted': {
      const { snapshotHash, resultHash, certificateHash, counts, topics, people } = event.data;
      return { state: 'completed', hashes: { snapshotHash, resultHash, certificateHash }, counts, topics, people };
    }
    case 'MatchRunPublished':
      return { state: 'published', publishedBy: event.data.by };
    case 'MatchRunDiscarded':
      return { state: 'discarded', discardReason: event.data.reason };
    default:
      return never(event);
  }
}
