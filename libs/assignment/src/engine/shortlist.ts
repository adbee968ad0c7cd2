import type { AuctionState } from './auction-state.js';

/** Entries a row. One cache line of columns and one of costs. */
export const SHORT = 8;

/**
 * The cheapest candidates of each row when its pairs were last read, and a bound below which none of the others was. Prices
 * only rise in a forward phase, so a bid that two listed candidates win under the bound needs no look at the others.
 */
export interface Shortlist {
  readonly column: Int32Array;
  readonly cost: Float64Array;
  readonly bound: Float64Array;
  /** How far prices can have fallen in all, over the reverse auctions so far. */
  drop: number;
  /** No price is below it in this phase. */
  lowest: number;
  /** Working memory of readRow. */
  readonly values: Float64Array;
}

export function createShortlist(rows: number): Shortlist {
  return {
    column: new Int32Array(rows * SHORT),
    cost: new Float64Array(rows * SHORT).fill(Infinity),
    bound: new Float64Array(rows).fill(-Infinity),
    drop: 0,
    lowest: 0,
    values: new Float64Array(SHORT),
  };
}

/** Reads all pairs of a row and lists the cheapest in order; entries beyond the row's pairs cost Infinity. */
export function readRow({ graph, price }: AuctionState, shortlist: Shortlist, i: number): void {
  const { start, column, cost } = graph;
  const first = i * SHORT;
  const { values } = shortlist;
  const listedColumn = shortlist.column;
  const listedCost = shortlist.cost;
  let worst = Infinity;
  let bound = Infinity;
  let size = 0;
  listedCost.fill(Infinity, first, first + SHORT);
  const end = start[i + 1]!;
  for (let k = start[i]!; k < end; k++) {
    if (cost[k]! + shortlist.lowest >= worst) {
      bound = Math.min(bound, cost[k]! + shortlist.lowest);
      break; // in order of cost: none of the others can be listed
    }
    const j = column[k]!;
    const value = cost[k]! + price[j]!;
    if (value >= worst) {
      if (value < bound) bound = value;
      continue;
    }
    if (size === SHORT) bound = worst;
    else size++;
    let at = size - 1;
    while (at > 0 && values[at - 1]! > value) {
      values[at] = values[at - 1]!;
      listedColumn[first + at] = listedColumn[first + at - 1]!;
      listedCost[first + at] = listedCost[first + at - 1]!;
      at--;
    }
    values[at] = value;
    listedColumn[first + at] = j;
    listedCost[first + at] = cost[k]!;
    if (size === SHORT) worst = values[SHORT - 1]!;
  }
  shortlist.bound[i] = bound + shortlist.drop;
}
