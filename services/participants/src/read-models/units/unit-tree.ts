import type { SiloMap } from '@flipside/contracts';
import type { UnitRow } from './units.entity.js';

/** A unit that was merged stands for the one it went into. */
export function survivorOf(units: ReadonlyMap<string, UnitRow>, unitId: string): string {
  let current = unitId;
  for (let steps = 0; steps <= units.size; steps++) {
    const into = units.get(current)?.mergedInto;
    if (!into) return current;
    current = into;
  }
  return current;
}

/** The first-level unit above a unit, or the unit itself when it is one; undefined for a unit that is not known. */
export function siloOf(units: ReadonlyMap<string, UnitRow>, unitId: string): string | undefined {
  let current = units.get(survivorOf(units, unitId));
  for (let steps = 0; current && steps <= units.size; steps++) {
    if (current.parentId === null) return current.id;
    current = units.get(survivorOf(units, current.parentId));
  }
  return undefined;
}

/** `Finance/Treasury`: names from the silo down. */
export function pathOf(units: ReadonlyMap<string, UnitRow>, unitId: string): string {
  const names: string[] = [];
  let current = units.get(survivorOf(units, unitId));
  for (let steps = 0; current && steps <= units.size; steps++) {
    names.unshift(current.name);
    current = current.parentId === null ? undefined : units.get(survivorOf(units, current.parentId));
  }
  return names.join('/');
}

/** The unit and all above it. */
export function ancestorsOf(units: ReadonlyMap<string, UnitRow>, unitId: string): readonly string[] {
  const above: string[] = [];
  for (let current = units.get(unitId); current && !above.includes(current.id); ) {
    above.push(current.id);
    current = current.parentId === null ? undefined : units.get(current.parentId);
  }
  return above;
}

/** Which units belong to which silo, merged and closed ones too: an event of the past may still name them. */
export function siloMapOf(rows: readonly UnitRow[]): SiloMap {
  const units = new Map(rows.map((row) => [row.id, row]));
  const bySilo = Map.groupBy(rows, (row) => siloOf(units, row.id));
  return [...bySilo]
    .flatMap(([siloId, members]) => (siloId === undefined ? [] : [{ siloId, unitIds: members.map(({ id }) => id).sort() }]))
    .sort((a, b) => (a.siloId < b.siloId ? -1 : 1));
}
