import { MAX_SCORE } from '../problem.js';
import type { DenseProblem } from '../problem.js';
import { tieCost, hashKeys } from '../model/ties.js';

export interface Best {
  readonly pairs: number;
  readonly worst: number;
  readonly cost: number;
  readonly tie: number;
}

/** Tries every choice; the best by stages. For at most about seven rows. */
export function bruteForce(problem: DenseProblem, seed = 0): Best {
  const rowHash = hashKeys(problem.rowKeys, problem.rows, seed);
  const columnHash = hashKeys(problem.columnKeys, problem.columns, ~seed);
  const left = Array.from({ length: problem.columns }, (_, j) => problem.capacities?.[j] ?? 1);
  let best: Best | null = null;
  const { floor = 0, topScore = MAX_SCORE } = problem;
  const visit = (row: number, so: Best): void => {
    if (row === problem.rows) {
      if (best === null || better(problem, so, best)) best = so;
      return;
    }
    visit(row + 1, { ...so, cost: so.cost + aloneCost(problem, row) });
    for (let j = 0; j < problem.columns; j++) {
      const score = problem.scores[row * problem.columns + j]!;
      if (left[j]! === 0 || score < floor) continue;
      left[j]!--;
      const tie = so.tie + tieCost(rowHash[row]!, columnHash[j]!);
      visit(row + 1, { pairs: so.pairs + 1, worst: Math.min(so.worst, score), cost: so.cost + topScore - score, tie });
      left[j]!++;
    }
  };
  visit(0, { pairs: 0, worst: topScore, cost: 0, tie: 0 });
  return best!;
}

function aloneCost({ topScore = MAX_SCORE, unmatchedPrice = topScore }: DenseProblem, row: number): number {
  return typeof unmatchedPrice === 'number' ? unmatchedPrice : unmatchedPrice[row]!;
}

function better({ stages }: DenseProblem, a: Best, b: Best): boolean {
  if (stages?.mostPairs !== false && a.pairs !== b.pairs) return a.pairs > b.pairs;
  if (stages?.bestWorst && a.worst !== b.worst) return a.worst > b.worst;
  return a.cost !== b.cost ? a.cost < b.cost : a.tie < b.tie;
}
