import type { PairPool } from '../exact/network.js';
import { grownTo } from './grow.js';

/**
 * Pair lists that change: a row's list is replaced as a whole, a column's list takes and loses single rows. Lists lie in two
 * pools; one that outgrows its place moves to the pool's end, and a full pool is rewritten without its gaps. A change costs
 * the lengths of the lists it touches; rewriting is amortised.
 */
export class PairLists {
  private rowPoolUsed: number;
  private columnPoolUsed: number;
  /** Where the room of a column's list ends. */
  private columnLimit: Int32Array;

  private readonly pool: PairPool;
  private rows: number;
  private columns: number;

  constructor(pool: PairPool, rows: number, columns: number) {
    this.pool = pool;
    this.rows = rows;
    this.columns = columns;
    this.rowPoolUsed = pool.column.length;
    this.columnPoolUsed = pool.row.length;
    this.columnLimit = pool.columnTo.slice();
    this.makeRoom();
  }

  /** Room for the first changes, so that none of them has to rewrite a pool. */
  private makeRoom(): void {
    const { pool } = this;
    const rows = rewrite({ from: pool.rowFrom, to: pool.rowTo, count: this.rows }, pool.column, pool.cost, null, 0);
    [pool.column, pool.cost, this.rowPoolUsed] = [rows.ids, rows.costs, rows.used];
    const lists = { from: pool.columnFrom, to: pool.columnTo, count: this.columns };
    const columns = rewrite(lists, pool.row, pool.columnCost, this.columnLimit, 0);
    [pool.row, pool.columnCost, this.columnPoolUsed] = [columns.ids, columns.costs, columns.used];
  }

  addRow(): void {
    const { pool } = this;
    const row = this.rows++;
    pool.rowFrom = grownTo(pool.rowFrom, this.rows);
    pool.rowTo = grownTo(pool.rowTo, this.rows);
    pool.rowFrom[row] = pool.rowTo[row] = 0;
  }

  addColumn(): void {
    const { pool } = this;
    const column = this.columns++;
    pool.columnFrom = grownTo(pool.columnFrom, this.columns);
    pool.columnTo = grownTo(pool.columnTo, this.columns);
    this.columnLimit = grownTo(this.columnLimit, this.columns);
    pool.columnFrom[column] = pool.columnTo[column] = this.columnLimit[column] = 0;
  }

  setRow(row: number, columns: readonly number[], costs: readonly number[]): void {
    const { pool } = this;
    for (let k = pool.rowFrom[row]!; k < pool.rowTo[row]!; k++) this.dropFromColumn(pool.column[k]!, row);
    if (columns.length > pool.rowTo[row]! - pool.rowFrom[row]!) this.placeRow(row, columns.length);
    const from = pool.rowFrom[row]!;
    pool.rowTo[row] = from + columns.length;
    for (let k = 0; k < columns.length; k++) {
      pool.column[from + k] = columns[k]!;
      pool.cost[from + k] = costs[k]!;
      this.addToColumn(columns[k]!, row, costs[k]!);
    }
  }

  /** Removes one pair; false if there is none. */
  remove(row: number, column: number): boolean {
    const { pool } = this;
    const last = pool.rowTo[row]! - 1;
    for (let k = pool.rowFrom[row]!; k <= last; k++) {
      if (pool.column[k] !== column) continue;
      pool.column[k] = pool.column[last]!;
      pool.cost[k] = pool.cost[last]!;
      pool.rowTo[row] = last;
      this.dropFromColumn(column, row);
      return true;
    }
    return false;
  }

  /** Adds one pair that was not there. */
  add(row: number, column: number, cost: number): void {
    const { columns, costs } = this.listOf(row);
    this.placeRow(row, columns.length + 1);
    const { pool } = this;
    pool.column.set(columns, pool.rowFrom[row]!);
    pool.cost.set(costs, pool.rowFrom[row]!);
    pool.rowTo[row] = pool.rowFrom[row]! + columns.length + 1;
    pool.column[pool.rowTo[row]! - 1] = column;
    pool.cost[pool.rowTo[row]! - 1] = cost;
    this.addToColumn(column, row, cost);
  }

