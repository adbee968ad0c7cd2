import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { ProgrammeEvent } from '../../domain/programme/events.js';
import { evolve, type ProgrammeState } from '../../domain/programme/state.js';
import { ProgrammeRow } from './programmes.entity.js';

type Event = Recorded<ProgrammeEvent>;

/** A row a programme, folded by the programme's own state. */
export function programmesProjection(own: Feed<Event>): Projection<Event, ProgrammeRow> {
  return defineProjection<Event, ProgrammeRow>({
    name: 'programmes',
    version: 1,
    entity: ProgrammeRow,
    feeds: [own],
    keys: (event) => [event.data.programmeId],
    evolve: (row, event, id) => rowOf(id, row, evolve(stateOf(row), event), event),
  });
}

function rowOf(id: string, row: ProgrammeRow | undefined, state: ProgrammeState, event: Event): ProgrammeRow | undefined {
  if (state.status === 'none') return row;
  const { name, adminId, sponsorId, custodianId, deputyId, objectives, policy, governance } = state;
  return {
    id, name, adminId, sponsorId, custodianId, deputyId, objectives, policy, governance,
    revision: event.revision.toString(),
    state: state.status,
    assessed: state.status === 'draft' ? {} : state.assessed,
    outcomes: [...(row?.outcomes ?? []), ...observed(event)],
  };
}

function observed(event: Event): ProgrammeRow['outcomes'] {
  if (event.type !== 'OutcomeObserved') return [];
  const { measure, value, on } = event.data;
  return [{ measure, value, on }];
}

function stateOf(row: ProgrammeRow | undefined): ProgrammeState {
  if (!row) return { status: 'none' };
  const { id, state, revision: _revision, outcomes: _outcomes, assessed, ...programme } = row;
  const known = { programmeId: id, ...programme };
  if (state === 'draft') return { status: 'draft', ...known };
  return { status: state === 'open' ? 'open' : 'closed', ...known, assessed };
}
