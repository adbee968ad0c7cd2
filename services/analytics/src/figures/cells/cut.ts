import type { FigureValue } from '../../statistics/value.js';
import type { Cell, CellKey } from '../figure.js';
import type { Place } from '../views/places.js';

/** One reading and where it counts. */
export interface Observation<T> {
  readonly reading: T;
  /** Dimensions that it belongs to, `name=value` (parts joined by `;`); none for a figure without a dimension. */
  readonly dimensions: readonly string[];
  readonly place: Place;
}

type Measure<T> = (readings: readonly T[], key: CellKey) => Readonly<Record<string, FigureValue>>;

/** Every cell of a live figure, in order of their keys. */
export function cut<T>(observations: readonly Observation<T>[], measure: Measure<T>): Cell[] {
  return groupByKey(observations).map(({ key, group }) => ({
    key,
    values: measure(
      group.map(({ reading }) => reading),
      key,
    ),
  }));
}

interface Group<O> {
  readonly key: CellKey;
  readonly group: O[];
}

/** Observations by cell, in order of the cells' names. @param pooled false where dimensions must never be added up. */
export function groupByKey<O extends Observation<unknown>>(observations: readonly O[], pooled = true): Group<O>[] {
  const groups = new Map<string, Group<O>>();
  for (const observation of observations) {
    for (const key of keysOf(observation, pooled)) {
      const name = nameOf(key);
      const found = groups.get(name) ?? { key, group: [] };
      found.group.push(observation);
      groups.set(name, found);
    }
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/** Programme ▸ dimension ▸ silo ▸ band; a figure without a dimension goes from the programme to its silos at once. */
function keysOf({ dimensions, place }: Observation<unknown>, pooled: boolean): CellKey[] {
  const nested = (start: CellKey): CellKey[] => [start, { ...start, silo: place.silo }, { ...start, ...place }];
  if (dimensions.length === 0) return nested({});
  return [...(pooled ? [{}] : []), ...dimensions.flatMap((dimension) => nested({ dimension }))];
}

/** A name by which a cell is found again in another release. */
export function nameOf({ dimension = '', silo = '', band = '' }: CellKey): string {
  return [dimension, silo, band].join('|');
}

export function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort();
}
