import type { Network } from '../exact/network.js';
import { costOf, topOf } from '../model/weights.js';
import type { Key, Problem, SparseProblem } from '../problem.js';

/** The changed problem as a sparse one; pairs below the floor are left out. */
export function describeProblem(origin: Problem, network: Network, unit: number, keys: { row: Key[] | null; column: Key[] | null }): SparseProblem {
  const { rows, columns, pairs } = network;
  const top = topOf(origin);
  const start = new Int32Array(rows + 1);
  for (let i = 0; i < rows; i++) start[i + 1] = start[i]! + pairs.rowTo[i]! - pairs.rowFrom[i]!;
  const column = new Int32Array(start[rows]!);
  const score = new Int32Array(start[rows]!);
  for (let i = 0; i < rows; i++) {
    const from = pairs.rowFrom[i]!;
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      column[k] = pairs.column[from + k - start[i]!]!;
      score[k] = top - pairs.cost[from + k - start[i]!]!;
    }
  }
  return {
    kind: 'sparse',
    rows,
    columns,
    start,
    column,
    score,
    capacities: network.capacity.slice(0, columns),
    unmatchedPrice: network.alone.slice(0, rows).map((weight) => costOf(weight, unit)),
    ...asStated(origin),
    ...(keys.row === null ? {} : { rowKeys: keys.row }),
    ...(keys.column === null ? {} : { columnKeys: keys.column }),
  };
}

function asStated({ topScore, floor, stages }: Problem): Pick<SparseProblem, 'topScore' | 'floor' | 'stages'> {
  return {
    ...(topScore === undefined ? {} : { topScore }),
    ...(floor === undefined ? {} : { floor }),
    ...(stages === undefined ? {} : { stages }),
  };
}

/** Keys are kept once somebody has one; the others' key is their index. */
export function withKey(keys: Key[] | null, index: number, key: Key | undefined): Key[] | null {
  if (keys === null && key === undefined) return null;
  const all = keys ?? Array.from({ length: index }, (_, k) => k);
  all.push(key ?? index);
  return all;
}
