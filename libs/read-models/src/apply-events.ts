import type { Placed } from '@flipside/feeds';
import type { Pool, PoolClient } from 'pg';
import { foldBatch, type Folded, type Projection, type Row } from './projection.js';
import { loadRows, saveRows } from './tables.js';

/** A projection bound to the database that it writes. */
export interface ProjectionTarget<E extends Placed, R extends Row> {
  readonly projection: Projection<E, R>;
  readonly columns: readonly string[];
  readonly db: Pool;
}

/** Where the rows that a batch touches are found before it is folded. */
export type FindRows<R extends Row> = (db: PoolClient, table: string, ids: readonly string[]) => Promise<ReadonlyMap<string, R>>;

/** Folds events into a table within the caller's transaction. @returns what changed. */
export async function applyEvents<E extends Placed, R extends Row>(
  db: PoolClient,
  { projection, columns }: Pick<ProjectionTarget<E, R>, 'projection' | 'columns'>,
  table: string,
  events: readonly E[],
  find: FindRows<R> = loadRows,
): Promise<Folded<R>> {
  for (const { broken } of events) if (broken) throw broken;
  const ids = [...new Set(events.flatMap((event) => projection.keys(event)))].sort();
  if (ids.length === 0) return new Map();
  const folded = foldBatch(projection, events, await find(db, table, ids));
  await saveRows(db, table, columns, folded);
  return folded;
}
