import { AssignmentError } from '../errors.js';
import { MAX_SCORE } from '../problem.js';
import type { ProblemBase } from '../problem.js';

/**
 * "Most pairs" and "total" in one whole number: pairs × unit + cost. A dual price is a difference of two path lengths, so
 * its cost part stays below a quarter of `unit`, and count and cost can be told apart again exactly (`countOf`, `costOf`).
 * Only single prices are kept this way; sums over all people go to BigInt.
 */
export interface Weights {
  /** 0 if the stage "most pairs" is off. */
  readonly unit: number;
  /** The highest score: a pair's cost is what it lacks to it. */
  readonly top: number;
  /** unmatchedPrice + unit, for each row. */
  readonly alone: Float64Array;
  /** A price at which nobody wants a slot: that of columns without any. */
  readonly closed: number;
}

export function weightsOf(problem: ProblemBase, spareRows = 0): Weights {
  const prices = pricesOf(problem);
  const top = topOf(problem);
  let highest = top;
  for (const price of prices) highest = Math.max(highest, price);
  const unit = problem.stages?.mostPairs === false ? 0 : unitFor(Math.max(problem.rows, problem.columns) + spareRows, highest, top);
  return { unit, top, alone: prices.map((price) => price + unit), closed: 2 * unit + highest + 1 };
}

export function topOf({ topScore = MAX_SCORE }: ProblemBase): number {
  return topScore;
}

export function pricesOf({ rows, topScore = MAX_SCORE, unmatchedPrice = topScore }: ProblemBase): Float64Array {
  return typeof unmatchedPrice === 'number' ? new Float64Array(rows).fill(unmatchedPrice) : Float64Array.from(unmatchedPrice);
}

export function capacitiesOf({ columns, capacities }: ProblemBase): Int32Array {
  return capacities === undefined ? new Int32Array(columns).fill(1) : Int32Array.from(capacities);
}

/** A column never needs more than one slot beyond its pairs (that one shows that it is never full); tables stay O(pairs). */
export function usableCapacity(problem: ProblemBase, columnStart: Int32Array): Int32Array {
  return capacitiesOf(problem).map((capacity, j) => Math.min(capacity, columnStart[j + 1]! - columnStart[j]! + 1));
}

/**
 * A power of two above four times the longest path's cost both ways: at most one pair a person, and unmatched prices only at
 * its ends. Several units must still be whole in a double.
 */
export function unitFor(side: number, highestPrice: number, top: number): number {
  const unit = 2 ** Math.ceil(Math.log2(8 * ((side + 2) * top + 2 * highestPrice)));
  if (unit > 2 ** 50) {
    throw new AssignmentError('too-large', `${side} people with an unmatchedPrice of ${highestPrice} and scores up to ${top} leave the exact range; lower the prices or the scores.`);
  }
  return unit;
}

export function countOf(weight: number, unit: number): number {
  return unit === 0 ? 0 : Math.round(weight / unit);
}

export function costOf(weight: number, unit: number): number {
  return weight - countOf(weight, unit) * unit;
}
