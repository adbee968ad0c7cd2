import { deriveId } from '@flipside/event-sourcing';
import type { UnitCommand } from '../domain/unit.js';
import { fold } from './cells.js';
import type { NamedUnit } from './stated-row.js';

/** Units that are known, by what a file calls them. */
export interface Units {
  byCode(source: string, code: string): string | undefined;
  /** By the name it has or had, below a parent (null for a silo); a merged unit gives the one it became part of. */
  byName(parentId: string | null, name: string): string | undefined;
}

export type RegisterUnit = Extract<UnitCommand, { type: 'RegisterUnit' }>;

export interface Placed {
  readonly unitId: string;
  /** What has to be registered first, from the top down; nothing where all is known. */
  readonly unknown: readonly RegisterUnit[];
}

/** The unit that a row names. Ids of new ones derive from source and code or path, so that two imports make the same unit. */
export function placeUnit({ path, code }: NamedUnit, source: string, effectiveOn: string, units: Units): Placed {
  const unknown: RegisterUnit[] = [];
  let parentId: string | null = null;
  for (const [depth, name] of path.entries()) {
    const own = depth === path.length - 1 ? code : null;
    const known = knownUnit(own, name, parentId, source, units);
    const unitId = known ?? newId(source, own, path.slice(0, depth + 1));
    const key = own === null ? null : { source, code: own };
    if (known === undefined) unknown.push({ type: 'RegisterUnit', unitId, parentId, name, key, effectiveOn });
    parentId = unitId;
  }
  return { unitId: parentId!, unknown };
}

/** A code outlives names; where HR has none, the name below the same parent is all there is. */
function knownUnit(code: string | null, name: string, parentId: string | null, source: string, units: Units): string | undefined {
  return (code === null ? undefined : units.byCode(source, code)) ?? units.byName(parentId, name);
}

function newId(source: string, code: string | null, path: readonly string[]): string {
  return code === null ? deriveId('unit', source, 'path', ...path.map(fold)) : deriveId('unit', source, 'code', code);
}
