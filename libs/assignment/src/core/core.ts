import type { Rows } from '../model/graph.js';
import type { Candidates } from './candidates.js';
import type { ScoreRows } from './scores.js';

/** The pairs of the first core: each row's best and a few scattered ones. O(core). */
export function firstCore(scores: ScoreRows, { best }: Candidates): Rows {
  const { rows, best: width, scattered } = scores;
  const builder = new CoreBuilder(scores, rows * (width + scattered));
  for (let i = 0; i < rows; i++) {
    builder.row(i);
    for (let k = i * width; k < (i + 1) * width && best[k]! >= 0; k++) builder.add(best[k]!);
    const entries = scores.entriesOf(i);
    for (let t = 1; t <= scattered && entries > 0; t++) builder.add((i * (2 * t - 1) + t * 7919) % entries);
  }
  return builder.finish();
}

/** The core and more pairs, given as row and entry in turn, in order of row. */
export function extendedCore(scores: ScoreRows, core: Rows, more: Int32Array): Rows {
  const builder = new CoreBuilder(scores, core.column.length + more.length / 2);
  let at = 0;
  for (let i = 0; i < scores.rows; i++) {
    builder.row(i);
    for (let k = core.start[i]!; k < core.start[i + 1]!; k++) builder.insert(core.column[k]!, core.cost[k]!);
    for (; at < more.length && more[at] === i; at += 2) builder.add(more[at + 1]!);
  }
  return builder.finish();
}

/** Takes rows in order, keeps each in order of cost; leaves out pairs it has and pairs that are not allowed. */
class CoreBuilder {
  private readonly scores: ScoreRows;
  private readonly start: Int32Array;
  private readonly column: Int32Array;
  private readonly cost: Int32Array;
  private readonly seen: Int32Array;
  private current = -1;
  private size = 0;

  constructor(scores: ScoreRows, room: number) {
    this.scores = scores;
    this.start = new Int32Array(scores.rows + 1);
    this.column = new Int32Array(room);
    this.cost = new Int32Array(room);
    this.seen = new Int32Array(scores.columns).fill(-1);
  }

  row(row: number): void {
    this.start[row] = this.size;
    this.current = row;
  }

  add(entry: number): void {
    const { scores, current, seen } = this;
    const column = scores.columnOf(current, entry);
    if (seen[column] === current) return;
    const score = scores.scoreOf(current, entry);
    if (score >= scores.floor) this.insert(column, scores.top - score);
  }

  insert(newColumn: number, newCost: number): void {
    const { column, cost, start, current } = this;
    const first = start[current]!;
    this.seen[newColumn] = current;
    let at = this.size++;
    while (at > first && cost[at - 1]! > newCost) {
      cost[at] = cost[at - 1]!;
      column[at] = column[at - 1]!;
      at--;
    }
    cost[at] = newCost;
    column[at] = newColumn;
  }

  finish(): Rows {
    const { rows, columns } = this.scores;
    this.start[rows] = this.size;
    return { rows, columns, start: this.start, column: this.column.subarray(0, this.size), cost: this.cost.subarray(0, this.size) };
  }
}