  listOf(row: number): { columns: number[]; costs: number[] } {
    const { column, cost, rowFrom, rowTo } = this.pool;
    return {
      columns: Array.from(column.subarray(rowFrom[row]!, rowTo[row]!)),
      costs: Array.from(cost.subarray(rowFrom[row]!, rowTo[row]!)),
    };
  }

  rowsOf(column: number): number[] {
    const { row, columnFrom, columnTo } = this.pool;
    return Array.from(row.subarray(columnFrom[column]!, columnTo[column]!));
  }

  private dropFromColumn(column: number, row: number): void {
    const { pool } = this;
    const last = pool.columnTo[column]! - 1;
    const at = pool.row.indexOf(row, pool.columnFrom[column]!);
    pool.row[at] = pool.row[last]!;
    pool.columnCost[at] = pool.columnCost[last]!;
    pool.columnTo[column] = last;
  }

  private addToColumn(column: number, row: number, cost: number): void {
    const { pool } = this;
    if (pool.columnTo[column]! >= this.columnLimit[column]!) this.widenColumn(column);
    const at = pool.columnTo[column]!++;
    pool.row[at] = row;
    pool.columnCost[at] = cost;
  }

  private placeRow(row: number, length: number): void {
    const { pool } = this;
    pool.rowTo[row] = pool.rowFrom[row]!; // its pairs are gone: nothing to carry over
    if (this.rowPoolUsed + length > pool.column.length) {
      const lists = { from: pool.rowFrom, to: pool.rowTo, count: this.rows };
      const rewritten = rewrite(lists, pool.column, pool.cost, null, length);
      [pool.column, pool.cost, this.rowPoolUsed] = [rewritten.ids, rewritten.costs, rewritten.used];
    }
    pool.rowFrom[row] = pool.rowTo[row] = this.rowPoolUsed;
    this.rowPoolUsed += length;
  }

  private widenColumn(column: number): void {
    const { pool } = this;
    const length = pool.columnTo[column]! - pool.columnFrom[column]!;
    const room = 2 * length + 4;
    if (this.columnPoolUsed + room > pool.row.length) {
      const lists = { from: pool.columnFrom, to: pool.columnTo, count: this.columns };
      const rewritten = rewrite(lists, pool.row, pool.columnCost, this.columnLimit, room);
      [pool.row, pool.columnCost, this.columnPoolUsed] = [rewritten.ids, rewritten.costs, rewritten.used];
    }
    const from = pool.columnFrom[column]!;
    const target = this.columnPoolUsed;
    pool.row.copyWithin(target, from, from + length);
    pool.columnCost.copyWithin(target, from, from + length);
    pool.columnFrom[column] = target;
    pool.columnTo[column] = target + length;
    this.columnLimit[column] = this.columnPoolUsed = target + room;
  }
}

interface Lists {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly count: number;
}

/** New pools that hold the live entries, an eighth of room behind each list that has a limit, and half as much room again at the end. */
function rewrite({ from, to, count }: Lists, ids: Int32Array, costs: Int32Array, limit: Int32Array | null, spare: number) {
  let live = 0;
  for (let k = 0; k < count; k++) live += to[k]! - from[k]!;
  const room = live + (live >> 1) + (limit === null ? 0 : (live >> 3) + 4 * count) + spare + 1024;
  const target = { ids: new Int32Array(room), costs: new Int32Array(room), used: 0 };
  for (let k = 0; k < count; k++) {
    const length = to[k]! - from[k]!;
    target.ids.set(ids.subarray(from[k]!, to[k]!), target.used);
    target.costs.set(costs.subarray(from[k]!, to[k]!), target.used);
    from[k] = target.used;
    target.used += length;
    to[k] = target.used;
    if (limit === null) continue;
    target.used += (length >> 3) + 4;
    limit[k] = target.used;
  }
  return target;
}
