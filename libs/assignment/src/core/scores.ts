import type { DenseProblem, ImplicitProblem, Problem, SparseProblem } from '../problem.js';
import { capacitiesOf, topOf } from '../model/weights.js';
import { scoreReader } from '../model/graph.js';

/** The scores of a problem, read row by row, in whatever thread. */
export interface ScoreRows {
  readonly rows: number;
  readonly columns: number;
  readonly floor: number;
  readonly top: number;
  /** How many of the best entries of each row make up the first core, and how many scattered ones. */
  readonly best: number;
  readonly scattered: number;
  /** Number of entries of all rows. */
  readonly size: number;
  /** Valid until the next call. */
  read(row: number): RowScores;
  entriesOf(row: number): number;
  /** One entry alone: cheaper than the row where scores are computed on demand. */
  scoreOf(row: number, entry: number): number;
  columnOf(row: number, entry: number): number;
}

/** The row's entries 0 … count − 1: the k-th has the score list[at + k] and the column columns[at + k], or k where a row has them all. */
export interface RowScores {
  readonly list: ArrayLike<number>;
  readonly at: number;
  readonly count: number;
  readonly columns: ArrayLike<number> | null;
}

/** Of a matrix, and of listed pairs. Scattered pairs let the core match everybody where everybody wants the same few. */
const OF_MATRIX = { best: 32, scattered: 6 };
const OF_LISTS = { best: 20, scattered: 2 };
/** Of listed pairs where a tenth of the rows or more must stay alone: the others need not go far down their lists. */
const OF_SHORT = { best: 14, scattered: 2 };

export function scoreRowsOf(problem: Problem): ScoreRows {
  const { rows, columns, floor = 0 } = problem;
  const base = { rows, columns, floor, top: topOf(problem) };
  if (problem.kind === 'sparse') return { ...base, ...(slotsAreShort(problem) ? OF_SHORT : OF_LISTS), size: problem.column.length, ...listed(problem) };
  return { ...base, ...OF_MATRIX, size: rows * columns, ...(problem.kind === 'dense' ? matrix(problem) : onDemand(problem)) };
}

function slotsAreShort(problem: SparseProblem): boolean {
  const slots = capacitiesOf(problem).reduce((sum, capacity) => sum + capacity, 0);
  return slots < 0.9 * problem.rows;
}

type Reading = Pick<ScoreRows, 'read' | 'entriesOf' | 'scoreOf' | 'columnOf'>;

function listed({ start, column, score }: SparseProblem): Reading {
  return {
    read: (row) => ({ list: score, at: start[row]!, count: start[row + 1]! - start[row]!, columns: column }),
    entriesOf: (row) => start[row + 1]! - start[row]!,
    scoreOf: (row, entry) => score[start[row]! + entry]!,
    columnOf: (row, entry) => column[start[row]! + entry]!,
  };
}

function matrix({ scores, columns }: DenseProblem): Reading {
  return {
    read: (row) => ({ list: scores, at: row * columns, count: columns, columns: null }),
    entriesOf: () => columns,
    scoreOf: (row, entry) => scores[row * columns + entry]!,
    columnOf: (_row, entry) => entry,
  };
}

function onDemand(problem: ImplicitProblem): Reading {
  const list = new Int32Array(problem.columns);
  const scoreOf = scoreReader(problem);
  const read = (row: number): RowScores => {
    for (let j = 0; j < list.length; j++) list[j] = scoreOf(row, j);
    return { list, at: 0, count: list.length, columns: null };
  };
  return { read, entriesOf: () => list.length, scoreOf, columnOf: (_row, entry) => entry };
}
