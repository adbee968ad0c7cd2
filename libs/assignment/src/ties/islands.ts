import type { Network } from '../exact/network.js';
import type { Rows } from '../model/graph.js';
import type { Components } from './components.js';
import type { TightPairs } from './exchange-graph.js';

/** A component in which pairs can be exchanged: its columns and their rows, and rows left alone if the outside belongs to it. */
export interface Island {
  readonly outside: boolean;
  readonly rows: number[];
  readonly columns: number[];
  readonly part: number;
  readonly of: Int32Array;
  /** Place of each column in its island's list. */
  readonly number: Int32Array;
}

export function islands({ rows, columns, mate }: Network, { of, count }: Components): Island[] {
  const size = new Int32Array(count);
  for (const part of of) size[part]!++;
  const outsidePart = of[columns]!;
  const number = new Int32Array(columns);
  const byPart = new Map<number, Island>();
  for (let j = 0; j < columns; j++) {
    const part = of[j]!;
    if (size[part]! < 2) continue;
    if (!byPart.has(part)) byPart.set(part, { outside: part === outsidePart, rows: [], columns: [], part, of, number });
    number[j] = byPart.get(part)!.columns.push(j) - 1;
  }
  for (let i = 0; i < rows; i++) byPart.get(of[mate[i]! < 0 ? columns : mate[i]!]!)?.rows.push(i);
  return [...byPart.values()];
}

/** The tight pairs within an island, rows and columns renumbered; costs are to be filled in. */
export function islandOf(tight: TightPairs, { rows, columns, part, of, number }: Island): Rows {
  const start = new Int32Array(rows.length + 1);
  for (let r = 0; r < rows.length; r++) start[r + 1] = start[r]! + tight.start[rows[r]! + 1]! - tight.start[rows[r]!]!;
  const column = new Int32Array(start[rows.length]!);
  let size = 0;
  for (let r = 0; r < rows.length; r++) {
    start[r] = size;
    for (let k = tight.start[rows[r]!]!; k < tight.start[rows[r]! + 1]!; k++) {
      const j = tight.column[k]!;
      if (of[j] === part) column[size++] = number[j]!;
    }
  }
  start[rows.length] = size;
  return { rows: rows.length, columns: columns.length, start, column: column.subarray(0, size), cost: new Int32Array(size) };
}
