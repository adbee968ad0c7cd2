import { acceptBid, ALONE, BIDDING } from './auction-state.js';
import type { AuctionState } from './auction-state.js';
import { readRow, SHORT } from './shortlist.js';
import type { Shortlist } from './shortlist.js';

/**
 * A phase of the forward auction (Bertsekas 1979), Gauss–Seidel: one row after the other bids for its cheapest column so
 * much that this then costs as much as its second choice, or ε more than now if that is more, until every row has a slot or
 * prefers to stay alone. Then no row could save more than ε. Raising by max(gap, ε), not gap + ε, leaves most pairs exactly
 * tight. A bid costs O(candidates), most of them O(SHORT).
 *
 * @param stack rows that bid, the first `waiting` of them; rows that lose their slot are added.
 * @returns how many still wait after at most `budget` bids.
 */
export function forwardAuction(state: AuctionState, list: Shortlist, epsilon: number, stack: Int32Array, waiting: number, budget: number): number {
  const { price, alone, mate } = state;
  const { column, cost, bound } = list;
  let size = waiting;
  let left = budget;
  while (size > 0 && left-- > 0) {
    const i = stack[--size]!;
    const first = i * SHORT;
    let best = Infinity;
    let second = Infinity;
    let target = first;
    for (let k = first; k < first + SHORT; k++) {
      const value = cost[k]! + price[column[k]!]!;
      if (value >= second) continue;
      if (value < best) {
        second = best;
        best = value;
        target = k;
      } else {
        second = value;
      }
    }
    if (second > bound[i]! - list.drop) {
      readRow(state, list, i);
      target = first;
      best = cost[first]! + price[column[first]!]!;
      second = cost[first + 1]! + price[column[first + 1]!]!;
    }
    state.bids++;
    const limit = alone[i]!;
    if (!(best < limit)) {
      mate[i] = ALONE;
      continue;
    }
    const j = column[target]!;
    const gap = (second < limit ? second : limit) - best;
    mate[i] = j;
    const loser = acceptBid(state, j, i, price[j]! + (gap > epsilon ? gap : epsilon));
    if (loser < 0) continue;
    mate[loser] = BIDDING;
    stack[size++] = loser;
  }
  return size;
}

/**
 * The same without shortlists: better while ε is so large that a few bids make every list stale. Pairs are in order of cost, so
 * that a scan ends where not even the lowest price could make a pair matter.
 *
 * @param lowest no price is below it; prices only rise in a forward phase.
 */
export function forwardAuctionPlain(state: AuctionState, lowest: number, epsilon: number, stack: Int32Array, waiting: number, budget: number): number {
  const { graph, price, alone, mate } = state;
  const { start, column, cost } = graph;
  let size = waiting;
  let left = budget;
  while (size > 0 && left-- > 0) {
    const i = stack[--size]!;
    let best = alone[i]!;
    let second = best;
    let target = -1;
    const end = start[i + 1]!;
    for (let k = start[i]!; k < end; k++) {
      if (cost[k]! + lowest >= second) break;
      const j = column[k]!;
      const value = cost[k]! + price[j]!;
      if (value >= second) continue;
      if (value < best) {
        second = best;
        best = value;
        target = j;
      } else {
        second = value;
      }
    }
    state.bids++;
    mate[i] = target < 0 ? ALONE : target;
    if (target < 0) continue;
    const loser = acceptBid(state, target, i, price[target]! + Math.max(second - best, epsilon));
    if (loser < 0) continue;
    mate[loser] = BIDDING;
    stack[size++] = loser;
  }
  return size;
}
