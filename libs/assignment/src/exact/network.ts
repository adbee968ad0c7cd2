import type { Graph } from '../model/graph.js';
import { ColumnHeap } from './heap.js';

/**
 * A b-matching with dual prices, and what a search over it needs. Between operations it is an optimum: for the pairs
 * (row i, column j) of cost c and the cost `alone` of an unmatched row
 *
 *   c − u[i] − v[j] ≥ 0, = 0 on chosen pairs;   u[i] ≤ alone[i], = on unmatched rows;   v[j] ≤ 0, = 0 with a free slot,
 *
 * in the lexicographic order of (cost, tie cost) if `ties` is kept; u and v have a second part, tu and tv, for it.
 * Lists of pairs are given by offsets into pools, so that one person's list can be replaced (incremental/pair-lists.ts).
 */
export interface Network {
  rows: number;
  columns: number;
  pairs: PairPool;
  alone: Float64Array;
  capacity: Int32Array;
  u: Float64Array;
  v: Float64Array;
  ties: Ties | null;
  /** Column of each row, or −1. */
  mate: Int32Array;
  /** Rows of each column: how many, the first, and a doubly linked list through them. */
  taken: Int32Array;
  first: Int32Array;
  next: Int32Array;
  previous: Int32Array;
  scratch: Scratch;
  searches: number;
  /** While it is set: pairs of a row that was linked or unlinked and the column it had until then, or −1, in order. */
  journal: number[] | null;
}

/** Row lists in column/cost between rowFrom and rowTo; column lists in row/columnCost between columnFrom and columnTo. */
export interface PairPool {
  rowFrom: Int32Array;
  rowTo: Int32Array;
  column: Int32Array;
  cost: Int32Array;
  columnFrom: Int32Array;
  columnTo: Int32Array;
  row: Int32Array;
  columnCost: Int32Array;
}

export interface Ties {
  rowHash: Int32Array;
  columnHash: Int32Array;
  tu: Float64Array;
  tv: Float64Array;
}

/** Reused by every search, so that a small search costs nothing in proportion to the number of people. */
export interface Scratch {
  /** Distance of a column and its tie part; valid where `seen` holds the present search's number. */
  distance: Float64Array;
  tieDistance: Float64Array;
  seen: Int32Array;
  search: number;
  /** The row by which a column was reached, and the column from which (refill only). */
  via: Int32Array;
  from: Int32Array;
  settled: Int32Array;
  heap: ColumnHeap;
}

export function createNetwork(graph: Graph, capacity: Int32Array, alone: Float64Array, ties: Ties | null): Network {
  const { rows, columns } = graph;
  return {
    rows,
    columns,
    pairs: {
      rowFrom: graph.start.slice(0, rows),
      rowTo: graph.start.slice(1, rows + 1),
      column: graph.column,
      cost: graph.cost,
      columnFrom: graph.columnStart.slice(0, columns),
      columnTo: graph.columnStart.slice(1, columns + 1),
      row: graph.row,
      columnCost: graph.columnCost,
    },
    alone,
    capacity,
    u: new Float64Array(rows),
    v: new Float64Array(columns),
    ties,
    mate: new Int32Array(rows).fill(-1),
    taken: new Int32Array(columns),
    first: new Int32Array(columns).fill(-1),
    next: new Int32Array(rows).fill(-1),
    previous: new Int32Array(rows).fill(-1),
    scratch: createScratch(columns),
    searches: 0,
    journal: null,
  };
}

export function createScratch(columns: number): Scratch {
  const distance = new Float64Array(columns);
  const tieDistance = new Float64Array(columns);
  return {
    distance,
    tieDistance,
    seen: new Int32Array(columns),
    search: 0,
    via: new Int32Array(columns),
    from: new Int32Array(columns),
    settled: new Int32Array(columns),
    heap: new ColumnHeap(columns, distance, tieDistance),
  };
}

export function link(network: Network, row: number, column: number): void {
  const { first, next, previous, mate, taken, journal } = network;
  if (journal !== null) journal.push(row, -1);
  const head = first[column]!;
  next[row] = head;
  previous[row] = -1;
  if (head >= 0) previous[head] = row;
  first[column] = row;
  mate[row] = column;
  taken[column]!++;
}

export function unlink(network: Network, row: number): void {
  const { first, next, previous, mate, taken, journal } = network;
  const column = mate[row]!;
  if (journal !== null) journal.push(row, column);
  const before = previous[row]!;
  const after = next[row]!;
  if (before >= 0) next[before] = after;
  else first[column] = after;
  if (after >= 0) previous[after] = before;
  mate[row] = -1;
  taken[column]!--;
}
