import { axes, placeOf, type Axis, type CellKey } from './cell.js';

/** Cells that differ in one coordinate only: a row (by band), a column (by silo), or the figure's own dimension. */
export type Line = readonly string[];

/**
 * The lines of a table of cells. Rows and columns always count; the figure's own dimension only where its total is a cell too,
 * since topics or raters that are never added up give nothing away of each other.
 */
export function linesOf(keys: readonly CellKey[]): readonly Line[] {
  const places = new Set(keys.map(placeOf));
  return axes.flatMap((axis) => {
    const given = keys.filter((key) => key[axis] !== undefined);
    const counted = axis === 'dimension' ? given.filter((key) => places.has(totalOf(key, axis))) : given;
    return [...Map.groupBy(counted, (key) => totalOf(key, axis)).values()].map((line) => line.map(placeOf));
  });
}

function totalOf(key: CellKey, axis: Axis): string {
  return placeOf({ ...key, [axis]: undefined });
}
