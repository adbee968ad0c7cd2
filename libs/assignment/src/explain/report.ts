import { FORBIDDEN } from '../problem.js';
import type { Problem } from '../problem.js';
import { capacitiesOf, pricesOf, topOf } from '../model/weights.js';
import { rowReader } from '../model/row-reader.js';
import { pairScore } from '../result.js';
import type { Pair } from '../solution.js';

/** Any choice of partners: an optimum or one to compare with. */
export interface Choice {
  readonly columnOf: Int32Array;
}

/**
 * Allowed pairs, at or above the floor, who would both score higher with each other than with what they have (a free slot or
 * no partner counts as lower than any pair). O(pairs). At most `limit` of them are listed; `count` is of all.
 */
export function blockingPairs(problem: Problem, { columnOf }: Choice, limit = 1000): { count: number; pairs: Pair[] } {
  const scoreOf = pairScore(problem);
  const own = Int32Array.from(columnOf, (column, row) => (column < 0 ? FORBIDDEN : scoreOf(row, column)));
  const worst = worstOfColumns(problem, columnOf, own);
  const read = rowReader(problem);
  const pairs: Pair[] = [];
  const { floor = 0 } = problem;
  let count = 0;
  for (let row = 0; row < problem.rows; row++) {
    const list = read(row);
    const least = Math.max(floor, own[row]! + 1);
    for (let k = 0; k < list.count; k++) {
      const score = list.scores[k]!;
      const column = list.columns[k]!;
      if (score < least || score <= worst[column]!) continue;
      count++;
      if (pairs.length < limit) pairs.push({ row, column, score });
    }
  }
  return { count, pairs };
}

/** The lowest score that each column has; FORBIDDEN with a free slot, above every score without any slot. */
function worstOfColumns(problem: Problem, columnOf: Int32Array, own: Int32Array): Int32Array {
  const room = capacitiesOf(problem);
  const worst = new Int32Array(problem.columns).fill(topOf(problem));
  columnOf.forEach((column, row) => {
    if (column < 0) return;
    room[column]!--;
    worst[column] = Math.min(worst[column]!, own[row]!);
  });
  return worst.map((score, column) => (room[column]! > 0 ? FORBIDDEN : score));
}

/** How many rows got their first, second, … best allowed column: entry r − 1 counts rank r. Equal scores share the better rank. */
export function rankProfile(problem: Problem, { columnOf }: Choice): number[] {
  const read = rowReader(problem);
  const profile: number[] = [];
  columnOf.forEach((column, row) => {
    if (column < 0) return;
    const list = read(row);
    const own = list.scores[list.columns.subarray(0, list.count).indexOf(column)]!;
    let better = 0;
    for (let k = 0; k < list.count; k++) if (list.scores[k]! > own) better++;
    profile[better] = (profile[better] ?? 0) + 1;
  });
  return Array.from(profile, (count) => count ?? 0);
}

export interface ScoreSpread {
  readonly pairs: number;
  readonly mean: number;
  readonly median: number;
  readonly worst: number;
  /** The tenth of the pairs, rounded up, with the lowest scores: its highest score and its mean. */
  readonly bottomDecile: { readonly pairs: number; readonly upTo: number; readonly mean: number };
}

/** Null without pairs. */
export function scoreSpread(problem: Problem, { columnOf }: Choice): ScoreSpread | null {
  const scoreOf = pairScore(problem);
  const scores = Float64Array.from(columnOf, (column, row) => (column < 0 ? NaN : scoreOf(row, column))).filter((score) => score >= 0).sort();
  if (scores.length === 0) return null;
  const tenth = scores.subarray(0, Math.ceil(scores.length / 10));
  const mean = (list: Float64Array) => list.reduce((sum, score) => sum + score, 0) / list.length;
  const half = scores.length >> 1;
  const median = scores.length % 2 ? scores[half]! : (scores[half - 1]! + scores[half]!) / 2;
  const bottomDecile = { pairs: tenth.length, upTo: tenth.at(-1)!, mean: mean(tenth) };
  return { pairs: scores.length, mean: mean(scores), median, worst: scores[0]!, bottomDecile };
}

export type AloneReason = 'no-allowed-pair' | 'below-floor' | 'no-slot' | 'not-worth-its-price' | 'all-slots-taken';

/** Why each unmatched row is alone, by the first that applies. O(pairs of those rows). */
export function aloneReasons(problem: Problem, { columnOf }: Choice): Map<number, AloneReason> {
  const read = rowReader(problem);
  const capacities = capacitiesOf(problem);
  const room = capacities.slice();
  for (const column of columnOf) if (column >= 0) room[column]!--;
  const prices = pricesOf(problem);
  const reasonOf = (row: number): AloneReason => {
    const list = read(row);
    if (list.count === 0) return 'no-allowed-pair';
    const above = (k: number) => list.scores[k]! >= (problem.floor ?? 0);
    const all = Array.from({ length: list.count }, (_, k) => k).filter(above);
    if (all.length === 0) return 'below-floor';
    if (all.every((k) => capacities[list.columns[k]!] === 0)) return 'no-slot';
    const worthIt = (k: number) => topOf(problem) - list.scores[k]! <= prices[row]!;
    if (problem.stages?.mostPairs === false && !all.some(worthIt)) return 'not-worth-its-price';
    return 'all-slots-taken';
  };
  const reasons = new Map<number, AloneReason>();
  columnOf.forEach((column, row) => {
    if (column < 0) reasons.set(row, reasonOf(row));
  });
  return reasons;
}
