import type { PoolClient } from 'pg';
import type { Folded, Row } from './projection.js';
import { loadRows } from './tables.js';

/** Most rows kept, some 2 KB each. */
const MOST = 20_000;

/** The rows of a table that only one program writes, as far as they fit into memory: what is known is not read again. */
export class RememberedRows<R extends Row> {
  private rows = new Map<string, R>();
  /** Nothing was forgotten: a row that is not here is not in the table either. */
  private knowsAll = true;

  constructor(private readonly most = MOST) {}

  readonly find = async (db: PoolClient, table: string, ids: readonly string[]): Promise<ReadonlyMap<string, R>> => {
    const unknown = this.knowsAll ? [] : ids.filter((id) => !this.rows.has(id));
    const found = await loadRows<R>(db, table, unknown);
    for (const id of ids) {
      const row = this.rows.get(id);
      if (row) found.set(id, row);
    }
    return found;
  };

  /** After what changed was committed. */
  learn(folded: Folded<R>): void {
    for (const [id, row] of folded) {
      this.rows.delete(id);
      if (row) this.rows.set(id, row);
    }
    for (const id of this.rows.keys()) {
      if (this.rows.size <= this.most) return;
      this.rows.delete(id);
      this.knowsAll = false;
    }
  }
}
