/**
 * Indexed 4-ary min-heap of columns, ordered by (primary, tie) distance. Four children to a node: fewer cache misses
 * than a binary heap where decreases outnumber removals, as they do in a shortest-path search.
 */
export class ColumnHeap {
  size = 0;
  private readonly items: Int32Array;
  /** Place of a column in `items`, or −1. */
  private readonly place: Int32Array;

  private readonly primary: Float64Array;
  private readonly tie: Float64Array;

  constructor(columns: number, primary: Float64Array, tie: Float64Array) {
    this.primary = primary;
    this.tie = tie;
    this.items = new Int32Array(columns);
    this.place = new Int32Array(columns).fill(-1);
  }

  /** Adds the column, or moves it up after its distance fell. O(log₄ n). */
  push(column: number): void {
    let at = this.place[column]!;
    if (at < 0) at = this.size++;
    const { items, place } = this;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const other = items[parent]!;
      if (!this.before(column, other)) break;
      items[at] = other;
      place[other] = at;
      at = parent;
    }
    items[at] = column;
    place[column] = at;
  }

  /** Removes the nearest column; the heap must not be empty. O(4 log₄ n). */
  pop(): number {
    const { items, place } = this;
    const nearest = items[0]!;
    place[nearest] = -1;
    const last = items[--this.size]!;
    if (this.size > 0) this.sink(last);
    return nearest;
  }

  clear(): void {
    for (let k = 0; k < this.size; k++) this.place[this.items[k]!] = -1;
    this.size = 0;
  }

  private sink(column: number): void {
    const { items, place, size } = this;
    let at = 0;
    for (;;) {
      const first = 4 * at + 1;
      if (first >= size) break;
      const end = Math.min(first + 4, size);
      let best = first;
      for (let child = first + 1; child < end; child++) if (this.before(items[child]!, items[best]!)) best = child;
      const moved = items[best]!;
      if (!this.before(moved, column)) break;
      items[at] = moved;
      place[moved] = at;
      at = best;
    }
    items[at] = column;
    place[column] = at;
  }

  private before(a: number, b: number): boolean {
    const gap = this.primary[a]! - this.primary[b]!;
    return gap < 0 || (gap === 0 && this.tie[a]! < this.tie[b]!);
  }
}
