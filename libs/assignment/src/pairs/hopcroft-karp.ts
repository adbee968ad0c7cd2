import type { Rows } from '../model/graph.js';

export interface MostPairs {
  readonly count: number;
  /** Column of each row, or −1. */
  readonly mate: Int32Array;
  /** 1 where a row, or a column, can be reached by an alternating path from an unmatched row (König's theorem). */
  readonly rowReached: Uint8Array;
  readonly columnReached: Uint8Array;
}

/**
 * The most pairs over the pairs of cost ≤ `limit`, with capacities (Hopcroft and Karp 1973): phases of one breadth-first
 * layering and disjoint shortest augmenting paths found depth first. O(pairs × √people). `hint`, if given, is a b-matching over
 * such pairs to begin from. `capacity` is clipped to what can be used (usableCapacity). What is reached at the end proves the count: reached columns and rows not reached cover every pair.
 */
export function mostPairs(graph: Rows, capacity: Int32Array, limit = Infinity, hint?: Int32Array): MostPairs {
  const search = new LayeredSearch(graph, capacity, limit);
  if (hint) search.adopt(hint);
  search.greedy();
  while (search.layer()) search.augmentAll();
  return search.result();
}

class LayeredSearch {
  private readonly mate: Int32Array;
  /** Rows of each column, `taken` of them from `slotStart` on. */
  private readonly slotStart: Int32Array;
  private readonly slots: Int32Array;
  private readonly taken: Int32Array;
  private readonly layerOf: Int32Array;
  private readonly columnSeen: Uint8Array;
  private readonly pointer: Int32Array;
  private readonly queue: Int32Array;
  private readonly path: Int32Array;
  private count = 0;
  private reached = 0;

  private readonly graph: Rows;
  private readonly capacity: Int32Array;
  private readonly limit: number;

  constructor(graph: Rows, capacity: Int32Array, limit: number) {
    this.graph = graph;
    this.capacity = capacity;
    this.limit = limit;
    const { rows, columns } = graph;
    this.mate = new Int32Array(rows).fill(-1);
    this.slotStart = new Int32Array(columns + 1);
    for (let j = 0; j < columns; j++) this.slotStart[j + 1] = this.slotStart[j]! + capacity[j]!;
    this.slots = new Int32Array(this.slotStart[columns]!);
    this.taken = new Int32Array(columns);
    this.layerOf = new Int32Array(rows);
    this.columnSeen = new Uint8Array(columns);
    this.pointer = new Int32Array(rows);
    this.queue = new Int32Array(rows);
    this.path = new Int32Array(rows);
  }

  adopt(hint: Int32Array): void {
    for (let i = 0; i < hint.length; i++) if (hint[i]! >= 0) this.take(i, hint[i]!);
  }

  /** Most rows find a free slot at once; the phases are for the rest. */
  greedy(): void {
    const { start, column, cost, rows } = this.graph;
    for (let i = 0; i < rows; i++) {
      if (this.mate[i]! >= 0) continue;
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        if (cost[k]! > this.limit || !this.hasRoom(column[k]!)) continue;
        this.take(i, column[k]!);
        break;
      }
    }
  }

  /** Breadth first from all unmatched rows; true if a column with room was reached. */
  layer(): boolean {
    const { start, column, cost } = this.graph;
    const { layerOf, columnSeen, queue } = this;
    columnSeen.fill(0);
    let tail = this.enqueueUnmatched();
    let last = Infinity;
    for (let head = 0; head < tail; head++) {
      const i = queue[head]!;
      if (layerOf[i]! >= last) break;
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        const j = column[k]!;
        if (columnSeen[j] !== 0 || cost[k]! > this.limit) continue;
        columnSeen[j] = 1;
        if (this.hasRoom(j)) last = layerOf[i]!;
        else tail = this.enqueueRows(j, layerOf[i]! + 1, tail);
      }
    }
    this.reached = tail;
    return last < Infinity;
  }

  private enqueueUnmatched(): number {
    const { layerOf, queue, mate } = this;
    layerOf.fill(-1);
    let tail = 0;
    for (let i = 0; i < this.graph.rows; i++) {
      if (mate[i]! >= 0) continue;
      layerOf[i] = 0;
      queue[tail++] = i;
    }
    return tail;
  }

  /** Disjoint augmenting paths along the layers; each row's pairs are looked at once a phase. */
  augmentAll(): void {
    const { start, rows } = this.graph;
    for (let i = 0; i < rows; i++) this.pointer[i] = start[i]!;
    for (let i = 0; i < rows; i++) if (this.mate[i]! < 0) this.augment(i);
  }

  result(): MostPairs {
    const rowReached = new Uint8Array(this.graph.rows);
    for (let k = 0; k < this.reached; k++) rowReached[this.queue[k]!] = 1;
    return { count: this.count, mate: this.mate, rowReached, columnReached: this.columnSeen };
  }

  private augment(root: number): void {
    const { start, column, cost } = this.graph;
    const { pointer, path, layerOf } = this;
    let depth = 0;
    path[0] = root;
    while (depth >= 0) {
      const i = path[depth]!;
      const k = pointer[i]!;
      if (k >= start[i + 1]!) {
        layerOf[i] = -1; // a dead end for the rest of this phase
        depth--;
        continue;
      }
      const j = column[k]!;
      if (cost[k]! <= this.limit && this.hasRoom(j)) {
        this.shift(depth);
        return;
      }
      const deeper = cost[k]! <= this.limit ? this.rowBelow(j, layerOf[i]! + 1) : -1;
      if (deeper < 0) pointer[i]!++;
      else path[++depth] = deeper;
    }
  }

  private rowBelow(column: number, layer: number): number {
    const from = this.slotStart[column]!;
    for (let s = from; s < from + this.taken[column]!; s++) if (this.layerOf[this.slots[s]!] === layer) return this.slots[s]!;
    return -1;
  }

  /** Every row on the path moves to the column its pointer is at; the last one finds room. */
  private shift(depth: number): void {
    for (let d = depth; d >= 0; d--) {
      const i = this.path[d]!;
      if (this.mate[i]! >= 0) this.leave(i);
      this.take(i, this.graph.column[this.pointer[i]!]!);
      this.layerOf[i] = -1;
    }
  }

  private enqueueRows(column: number, layer: number, tail: number): number {
    const from = this.slotStart[column]!;
    for (let s = from; s < from + this.taken[column]!; s++) {
      const i = this.slots[s]!;
      if (this.layerOf[i]! >= 0) continue;
      this.layerOf[i] = layer;
      this.queue[tail++] = i;
    }
    return tail;
  }

  private hasRoom(column: number): boolean {
    return this.taken[column]! < this.capacity[column]!;
  }

  private take(row: number, column: number): void {
    this.slots[this.slotStart[column]! + this.taken[column]!++] = row;
    this.mate[row] = column;
    this.count++;
  }

  private leave(row: number): void {
    const column = this.mate[row]!;
    const from = this.slotStart[column]!;
    const last = from + --this.taken[column]!;
    for (let s = from; s <= last; s++) if (this.slots[s] === row) this.slots[s] = this.slots[last]!;
    this.mate[row] = -1;
    this.count--;
  }
}
