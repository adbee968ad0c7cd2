import { tieCost } from '../model/ties.js';
import { link, unlink } from './network.js';
import type { Network } from './network.js';

/** Where the nearest end of a path is: a column with a free slot, or a row that will stay unmatched. */
interface End {
  distance: number;
  tie: number;
  column: number;
  row: number;
}

/**
 * Brings a pending row (unmatched, not yet part of the optimum) into the optimum by one shortest augmenting path over
 * reduced costs (Dijkstra; Edmonds and Karp 1972, Tomizawa 1971). The path ends at a column with a free slot, whatever its
 * price, or at a row for whom staying alone is cheapest, the pending row included. O((pairs + columns) log columns) at
 * worst; it stops at the nearest end.
 */
export function insertRow(network: Network, row: number): void {
  const { scratch, u, ties } = network;
  network.searches++;
  scratch.search++;
  u[row] = 0;
  if (ties) ties.tu[row] = 0;
  const end: End = { distance: Infinity, tie: 0, column: -1, row: -1 };
  const settled = searchFrom(network, row, end);
  reprice(network, row, settled, end);
  augment(network, row, end);
  scratch.heap.clear();
}

function searchFrom(network: Network, row: number, end: End): number {
  const { scratch, first, next } = network;
  const { heap, distance, tieDistance, settled } = scratch;
  let count = 0;
  expand(network, row, 0, 0, end);
  while (heap.size > 0) {
    const column = heap.pop();
    const reached = distance[column]!;
    const tie = tieDistance[column]!;
    if (!(reached < end.distance || (reached === end.distance && tie < end.tie))) break;
    settled[count++] = column;
    for (let r = first[column]!; r >= 0; r = next[r]!) expand(network, r, reached, tie, end);
  }
  return count;
}

/** Looks along the row's pairs from distance `at`. Columns with a free slot are ends, so only full ones enter the heap. */
function expand(network: Network, row: number, at: number, tieAt: number, end: End): void {
  const { pairs, u, v, alone, ties, scratch, capacity, taken } = network;
  const { distance, tieDistance, seen, search, via, heap } = scratch;
  const ui = u[row]!;
  const tui = ties === null ? 0 : ties.tu[row]!;
  offerEnd(end, at + alone[row]! - ui, tieAt - tui, -1, row);
  const to = pairs.rowTo[row]!;
  for (let k = pairs.rowFrom[row]!; k < to; k++) {
    const j = pairs.column[k]!;
    const far = at + (pairs.cost[k]! - ui - v[j]!);
    if (far > end.distance || (seen[j] === search && far > distance[j]!)) continue;
    const tie = ties === null ? 0 : tieAt + tieCost(ties.rowHash[row]!, ties.columnHash[j]!) - tui - ties.tv[j]!;
    if (far === end.distance && tie >= end.tie) continue;
    if (seen[j] === search && far === distance[j]! && tie >= tieDistance[j]!) continue;
    seen[j] = search;
    distance[j] = far;
    tieDistance[j] = tie;
    via[j] = row;
    if (taken[j]! < capacity[j]!) offerEnd(end, far, tie, j, -1);
    else heap.push(j);
  }
}

function offerEnd(end: End, distance: number, tie: number, column: number, row: number): void {
  if (distance > end.distance || (distance === end.distance && tie >= end.tie)) return;
  end.distance = distance;
  end.tie = tie;
  end.column = column;
  end.row = row;
}

/** Settled columns get dearer by how much nearer than the end they are; their rows' duals rise by the same. */
function reprice(network: Network, row: number, settledCount: number, end: End): void {
  const { u, v, ties, first, next, scratch } = network;
  const { settled, distance, tieDistance } = scratch;
  for (let k = 0; k < settledCount; k++) {
    const column = settled[k]!;
    const gap = end.distance - distance[column]!;
    v[column]! -= gap;
    for (let r = first[column]!; r >= 0; r = next[r]!) u[r]! += gap;
    if (ties === null) continue;
    const tieGap = end.tie - tieDistance[column]!;
    ties.tv[column]! -= tieGap;
    for (let r = first[column]!; r >= 0; r = next[r]!) ties.tu[r]! += tieGap;
  }
  u[row]! += end.distance;
  if (ties) ties.tu[row]! += end.tie;
}

function augment(network: Network, row: number, end: End): void {
  const { mate, scratch } = network;
  let column = end.column;
  if (end.row >= 0) {
    if (end.row === row) return;
    column = mate[end.row]!;
    unlink(network, end.row);
  }
  for (;;) {
    const mover = scratch.via[column]!;
    const left = mate[mover]!;
    if (left >= 0) unlink(network, mover);
    link(network, mover, column);
    if (mover === row) return;
    column = left;
  }
}
