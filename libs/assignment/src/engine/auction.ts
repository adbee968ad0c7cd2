import type { Graph } from '../model/graph.js';
import type { Pace } from '../pace.js';
import type { ProgressStage } from '../problem.js';
import { ALONE, BIDDING, createAuction, freeSlot } from './auction-state.js';
import type { AuctionState } from './auction-state.js';
import { forwardAuction, forwardAuctionPlain } from './forward-auction.js';
import { columnsToOffer, reverseAuction } from './reverse-auction.js';
import { createShortlist } from './shortlist.js';
import type { Shortlist } from './shortlist.js';

/** ε goes from `first` by eighths to `last`; the exact repair does the rest. At `shortlist` and below the shortlists pay. */
export interface AuctionPlan {
  /** As which stage progress is reported. */
  readonly stage: ProgressStage;
  readonly first: number;
  readonly last: number;
  readonly shortlist: number;
  /** So many bids a row in the first phase are too many: the auction is given up. */
  readonly patience?: number;
}

/** For scores from 0 to `top`: from a fortieth of their range to a millionth. */
export function planFor(top: number): AuctionPlan {
  return { stage: 'prices', first: Math.floor(top / 40), last: Math.max(1, Math.floor(top / 1_000_000)), shortlist: Math.floor(top / 200) };
}

/** From one phase to the next ε is so much smaller. */
export const DIVISOR = 8;
/** A phase with more bids a row is a price war: it is broken off, and the exact repair takes over. */
const MOST_BIDS = 100;
/** Bids between two looks at the clock: about ten milliseconds. */
const BUDGET = 20_000;

export interface AuctionResult {
  readonly price: Float64Array;
  readonly mate: Int32Array;
  readonly bids: number;
  /** False if it was broken off: pairs and prices may be far from good. */
  readonly finished: boolean;
}

/**
 * Near-optimal pairs and prices by the auction algorithm with ε-scaling (Bertsekas 1988), forward and reverse in turn. Each
 * phase keeps the pairs that its smaller ε still allows. Whole numbers throughout. The result is a warm start: the exact
 * repair proves it or puts it right, so nothing here can make an answer wrong.
 *
 * @param price starting prices ≥ 0, changed in place.
 * @param plan `first` is smaller where the starting prices are good already.
 */
export async function auction(graph: Graph, capacity: Int32Array, alone: Float64Array, price: Float64Array, pace: Pace, plan: AuctionPlan): Promise<AuctionResult> {
  const next = (epsilon: number) => Math.max(plan.last, Math.floor(epsilon / DIVISOR));
  const state = createAuction(graph, capacity, alone, price);
  const shortlist = createShortlist(graph.rows);
  const stack = new Int32Array(graph.rows);
  for (let i = 0; i < graph.rows; i++) stack[i] = graph.rows - 1 - i;
  let waiting = graph.rows;
  let phase = 0;
  for (let epsilon = Math.max(plan.first, plan.last); ; epsilon = next(epsilon)) {
    const most = phase === 0 ? (plan.patience ?? MOST_BIDS) : MOST_BIDS;
    const done = phase++ / 5;
    const limit = state.bids + most * (graph.rows + 1000);
    const lowest = lowestOf(state.price);
    shortlist.lowest = lowest;
    while (waiting > 0 && state.bids < limit) {
      waiting =
        epsilon > plan.shortlist
          ? forwardAuctionPlain(state, lowest, epsilon, stack, waiting, BUDGET)
          : forwardAuction(state, shortlist, epsilon, stack, waiting, BUDGET);
      if (pace.due) await pace.rest(plan.stage, done);
    }
    await reversePhase(state, shortlist, epsilon, () => (pace.due ? pace.rest(plan.stage, done) : undefined), limit);
    if (epsilon === plan.last || state.bids >= limit) break;
    waiting = dropLoosePairs(state, next(epsilon), stack);
  }
  return { price, mate: state.mate.map((column) => Math.max(column, -1)), bids: state.bids, finished: waiting === 0 };
}

async function reversePhase(state: AuctionState, shortlist: Shortlist, epsilon: number, rest: () => Promise<void> | undefined, limit: number): Promise<void> {
  const queue = columnsToOffer(state);
  if (queue.length === 0) return;
  const before = state.price.slice();
  while (queue.length > 0 && state.bids < limit) {
    reverseAuction(state, epsilon, queue, BUDGET);
    await rest();
  }
  let drop = 0;
  for (let j = 0; j < before.length; j++) drop = Math.max(drop, before[j]! - state.price[j]!);
  shortlist.drop += drop;
}

function lowestOf(price: Float64Array): number {
  let lowest = Infinity;
  for (let j = 0; j < price.length; j++) lowest = Math.min(lowest, price[j]!);
  return lowest;
}

/** Frees the rows that could save more than the new ε elsewhere; they bid again. O(pairs). */
function dropLoosePairs(state: AuctionState, epsilon: number, stack: Int32Array): number {
  const { graph, price, alone, mate } = state;
  const { start, column, cost, rows } = graph;
  const lowest = lowestOf(price);
  let waiting = 0;
  for (let i = 0; i < rows; i++) {
    const own = mate[i]!;
    let best = alone[i]!;
    let paid = own === ALONE ? best : Infinity;
    const end = start[i + 1]!;
    for (let k = start[i]!; k < end; k++) {
      if (cost[k]! + lowest >= best && (own < 0 || paid < Infinity)) break;
      const j = column[k]!;
      const value = cost[k]! + price[j]!;
      if (value < best) best = value;
      if (j === own) paid = value;
    }
    if (paid <= best + epsilon) continue;
    if (own >= 0) freeSlot(state, own, i);
    mate[i] = BIDDING;
    stack[waiting++] = i;
  }
  return waiting;
}
