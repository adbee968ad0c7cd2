import { FORBIDDEN } from '../problem.js';
import type { Problem, SparseProblem } from '../problem.js';
import { checkScore } from '../validate.js';
import { topOf } from './weights.js';

/**
 * Allowed pairs as compressed rows and, transposed, as compressed columns. `cost` = topScore − score, whole numbers.
 * Memory: 16 bytes a pair.
 */
export interface Graph {
  readonly rows: number;
  readonly columns: number;
  readonly start: Int32Array;
  readonly column: Int32Array;
  readonly cost: Int32Array;
  readonly columnStart: Int32Array;
  readonly row: Int32Array;
  readonly columnCost: Int32Array;
}

export type Rows = Pick<Graph, 'rows' | 'columns' | 'start' | 'column' | 'cost'>;

/** All pairs at or above the floor. O(pairs), which is rows × columns for dense and implicit problems. */
export function allPairs(problem: Problem): Rows {
  return problem.kind === 'sparse' ? sparsePairs(problem) : scannedPairs(problem);
}

/** Reads any problem's score of one pair, FORBIDDEN included. */
export function scoreReader(problem: Exclude<Problem, SparseProblem>): (row: number, column: number) => number {
  if (problem.kind === 'dense') {
    const { scores, columns } = problem;
    return (row, column) => scores[row * columns + column]!;
  }
  const top = topOf(problem);
  return (row, column) => checkScore(problem.score(row, column), row, column, FORBIDDEN, top);
}

function sparsePairs(problem: SparseProblem): Rows {
  const floor = problem.floor ?? 0;
  const top = topOf(problem);
  const size = problem.column.length;
  const start = new Int32Array(problem.rows + 1);
  const column = new Int32Array(size);
  const cost = new Int32Array(size);
  let kept = 0;
  for (let i = 0; i < problem.rows; i++) {
    for (let k = problem.start[i]!; k < problem.start[i + 1]!; k++) {
      if (problem.score[k]! < floor) continue;
      column[kept] = problem.column[k]!;
      cost[kept++] = top - problem.score[k]!;
    }
    start[i + 1] = kept;
  }
  return { rows: problem.rows, columns: problem.columns, start, column: column.subarray(0, kept), cost: cost.subarray(0, kept) };
}

function scannedPairs(problem: Exclude<Problem, SparseProblem>): Rows {
  const { rows, columns } = problem;
  const floor = problem.floor ?? 0;
  const top = topOf(problem);
  const scoreOf = scoreReader(problem);
  const start = new Int32Array(rows + 1);
  const column: number[] = [];
  const cost: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const score = scoreOf(i, j);
      if (score < floor) continue;
      column.push(j);
      cost.push(top - score);
    }
    start[i + 1] = column.length;
  }
  return { rows, columns, start, column: Int32Array.from(column), cost: Int32Array.from(cost) };
}

/** Above this many pairs of a row the built-in sort is faster than insertion. */
const LONG = 96;

/** Orders each row's pairs by cost, in place, so that a scan can stop early. O(pairs × pairs of a row) for short rows. */
export function sortByCost({ rows, start, column, cost }: Rows): void {
  for (let i = 0; i < rows; i++) {
    const from = start[i]!;
    const to = start[i + 1]!;
    if (to - from > LONG) {
      sortLong(column.subarray(from, to), cost.subarray(from, to));
      continue;
    }
    for (let k = from + 1; k < to; k++) {
      const c = cost[k]!;
      if (cost[k - 1]! <= c) continue;
      const j = column[k]!;
      let at = k;
      while (at > from && cost[at - 1]! > c) {
        cost[at] = cost[at - 1]!;
        column[at] = column[at - 1]!;
        at--;
      }
      cost[at] = c;
      column[at] = j;
    }
  }
}

/** Cost and place in one number, so that equal costs keep their order. */
function sortLong(column: Int32Array, cost: Int32Array): void {
  const size = cost.length;
  const keys = Float64Array.from(cost, (c, k) => c * size + k).sort();
  const columns = column.slice();
  keys.forEach((key, k) => {
    column[k] = columns[key % size]!;
    cost[k] = Math.floor(key / size);
  });
}

/** Adds the transpose by a counting sort: each column's rows in ascending order. O(pairs). */
export function withTranspose(pairs: Rows): Graph {
  const { rows, columns, start, column, cost } = pairs;
  const columnStart = new Int32Array(columns + 1);
  for (let k = 0; k < column.length; k++) columnStart[column[k]! + 1]!++;
  for (let j = 0; j < columns; j++) columnStart[j + 1]! += columnStart[j]!;
  const next = columnStart.slice(0, columns);
  const row = new Int32Array(column.length);
  const columnCost = new Int32Array(column.length);
  for (let i = 0; i < rows; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const at = next[column[k]!]!++;
      row[at] = i;
      columnCost[at] = cost[k]!;
    }
  }
  return { ...pairs, columnStart, row, columnCost };
}
