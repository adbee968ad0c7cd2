import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { PersonEvent } from '../../domain/person/events.js';
import { evolve, type Known, type PersonState } from '../../domain/person/state.js';
import type { Search } from '../../import/search.js';
import { PersonRow } from './people.entity.js';

type Event = Recorded<PersonEvent>;

/** The directory: a row a person, folded by the person's own state. */
export function peopleProjection(own: Feed<Event>, search: Search): Projection<Event, PersonRow> {
  return defineProjection<Event, PersonRow>({
    name: 'people',
    version: 1,
    entity: PersonRow,
    feeds: [own],
    keys: (event) => [event.stream.slice('person-'.length)],
    evolve: (row, event, id) => rowOf(id, evolve(stateOf(row), event), event, searchAsBefore(search, row)),
  });
}

/** Each hash costs more than the rest of the fold, and most events change neither name nor number. */
function searchAsBefore(search: Search, row: PersonRow | undefined): Search {
  const key = row?.keys[0];
  return {
    name: (name) => (row && row.name === name && row.nameKey) || search.name(name),
    number: (source, number) => (row && key?.source === source && key.number === number && row.numberKey) || search.number(source, number),
  };
}

function rowOf(id: string, state: PersonState, event: Event, search: Search): PersonRow {
  const base = { ...empty(id), revision: event.revision.toString() };
  switch (state.status) {
    case 'none':
      return base;
    case 'erased':
      return { ...base, state: 'erased', erasedOn: state.erasedOn };
    case 'merged':
      return { ...base, state: 'merged', survivorId: state.survivorId };
    default:
      return { ...base, ...knownColumns(state, search), state: state.status };
  }
}

function knownColumns(state: Known, search: Search): Partial<PersonRow> {
  const { identity, keys, facts, absences, profile, reportingClass, asOf } = state;
  const newest = facts.at(-1)?.employment;
  const { name, email } = identity ?? { name: null, email: null };
  return {
    name, email, keys, facts, absences, profile, reportingClass, asOf,
    ...(newest && { unitId: newest.unitId, lineManager: newest.managers.line, level: newest.level }),
    nameKey: name === null ? null : search.name(name),
    numberKey: keys[0] ? search.number(keys[0].source, keys[0].number) : null,
  };
}

/** The part of a person’s state that the row’s columns come from: all but consents and what HR said of the newest day. */
export function stateOf(row: PersonRow | undefined): PersonState {
  if (!row) return { status: 'none' };
  if (row.state === 'erased') return { status: 'erased', personId: row.id, erasedOn: row.erasedOn ?? '' };
  if (row.state === 'merged') return { status: 'merged', personId: row.id, survivorId: row.survivorId ?? '' };
  const { keys, facts, absences, profile, reportingClass, asOf } = row;
  const identity = row.name === null ? null : { name: row.name, email: row.email };
  const known: Known = {
    personId: row.id, generation: 0, keys, absorbed: [], identity, facts, asOf, digests: [], absences, profile, consents: [], reportingClass,
  };
  return row.state === 'left' ? { ...known, status: 'left', leftOn: null, exitReason: null } : { ...known, status: 'employed' };
}

function empty(id: string): PersonRow {
  return {
    id, revision: '0', state: 'employed', name: null, email: null, keys: [], facts: [], absences: {}, profile: null,
    reportingClass: null, unitId: null, lineManager: null, level: null, asOf: null, survivorId: null, erasedOn: null,
    nameKey: null, numberKey: null,
  };
}
