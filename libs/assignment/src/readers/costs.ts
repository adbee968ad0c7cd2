import { FORBIDDEN, MAX_PRICE, MAX_SCORE } from '../problem.js';
import type { DenseProblem, SparseProblem } from '../problem.js';
import { compress, refuseFile } from './file-problem.js';
import type { FilePairs, FileProblem, ReadOptions } from './file-problem.js';

/** The scale that a file's costs are put on: score = costTop − cost. */
interface Scale {
  readonly negated: boolean;
  readonly costTop: number;
  readonly topScore: number;
  readonly scoreOf: (value: number) => number;
}

/**
 * An "everybody matched, least cost" problem as ours: the lowest cost gets the highest score. Costs may be negative and may span a
 * thousand million; they are never rounded. Whoever can't be matched is left over by the stage "most pairs".
 */
export function sparseCosts(format: FileProblem['format'], rows: number, columns: number, pairs: FilePairs, options: ReadOptions): FileProblem {
  const scale = scaleOf(pairs.value, options);
  let repeats = 0;
  const lists = compress(rows, columns, pairs, scale.scoreOf, () => repeats++);
  const problem: SparseProblem = { kind: 'sparse', rows, columns, ...lists, topScore: scale.topScore };
  const notes = repeats === 0 ? [] : [`pairs stated more than once: ${repeats} times; the best cost of each counts`];
  return { ...described(format, problem, scale), notes, allowed: lists.column.length };
}

/** The same with a cost for every pair, row by row. */
export function denseCosts(format: FileProblem['format'], size: number, values: ArrayLike<number>, options: ReadOptions): FileProblem {
  const scale = scaleOf(values, options);
  const scores = new Int32Array(values.length).fill(FORBIDDEN);
  for (let k = 0; k < scores.length; k++) scores[k] = scale.scoreOf(values[k]!);
  const problem: DenseProblem = { kind: 'dense', rows: size, columns: size, scores, topScore: scale.topScore };
  return { ...described(format, problem, scale), allowed: scores.length };
}

function scaleOf(values: ArrayLike<number>, { maximise = false }: ReadOptions): Scale {
  const sign = maximise ? -1 : 1;
  let low = Infinity;
  let high = -Infinity;
  for (let k = 0; k < values.length; k++) {
    low = Math.min(low, sign * values[k]!);
    high = Math.max(high, sign * values[k]!);
  }
  if (high - low > MAX_PRICE) refuseFile(0, `Costs span ${high - low}; up to ${MAX_PRICE} is supported.`);
  const topScore = Math.max(MAX_SCORE, values.length === 0 ? 0 : high - low);
  const costTop = values.length === 0 ? 0 : low + topScore;
  return { negated: maximise, topScore, costTop, scoreOf: (value) => costTop - sign * value };
}

function described(format: FileProblem['format'], problem: DenseProblem | SparseProblem, { costTop, negated }: Scale): Omit<FileProblem, 'allowed'> {
  return { format, problem, costTop, negated, notes: [], rowNames: names(problem.rows), columnNames: names(problem.columns) };
}

function names(size: number): string[] {
  return Array.from({ length: size }, (_, k) => String(k + 1));
}
