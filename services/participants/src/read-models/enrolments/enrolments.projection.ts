import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { EnrolmentEvent } from '../../domain/enrolment/events.js';
import { evolve, isActive, type EnrolmentState, type Progress } from '../../domain/enrolment/state.js';
import { EnrolmentRow } from './enrolments.entity.js';

type Event = Recorded<EnrolmentEvent>;

export function enrolmentsProjection(own: Feed<Event>): Projection<Event, EnrolmentRow> {
  return defineProjection<Event, EnrolmentRow>({
    name: 'enrolments',
    version: 1,
    entity: EnrolmentRow,
    feeds: [own],
    keys: ({ stream }) => [stream.slice('enrolment-'.length)],
    evolve: (row, event, id) => rowOf(id, evolve(row?.folded ?? { status: 'none' }, event), event),
  });
}

function rowOf(id: string, folded: EnrolmentState, { data, revision }: Event): EnrolmentRow {
  return {
    id, folded,
    revision: revision.toString(),
    state: shownState(folded),
    programmeId: data.programmeId,
    personId: data.personId,
    role: data.role,
    cohort: data.cohort ?? null,
    ...(isActive(folded) ? progressOf(folded) : nothingDone),
  };
}

type Shown = Pick<EnrolmentRow, 'time' | 'paused' | 'missing' | 'goalsSet'>;

const nothingDone: Shown = { time: 'open', paused: false, missing: [], goalsSet: false };

function progressOf({ time, paused, modules, completed, goalsSet }: Progress): Shown {
  return { time, goalsSet, paused: paused !== null, missing: modules.filter((code) => !completed.includes(code)) };
}

function shownState(state: EnrolmentState): string {
  if (state.status === 'withdrawn') return 'closed';
  return state.status === 'applied' && state.waitlisted ? 'waitlisted' : state.status;
}
