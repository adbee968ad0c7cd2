import { AssignmentError } from '../errors.js';
import type { Key, Problem, SparseProblem } from '../problem.js';
import type { Solution } from '../solution.js';

export interface PartnerScore {
  /** The column for a row's list, the row for a column's list. */
  readonly partner: number;
  readonly score: number;
}

export interface NewRow {
  readonly pairs: readonly PartnerScore[];
  readonly unmatchedPrice?: number;
  readonly key?: Key;
}

export interface NewColumn {
  readonly pairs: readonly PartnerScore[];
  readonly capacity?: number;
  readonly key?: Key;
}

/** Rows whose column changed; −1 is alone. Ordered by row. */
export interface Move {
  readonly row: number;
  readonly from: number;
  readonly to: number;
}

/**
 * A solved problem that changes. After each call the pairs are an optimum of the changed problem, equal by every stage
 * to a solve from scratch, ties included. A call is one or a few shortest-path searches, not a solve. Who leaves keeps
 * the number, without pairs and at price 0, and so counts among the unmatched.
 */
export interface Incremental {
  readonly rows: number;
  readonly columns: number;
  columnOf(row: number): number;
  rowsOf(column: number): readonly number[];
  joinRow(row: NewRow): { readonly row: number; readonly moves: readonly Move[] };
  joinColumn(column: NewColumn): { readonly column: number; readonly moves: readonly Move[] };
  leaveRow(row: number): readonly Move[];
  leaveColumn(column: number): readonly Move[];
  /** Forbids a pair, as after a decline or a block. */
  forbid(row: number, column: number): readonly Move[];
  setCapacity(column: number, capacity: number): readonly Move[];
  /** Replaces all scores of a row, or of a column. */
  setRow(row: number, pairs: readonly PartnerScore[], unmatchedPrice?: number): readonly Move[];
  setColumn(column: number, pairs: readonly PartnerScore[]): readonly Move[];
  /** The problem as it is now. O(pairs). */
  problem(): SparseProblem;
  /** The optimum as it is now, with its certificate. O(rows + columns). */
  solution(): Solution;
}

/** Refuses a solution that can't be this problem's; a full check of it is `check`. */
export function refuseStale(problem: Problem, solution: Solution): void {
  const { stages } = solution.certificate;
  if (solution.columnOf.length !== problem.rows || stages.some(({ u, v }) => u.length !== problem.rows || v.length !== problem.columns)) {
    throw new AssignmentError('stale-solution', 'The solution is of a problem of another size. Solve this problem first.');
  }
}
