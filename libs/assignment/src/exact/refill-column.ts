import { tieCost } from '../model/ties.js';
import { link, unlink } from './network.js';
import type { Network } from './network.js';

/** Where the nearest end of a path is: a column that may keep a free slot, or an unmatched row that comes in. */
interface End {
  distance: number;
  tie: number;
  column: number;
  row: number;
  /** The column that the incoming row enters. */
  into: number;
}

/**
 * Uses one free slot of a column that has a price (v < 0), the mirror of insertRow: the cheapest chain of rows moves up
 * into the slot, until an unmatched row comes in or a column is reached that can afford to stay free, at price 0.
 * Nothing is done if the column has no free slot or its price is 0. Cost as insertRow, over the transposed lists.
 */
export function refillColumn(network: Network, column: number): void {
  const { scratch, capacity, taken } = network;
  if (taken[column]! >= capacity[column]! || priceIsZero(network, column)) return;
  network.searches++;
  scratch.search++;
  const end: End = { distance: Infinity, tie: 0, column: -1, row: -1, into: -1 };
  const settled = searchFrom(network, column, end);
  reprice(network, settled, end);
  augment(network, column, end);
  scratch.heap.clear();
}

export function priceIsZero({ v, ties }: Network, column: number): boolean {
  return v[column] === 0 && (ties === null || ties.tv[column] === 0);
}

function searchFrom(network: Network, source: number, end: End): number {
  const { heap, distance, tieDistance, settled, seen, search } = network.scratch;
  let count = 0;
  seen[source] = search;
  distance[source] = 0;
  tieDistance[source] = 0;
  reach(network, source, end);
  while (heap.size > 0) {
    const column = heap.pop();
    const reached = distance[column]!;
    if (!(reached < end.distance || (reached === end.distance && tieDistance[column]! < end.tie))) break;
    settled[count++] = column;
    expand(network, column, end);
  }
  return count;
}

/** Columns are reached backwards: from a column with room to the columns whose rows would come. */
function expand(network: Network, column: number, end: End): void {
  const { pairs, u, v, ties, mate, scratch } = network;
  const { distance, tieDistance, seen, search, via, from } = scratch;
  const at = distance[column]! - v[column]!;
  const tieAt = ties === null ? 0 : tieDistance[column]! - ties.tv[column]!;
  const to = pairs.columnTo[column]!;
  for (let k = pairs.columnFrom[column]!; k < to; k++) {
    const row = pairs.row[k]!;
    const left = mate[row]!;
    const far = at + (pairs.columnCost[k]! - u[row]!);
    if (left === column || far > end.distance) continue;
    const tie = ties === null ? 0 : tieAt + tieCost(ties.rowHash[row]!, ties.columnHash[column]!) - ties.tu[row]!;
    if (left < 0) {
      offerEnd(end, far, tie, -1, row, column);
      continue;
    }
    const nearer = seen[left] !== search || far < distance[left]! || (far === distance[left]! && tie < tieDistance[left]!);
    if (!nearer) continue;
    seen[left] = search;
    distance[left] = far;
    tieDistance[left] = tie;
    via[left] = row;
    from[left] = column;
    reach(network, left, end);
  }
}

/** A reached column may keep the slot free if its price is brought to 0. */
function reach(network: Network, column: number, end: End): void {
  const { scratch, v, ties } = network;
  offerEnd(end, scratch.distance[column]! - v[column]!, ties === null ? 0 : scratch.tieDistance[column]! - ties.tv[column]!, column, -1, -1);
  scratch.heap.push(column);
}

function offerEnd(end: End, distance: number, tie: number, column: number, row: number, into: number): void {
  if (distance > end.distance || (distance === end.distance && tie >= end.tie)) return;
  Object.assign(end, { distance, tie, column, row, into });
}

/** Settled columns get cheaper by how much nearer than the end they are; their rows' duals fall by the same. */
function reprice(network: Network, settledCount: number, end: End): void {
  const { u, v, ties, first, next, scratch } = network;
  const { settled, distance, tieDistance } = scratch;
  for (let k = 0; k < settledCount; k++) {
    const column = settled[k]!;
    const gap = end.distance - distance[column]!;
    v[column]! += gap;
    for (let r = first[column]!; r >= 0; r = next[r]!) u[r]! -= gap;
    if (ties === null) continue;
    const tieGap = end.tie - tieDistance[column]!;
    ties.tv[column]! += tieGap;
    for (let r = first[column]!; r >= 0; r = next[r]!) ties.tu[r]! -= tieGap;
  }
}

function augment(network: Network, source: number, end: End): void {
  const { scratch } = network;
  let column = end.column;
  if (end.row >= 0) {
    link(network, end.row, end.into);
    column = end.into;
  }
  // The chain is walked from its far end: each row leaves `column` for the column by which that was reached.
  while (column !== source) {
    const mover = scratch.via[column]!;
    const into = scratch.from[column]!;
    unlink(network, mover);
    link(network, mover, into);
    column = into;
  }
}
