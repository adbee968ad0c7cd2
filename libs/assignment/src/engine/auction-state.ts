import type { Graph } from '../model/graph.js';

/**
 * Rows bid for slots; a column's price is the lowest bid it has accepted once it is full. Prices are −v of the certificate:
 * ≥ 0, in cost units, `alone` is what a row pays to go without. Slots of a column form a min-heap by bid.
 */
export interface AuctionState {
  readonly graph: Graph;
  readonly capacity: Int32Array;
  readonly alone: Float64Array;
  readonly price: Float64Array;
  /** Column of each row, −1 while it bids, −2 once it prefers to stay alone. */
  readonly mate: Int32Array;
  /** What each row pays now, cost and price together; kept up to date in the reverse auction only. */
  readonly paid: Float64Array;
  readonly taken: Int32Array;
  readonly slotStart: Int32Array;
  readonly slotRow: Int32Array;
  readonly slotBid: Float64Array;
  bids: number;
}

export const BIDDING = -1;
export const ALONE = -2;

export function createAuction(graph: Graph, capacity: Int32Array, alone: Float64Array, price: Float64Array): AuctionState {
  const slotStart = new Int32Array(graph.columns + 1);
  for (let j = 0; j < graph.columns; j++) slotStart[j + 1] = slotStart[j]! + capacity[j]!;
  return {
    graph,
    capacity,
    alone,
    price,
    mate: new Int32Array(graph.rows).fill(BIDDING),
    paid: new Float64Array(graph.rows),
    taken: new Int32Array(graph.columns),
    slotStart,
    slotRow: new Int32Array(slotStart[graph.columns]!),
    slotBid: new Float64Array(slotStart[graph.columns]!),
    bids: 0,
  };
}

/** Gives the row a slot at its bid; the row that loses its slot, or −1. O(log capacity). */
export function acceptBid(state: AuctionState, column: number, row: number, bid: number): number {
  const { taken, capacity, slotStart, slotRow, slotBid, price } = state;
  const base = slotStart[column]!;
  let loser = -1;
  if (taken[column]! < capacity[column]!) {
    let at = taken[column]!++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (slotBid[base + parent]! <= bid) break;
      slotBid[base + at] = slotBid[base + parent]!;
      slotRow[base + at] = slotRow[base + parent]!;
      at = parent;
    }
    slotBid[base + at] = bid;
    slotRow[base + at] = row;
  } else {
    loser = slotRow[base]!;
    sink(state, base, taken[column]!, 0, row, bid);
  }
  if (taken[column] === capacity[column]) price[column] = slotBid[base]!;
  return loser;
}

/** Takes the row out of its column's slots; the price stays. O(capacity). */
export function freeSlot(state: AuctionState, column: number, row: number): void {
  const { slotStart, slotRow, slotBid, taken } = state;
  const base = slotStart[column]!;
  let at = 0;
  while (slotRow[base + at] !== row) at++;
  const last = --taken[column]!;
  if (at === last) return;
  const moved = slotRow[base + last]!;
  const bid = slotBid[base + last]!;
  while (at > 0 && slotBid[base + ((at - 1) >> 1)]! > bid) {
    const parent = (at - 1) >> 1;
    slotBid[base + at] = slotBid[base + parent]!;
    slotRow[base + at] = slotRow[base + parent]!;
    at = parent;
  }
  sink(state, base, last, at, moved, bid);
}

function sink({ slotRow, slotBid }: AuctionState, base: number, size: number, from: number, row: number, bid: number): void {
  let at = from;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && slotBid[base + child + 1]! < slotBid[base + child]!) child++;
    if (slotBid[base + child]! >= bid) break;
    slotBid[base + at] = slotBid[base + child]!;
    slotRow[base + at] = slotRow[base + child]!;
    at = child;
  }
  slotBid[base + at] = bid;
  slotRow[base + at] = row;
}
