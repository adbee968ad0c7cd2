import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { SprintEvent } from '../../domain/sprint/events.js';
import { SprintRow } from './sprints.entity.js';

type Event = Recorded<SprintEvent>;

export function sprintsProjection(own: Feed<Event>): Projection<Event, SprintRow> {
  return defineProjection<Event, SprintRow>({
    name: 'sprints',
    version: 1,
    entity: SprintRow,
    feeds: [own],
    keys: ({ data }) => [data.sprintId],
    evolve: (row, event, id) => {
      const revision = event.revision.toString();
      if (event.type !== 'SprintPlanned') return row && { ...row, revision, ...change(event) };
      const { pairingId, mentorId, menteeId, topic, startsOn, endsOn } = event.data;
      return { id, revision, pairingId, mentorId, menteeId, status: 'planned', topic, startsOn, endsOn, withinTimeBox: null };
    },
  });
}

function change(event: Exclude<SprintEvent, { type: 'SprintPlanned' }>): Partial<SprintRow> {
  switch (event.type) {
    case 'SprintEnvironmentReady':
      return { status: 'ready' };
    case 'SprintStarted':
      return { status: 'started' };
    case 'SprintCompleted':
      return { status: 'completed', withinTimeBox: event.data.withinTimeBox };
    case 'SprintAbandoned':
      return { status: 'abandoned' };
  }
}
