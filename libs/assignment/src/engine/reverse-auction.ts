import { acceptBid, ALONE, BIDDING, freeSlot } from './auction-state.js';
import type { AuctionState } from './auction-state.js';

/**
 * The reverse auction after a forward phase (Bertsekas, Castañon, Tsaknakis 1993): a column with a free slot and a positive
 * price offers its slot, at a price that is lower by as much as needed, to the row that gains most; the slot this row leaves is
 * offered next. It ends when every free slot has price 0. Rows keep a partner or their wish to stay alone. Without it free slots
 * with stale prices would all be left to the exact repair. O(offers × candidates of a column).
 *
 * @param queue from columnsToOffer; what is left in it after `budget` offers remains to be done.
 */
export function reverseAuction(state: AuctionState, epsilon: number, queue: number[], budget: number): void {
  const { capacity, taken, price, mate } = state;
  let left = budget;
  while (queue.length > 0 && left-- > 0) {
    const j = queue.pop()!;
    if (taken[j] === capacity[j]) continue; // it was queued for each slot that it lost, and has filled them
    const row = offer(state, j, epsilon);
    if (row < 0) continue;
    const from = mate[row]!;
    if (from >= 0) freeSlot(state, from, row);
    mate[row] = j;
    acceptBid(state, j, row, price[j]!);
    if (from >= 0 && price[from]! > 0) queue.push(from);
    if (taken[j]! < capacity[j]! && price[j]! > 0) queue.push(j);
  }
}

/** The columns that have something to offer. Brings `paid` up to date, which the offers need. */
export function columnsToOffer(state: AuctionState): number[] {
  const { graph, capacity, taken, price } = state;
  const queue: number[] = [];
  for (let j = 0; j < graph.columns; j++) if (taken[j]! < capacity[j]! && price[j]! > 0) queue.push(j);
  if (queue.length > 0) refreshPaid(state);
  return queue;
}

/** Finds the row that would pay most for a slot of the column and sets the price by the second; −1 if nobody pays anything. */
function offer(state: AuctionState, j: number, epsilon: number): number {
  const { graph, price, paid, mate } = state;
  const { columnStart, row, columnCost } = graph;
  let best = 0;
  let second = 0;
  let chosen = -1;
  const end = columnStart[j + 1]!;
  for (let k = columnStart[j]!; k < end; k++) {
    const i = row[k]!;
    const worth = paid[i]! - columnCost[k]!;
    if (worth <= second || mate[i] === j) continue;
    if (worth > best) {
      second = best;
      best = worth;
      chosen = i;
    } else {
      second = worth;
    }
  }
  state.bids++;
  const wanted = Math.max(0, Math.min(second, best - epsilon));
  if (wanted < price[j]!) lower(state, j, wanted);
  if (best <= epsilon) return -1;
  paid[chosen] = paid[chosen]! - best + price[j]!;
  return chosen;
}

function lower(state: AuctionState, j: number, price: number): void {
  const { slotStart, slotRow, taken, paid } = state;
  const change = state.price[j]! - price;
  state.price[j] = price;
  for (let s = slotStart[j]!; s < slotStart[j]! + taken[j]!; s++) paid[slotRow[s]!]! -= change;
}

function refreshPaid({ graph, price, mate, paid, alone }: AuctionState): void {
  const { start, column, cost, rows } = graph;
  for (let i = 0; i < rows; i++) {
    const j = mate[i]!;
    if (j === ALONE || j === BIDDING) {
      paid[i] = alone[i]!;
      continue;
    }
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      if (column[k] !== j) continue;
      paid[i] = cost[k]! + price[j]!;
      break;
    }
  }
}
