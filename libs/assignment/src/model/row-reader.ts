import { FORBIDDEN } from '../problem.js';
import type { Problem } from '../problem.js';
import { scoreReader } from './graph.js';

/** The allowed pairs of one row of any kind of problem, those below the floor included. */
export interface RowPairs {
  readonly columns: Int32Array;
  readonly scores: Int32Array;
  /** How many of the entries are this row's; the arrays are reused by the next read. */
  count: number;
}

export function rowReader(problem: Problem): (row: number) => RowPairs {
  const widest = problem.kind === 'sparse' ? widestRow(problem.start, problem.rows) : problem.columns;
  const pairs: RowPairs = { columns: new Int32Array(widest), scores: new Int32Array(widest), count: 0 };
  if (problem.kind === 'sparse') {
    const { start, column, score } = problem;
    return (row) => {
      pairs.count = 0;
      for (let k = start[row]!; k < start[row + 1]!; k++) add(pairs, column[k]!, score[k]!);
      return pairs;
    };
  }
  const scoreOf = scoreReader(problem);
  return (row) => {
    pairs.count = 0;
    for (let j = 0; j < problem.columns; j++) {
      const score = scoreOf(row, j);
      if (score !== FORBIDDEN) add(pairs, j, score);
    }
    return pairs;
  };
}

function add(pairs: RowPairs, column: number, score: number): void {
  pairs.columns[pairs.count] = column;
  pairs.scores[pairs.count++] = score;
}

function widestRow(start: ArrayLike<number>, rows: number): number {
  let widest = 0;
  for (let i = 0; i < rows; i++) widest = Math.max(widest, start[i + 1]! - start[i]!);
  return widest;
}
