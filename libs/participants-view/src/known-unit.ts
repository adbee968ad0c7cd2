import type { ParticipantsSealed } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What other services know of one unit. */
@Entity('known_units_v1')
export class KnownUnit {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text', nullable: true }) parentId: string | null;
  @Column({ type: 'text', nullable: true }) mergedInto: string | null;
}

export const knownUnitsTable = `
  create table "known_units_v1" ("id" text primary key, "name" text not null, "parentId" text, "mergedInto" text);`;

type Event = ParticipantsSealed;

export function knownUnits(feed: Feed<Event>): Projection<Event, KnownUnit> {
  return defineProjection<Event, KnownUnit>({
    name: 'known-units',
    version: 1,
    entity: KnownUnit,
    feeds: [feed],
    keys: ({ stream }) => (stream.startsWith('unit-') ? [stream.slice('unit-'.length)] : []),
    evolve: (row, event, id) => ({ ...(row ?? { id, name: '', parentId: null, mergedInto: null }), ...change(event) }),
  });
}

function change(event: Event): Partial<KnownUnit> {
  switch (event.type) {
    case 'UnitRegistered':
      return { name: event.data.name, parentId: event.data.parentId };
    case 'UnitRenamed':
      return { name: event.data.name };
    case 'UnitMoved':
      return { parentId: event.data.parentId };
    case 'UnitMerged':
      return { mergedInto: event.data.intoId };
    default:
      return {};
  }
}

/** The first-level unit above a unit, or itself when it is one; null for a unit that is not known. */
export function siloOfUnit(units: ReadonlyMap<string, Pick<KnownUnit, 'parentId' | 'mergedInto'>>, unitId: string | null): string | null {
  let current = unitId;
  for (let steps = 0; current !== null && steps <= 2 * units.size; steps++) {
    const unit = units.get(current);
    if (!unit) return null;
    if (unit.mergedInto === null && unit.parentId === null) return current;
    current = unit.mergedInto ?? unit.parentId;
  }
  return null;
}
