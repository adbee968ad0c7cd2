import { AssignmentError } from '../errors.js';
import { insertRow } from '../exact/insert-row.js';
import { unlink } from '../exact/network.js';
import type { Network } from '../exact/network.js';
import { refillColumn } from '../exact/refill-column.js';
import { restoreNetwork } from '../exact/restore.js';
import { resizeColumn } from '../incremental/columns.js';
import { refuseStale } from '../incremental/incremental.js';
import type { Move } from '../incremental/incremental.js';
import { recordMoves } from '../incremental/moves.js';
import { PairLists } from '../incremental/pair-lists.js';
import { allPairs } from '../model/graph.js';
import { pricesOf, topOf, weightsOf } from '../model/weights.js';
import { FORBIDDEN } from '../problem.js';
import type { Problem } from '../problem.js';
import { pairScore } from '../result.js';
import type { Solution } from '../solution.js';

/** How much worse another choice is, by stage; never negative in the first part that is not 0. */
export interface Loss {
  /** Pairs fewer. */
  readonly pairs: number;
  /** Score less, unmatched prices included: the difference in the value of the stage `total`. */
  readonly score: number;
}

export type WhyNot =
  | { readonly kind: 'paired' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'below-floor'; readonly score: number }
  | { readonly kind: 'no-slot' }
  | {
      readonly kind: 'possible';
      readonly score: number;
      /** What the best choice with this pair loses against the optimum. 0 by both parts: only the tie-break speaks against it. */
      readonly loss: Loss;
      /** Everybody who would have another partner then, the row itself first. */
      readonly moves: readonly Move[];
    };

export interface Declined {
  readonly loss: Loss;
  /** The row's next best column, or −1. */
  readonly column: number;
  /** Who would take the slot that the row leaves, or −1. */
  readonly row: number;
  readonly moves: readonly Move[];
}

/** One more slot gains `low`, one slot less loses `high`; every valid price of a slot lies between. */
export interface SlotValue {
  readonly low: Loss;
  /** Null where the column has no slot to lose. */
  readonly high: Loss | null;
}

/** Answers about a solved problem; each is a few shortest-path searches, exact, and leaves the optimum as it was. */
export interface Explainer {
  whyNot(row: number, column: number): WhyNot;
  /** What would happen if the pair of this row was declined: the runner-up of both sides. Null for a row left alone. */
  ifDeclined(row: number): Declined | null;
  slotValue(column: number): SlotValue;
}

/** O(pairs) once; dense and implicit problems keep all their pairs here. */
export function createExplainer(problem: Problem, solution: Solution): Explainer {
  refuseStale(problem, solution);
  const worst = solution.certificate.stages.find(({ stage }) => stage === 'best-worst');
  // With the stage best-worst answers hold among choices that keep the worst score.
  const effective = worst ? { ...problem, floor: Number(worst.value) } : problem;
  return new NetworkExplainer(effective, solution);
}

class NetworkExplainer implements Explainer {
  private readonly network: Network;
  private readonly lists: PairLists;
  private readonly prices: Float64Array;
  private readonly scoreOf: (row: number, column: number) => number;

  private readonly problem: Problem;

  constructor(problem: Problem, solution: Solution) {
    this.problem = problem;
    this.network = restoreNetwork(problem, allPairs(problem), weightsOf(problem), solution);
    this.lists = new PairLists(this.network.pairs, problem.rows, problem.columns);
    this.prices = pricesOf(problem);
    this.scoreOf = pairScore(problem);
  }

  whyNot(row: number, column: number): WhyNot {
    this.known(row, column);
    const { network } = this;
    const score = this.scoreOf(row, column);
    if (network.mate[row] === column) return { kind: 'paired' };
    if (score === FORBIDDEN) return { kind: 'forbidden' };
    if (score < (this.problem.floor ?? 0)) return { kind: 'below-floor', score };
    if (network.capacity[column] === 0) return { kind: 'no-slot' };
    const left = network.mate[row]!;
    const others = recordMoves(network, () => this.takeOut(row, column)).filter((move) => move.row !== row);
    const moves = [{ row, from: left, to: column }, ...others];
    this.putBack(row, column);
    return { kind: 'possible', score, loss: this.lossOf(moves), moves };
  }

  ifDeclined(row: number): Declined | null {
    this.known(row, 0);
    const { network } = this;
    const column = network.mate[row]!;
    if (column < 0) return null;
    const moves = recordMoves(network, () => {
      this.lists.remove(row, column);
      this.replace(row);
    });
    const next = { column: network.mate[row]!, row: moves.find(({ to }) => to === column)?.row ?? -1 };
    this.lists.add(row, column, topOf(this.problem) - this.scoreOf(row, column));
    this.replace(row);
    return { loss: this.lossOf(moves), ...next, moves };
  }

  slotValue(column: number): SlotValue {
    this.known(0, column);
    const { network } = this;
    const capacity = network.capacity[column]!;
    const more = this.lossOf(recordMoves(network, () => resizeColumn(network, column, capacity + 1)));
    resizeColumn(network, column, capacity);
    const low = { pairs: 0 - more.pairs, score: 0 - more.score };
    if (capacity === 0) return { low, high: null };
    const high = this.lossOf(recordMoves(network, () => resizeColumn(network, column, capacity - 1)));
    resizeColumn(network, column, capacity);
    return { low, high };
  }

  /** The optimum of everybody else once the row has a slot of the column for itself. */
  private takeOut(row: number, column: number): void {
    const { network } = this;
    const left = network.mate[row]!;
    if (left >= 0) unlink(network, row);
    network.u[row] = -Infinity; // infinitely far from every slot, until it is inserted again
    resizeColumn(network, column, network.capacity[column]! - 1);
    if (left >= 0) refillColumn(network, left);
  }

  private putBack(row: number, column: number): void {
    resizeColumn(this.network, column, this.network.capacity[column]! + 1);
    insertRow(this.network, row);
  }

  private replace(row: number): void {
    const left = this.network.mate[row]!;
    if (left >= 0) unlink(this.network, row);
    insertRow(this.network, row);
    if (left >= 0) refillColumn(this.network, left);
  }

  private lossOf(moves: readonly Move[]): Loss {
    let pairs = 0;
    let score = 0;
    for (const { row, from, to } of moves) {
      pairs += Number(from >= 0) - Number(to >= 0);
      score += this.costOf(row, to) - this.costOf(row, from);
    }
    return { pairs, score };
  }

  private costOf(row: number, column: number): number {
    return column < 0 ? this.prices[row]! : topOf(this.problem) - this.scoreOf(row, column);
  }

  private known(row: number, column: number): void {
    const { rows, columns } = this.problem;
    if (Number.isInteger(row) && row >= 0 && row < rows && Number.isInteger(column) && column >= 0 && column < columns) return;
    throw new AssignmentError('index-out-of-range', `There is no pair of row ${row} and column ${column}.`);
  }
}
