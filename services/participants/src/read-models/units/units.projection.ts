import { never, type Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { UnitEvent } from '../../domain/unit.js';
import { UnitRow } from './units.entity.js';

type Event = Recorded<UnitEvent>;

export function unitsProjection(own: Feed<Event>): Projection<Event, UnitRow> {
  return defineProjection<Event, UnitRow>({
    name: 'units',
    version: 1,
    entity: UnitRow,
    feeds: [own],
    keys: (event) => [event.data.unitId],
    evolve: (row, event, id) => ({ ...blank(id), ...row, ...change(event), revision: event.revision.toString() }),
  });
}

function change(event: Event): Partial<UnitRow> {
  switch (event.type) {
    case 'UnitRegistered':
      return { name: event.data.name, parentId: event.data.parentId, key: event.data.key };
    case 'UnitRenamed':
      return { name: event.data.name };
    case 'UnitMoved':
      return { parentId: event.data.parentId };
    case 'UnitMerged':
      return { state: 'merged', mergedInto: event.data.intoId };
    case 'UnitClosed':
      return { state: 'closed' };
    default:
      return never(event);
  }
}

function blank(id: string): UnitRow {
  return { id, revision: '0', state: 'open', name: '', parentId: null, mergedInto: null, key: null };
}
