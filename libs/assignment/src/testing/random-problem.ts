import { FORBIDDEN, MAX_SCORE } from '../problem.js';
import type { DenseProblem, SparseProblem, Stages } from '../problem.js';

/** Small seeded problems for specs. */
export interface Recipe {
  readonly seed: number;
  readonly rows: number;
  readonly columns: number;
  /** Share of allowed pairs. */
  readonly density: number;
  /** Scores are 0 … levels − 1 times a step: few levels make many ties. */
  readonly levels: number;
  readonly maxCapacity: number;
  readonly prices?: 'none' | 'varied';
  readonly floor?: number;
  /** The problem's topScore, if it is not the usual. */
  readonly top?: number;
  readonly stages?: Stages;
}

/** A small linear congruential generator: whole numbers below `below`. */
export function random(seed: number): (below: number) => number {
  let state = (seed * 2654435761) >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export function randomDense(recipe: Recipe): DenseProblem {
  const next = random(recipe.seed);
  const { rows, columns, top = MAX_SCORE } = recipe;
  const step = Math.max(1, Math.floor(top / recipe.levels));
  const scores = Int32Array.from({ length: rows * columns }, () => (next(1000) < recipe.density * 1000 ? Math.min(top, next(recipe.levels) * step) : FORBIDDEN));
  return {
    kind: 'dense',
    rows,
    columns,
    scores,
    capacities: Int32Array.from({ length: columns }, () => next(recipe.maxCapacity + 1)),
    unmatchedPrice: recipe.prices === 'varied' ? Int32Array.from({ length: rows }, () => next(Math.floor(1.5 * top))) : top,
    ...(recipe.top === undefined ? {} : { topScore: top }),
    floor: recipe.floor ?? 0,
    stages: recipe.stages ?? {},
  };
}

export function toSparse(problem: DenseProblem): SparseProblem {
  const { scores: _scores, kind: _kind, ...base } = problem;
  const start = [0];
  const column: number[] = [];
  const score: number[] = [];
  for (let i = 0; i < problem.rows; i++) {
    for (let j = 0; j < problem.columns; j++) {
      const value = problem.scores[i * problem.columns + j]!;
      if (value < 0) continue;
      column.push(j);
      score.push(value);
    }
    start.push(column.length);
  }
  return { ...base, kind: 'sparse', start, column, score };
}
