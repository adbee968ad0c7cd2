/**
 * The model: maximum b-matching with optional matches. Rows are the people who get at most one partner (mentees),
 * columns are those who take up to `capacities[column]` partners (mentors). Find the pairs that
 *
 *   1. are the most above the quality floor (`mostPairs`, on unless switched off),
 *   2. if `bestWorst`: have the best worst score,
 *   3. minimise  Σ (topScore − score) over pairs + Σ unmatchedPrice over rows left alone, that is: the greatest total,
 *   4. have the smallest sum of a stable hash of row key, column key and seed, which breaks ties.
 *
 * A pair below the floor, or forbidden, is absent: it is never chosen at any price.
 */
export type Problem = DenseProblem | SparseProblem | ImplicitProblem;

/** Scores are whole numbers from 0 to MAX_SCORE, or to the problem's `topScore`; higher is better. */
export const MAX_SCORE = 1_000_000;
/** The score of a forbidden pair in a dense or implicit problem. */
export const FORBIDDEN = -1;
/** Unmatched prices are whole numbers from 0 to MAX_PRICE, which bounds `topScore` too; the top score as a price makes "alone" worth as much as a pair of score 0. */
export const MAX_PRICE = 1_000_000_000;
/** Above this many rows or columns the whole-number duals could leave the exact range of a double. */
export const MAX_SIDE = 2_000_000;

export type Key = string | number;

export interface ProblemBase {
  readonly rows: number;
  readonly columns: number;
  /** Slots of each column, ≥ 0; one each if left out. */
  readonly capacities?: ArrayLike<number>;
  /** What it costs to leave a row alone, one for all or one each, on the scale of topScore − score. Default topScore. */
  readonly unmatchedPrice?: number | ArrayLike<number>;
  /** The highest score there may be, where scores of another scale must not be rounded. Default MAX_SCORE. */
  readonly topScore?: number;
  /** Pairs with a lower score are absent. Default 0: none. */
  readonly floor?: number;
  readonly stages?: Stages;
  /** Stable names of rows and columns: ties do not depend on the order in which people are listed. Default: the index. */
  readonly rowKeys?: ArrayLike<Key>;
  readonly columnKeys?: ArrayLike<Key>;
}

export interface Stages {
  /** Most pairs first (default true). False: a pair is made only if it is worth its price. */
  readonly mostPairs?: boolean;
  /** Then the best worst score, before the total (default false). */
  readonly bestWorst?: boolean;
}

export interface DenseProblem extends ProblemBase {
  readonly kind: 'dense';
  /** rows × columns scores, row by row; FORBIDDEN where a pair may not be. Back it by a SharedArrayBuffer to spare workers a copy. */
  readonly scores: ArrayLike<number>;
}

export interface SparseProblem extends ProblemBase {
  readonly kind: 'sparse';
  /** Compressed rows: the pairs of row i are the entries start[i] … start[i + 1] − 1. Pairs not listed are forbidden. */
  readonly start: ArrayLike<number>;
  readonly column: ArrayLike<number>;
  readonly score: ArrayLike<number>;
}

export interface ImplicitProblem extends ProblemBase {
  readonly kind: 'implicit';
  /** The score of a pair or FORBIDDEN; pure: the same answer each time. Runs in the calling thread. */
  readonly score: (row: number, column: number) => number;
  /**
   * A scorer that worker threads can load: `module` exports `name`, a function `(data) => (row, column) => score` with the
   * same answers as `score`. `data` is cloned, its SharedArrayBuffers are shared.
   */
  readonly scorer?: { readonly module: string; readonly name: string; readonly data: unknown };
}

export interface Progress {
  readonly stage: ProgressStage;
  /** Share of the stage that is done, 0 to 1. */
  readonly done: number;
}

export type ProgressStage = 'candidates' | 'pairs' | 'worst' | 'prices' | 'repair' | 'pricing' | 'ties';

export interface SolveOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** 0: in the calling thread, giving way to its event loop between steps; 1 or 2: worker threads. The result is the same. */
  readonly workers?: 0 | 1 | 2;
  /** Breaks ties another way; any whole number. Default 0. */
  readonly seed?: number;
}
