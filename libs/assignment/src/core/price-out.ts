import type { RowScores, ScoreRows } from './scores.js';

/** At most so many violating pairs of a row are added at once, the most violating first. */
const ROW_MOST = 16;

/** Dual prices of a core's optimum, and for each row the highest score outside the first core (Candidates). */
export interface Prices {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly bound: Float64Array;
}

/** What a scan found, in order of row. */
export interface Priced {
  /** Pairs with c − u − v < 0, which the core lacks, as row and entry in turn. None: the core's optimum is the optimum. */
  readonly violating: Int32Array;
  /** All pairs with c − u − v = 0 of the rows that were read, as row and column in turn. */
  readonly tight: Int32Array;
  /** The largest −(c − u − v). */
  readonly most: number;
}

/**
 * The pricing step over rows `from` … `to` − 1 (Volgenant 1996): with w = topScore − u a pair matters only if score + v ≥ w. A row is not
 * read where even the best score outside the core with the highest v would not matter; most rows are such. O(entries read).
 */
export function priceOut(scores: ScoreRows, { u, v, bound }: Prices, from: number, to: number): Priced {
  const { floor, top } = scores;
  const tight = new Growing();
  const violating = new Growing();
  const worst = new MostViolating();
  const highest = v.reduce((a, b) => Math.max(a, b), -Infinity);
  let most = 0;
  for (let i = from; i < to; i++) {
    const w = top - u[i]!;
    if (bound[i]! + highest < w) continue;
    const row = scores.read(i);
    worst.clear();
    eachMattering(row, v, w, (entry, by) => {
      if (row.list[row.at + entry]! < floor) return;
      if (by > 0) worst.offer(entry, by);
      else tight.push(i, row.columns === null ? entry : row.columns[row.at + entry]!);
    });
    most = Math.max(most, worst.most);
    worst.pushTo(violating, i);
  }
  return { violating: violating.list(), tight: tight.list(), most };
}

/** Entries with score + v ≥ w, and by how much more. */
function eachMattering({ list, at, count, columns }: RowScores, v: Float64Array, w: number, visit: (entry: number, by: number) => void): void {
  if (columns === null) {
    for (let k = 0; k < count; k++) {
      const by = list[at + k]! + v[k]! - w;
      if (by >= 0) visit(k, by);
    }
    return;
  }
  for (let k = 0; k < count; k++) {
    const by = list[at + k]! + v[columns[at + k]!]! - w;
    if (by >= 0) visit(k, by);
  }
}

export function joined(first: Int32Array, second: Int32Array): Int32Array {
  const all = new Int32Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

class Growing {
  private array = new Int32Array(1024);
  private size = 0;

  push(a: number, b: number): void {
    if (this.size + 2 > this.array.length) {
      const wider = new Int32Array(2 * this.array.length);
      wider.set(this.array);
      this.array = wider;
    }
    this.array[this.size++] = a;
    this.array[this.size++] = b;
  }

  list(): Int32Array {
    return this.array.slice(0, this.size);
  }
}

/** The ROW_MOST entries of a row that violate most; among equals the earlier. */
class MostViolating {
  private readonly entry = new Int32Array(ROW_MOST);
  private readonly by = new Float64Array(ROW_MOST);
  private size = 0;

  get most(): number {
    return this.size === 0 ? 0 : this.by[0]!;
  }

  clear(): void {
    this.size = 0;
  }

  offer(entry: number, by: number): void {
    if (this.size === ROW_MOST && by <= this.by[ROW_MOST - 1]!) return;
    let at = this.size < ROW_MOST ? this.size++ : ROW_MOST - 1;
    while (at > 0 && this.by[at - 1]! < by) {
      this.by[at] = this.by[at - 1]!;
      this.entry[at] = this.entry[at - 1]!;
      at--;
    }
    this.by[at] = by;
    this.entry[at] = entry;
  }

  pushTo(list: Growing, row: number): void {
    for (let k = 0; k < this.size; k++) list.push(row, this.entry[k]!);
  }
}
