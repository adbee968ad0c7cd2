import { placeOf, type CheckpointRow, type Place } from '@flipside/feeds';
import type { Pool, PoolClient } from 'pg';
import type { Folded, Row } from './projection.js';

/** Bookkeeping of a service's read models: which table is the active one. */
export const readModelTables = `
  create table if not exists read_model (
    name text primary key, active_table text not null, version integer not null, generation integer not null default 0,
    rebuilding_table text, rebuild_started timestamptz, rebuild_done bigint, rebuild_of bigint, rebuild_error text);
  create table if not exists read_model_retired (table_name text primary key, retired_at timestamptz not null default now());
`;

interface Locked {
  /** By part; undefined before its first batch. */
  readonly places: ReadonlyMap<string, Place | undefined>;
  readonly table: string;
  /** Something of the source is parked. */
  readonly parked: boolean;
}

/**
 * Locks a read model's checkpoints of some parts for the transaction: where it stands, and the table to write. The read model's
 * own row is locked with them, for one that waited behind a rebuild's switch must see the new table as well as the new place,
 * and a row that several parts or sources touch must not be made twice at once.
 */
export async function lockPlaces(db: PoolClient, name: string, parts: readonly string[], source: string): Promise<Locked> {
  const { rows } = await db.query<CheckpointRow & { source: string; active_table: string; parked: boolean }>(
    `select c.source, c.epoch, c.n, c.watermark_epoch, c.watermark, m.active_table,
       exists (select 1 from parked_event p where p.consumer = $1 and p.source = $3) as parked
     from consumer_checkpoint c join read_model m on m.name = c.consumer
     where c.consumer = $1 and c.source = any($2) order by c.source for update of c for no key update of m`,
    [name, parts, source],
  );
  if (rows.length < parts.length) throw new Error(`read model ${name} was not prepared`);
  return { places: new Map(rows.map((row) => [row.source, placeOf(row)])), table: rows[0]!.active_table, parked: rows[0]!.parked };
}

/** Locks a read model against its runners and a rebuild's switch for the transaction. @returns the table to write. */
export async function lockTable(db: PoolClient, name: string): Promise<string> {
  const { rows } = await db.query<{ active_table: string }>('select active_table from read_model where name = $1 for no key update', [name]);
  if (!rows[0]) throw new Error(`read model ${name} was not prepared`);
  return rows[0].active_table;
}

/** The rows with these ids, locked in key order. */
export async function loadRows<R extends Row>(db: PoolClient, table: string, ids: readonly string[]): Promise<Map<string, R>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ row: R }>(
    `select to_jsonb(t) as row from ${quoted(table)} t where id = any($1) order by id for update`,
    [[...ids]],
  );
  return new Map(rows.map(({ row }) => [row.id, row]));
}

/** Writes a fold: one upsert for what is there, one delete for what is gone. */
export async function saveRows<R extends Row>(db: PoolClient, table: string, columns: readonly string[], folded: Folded<R>): Promise<void> {
  const present = [...folded.values()].filter((row) => row !== undefined);
  const gone = [...folded].filter(([, row]) => row === undefined).map(([id]) => id);
  if (gone.length > 0) await db.query(`delete from ${quoted(table)} where id = any($1)`, [gone]);
  if (present.length === 0) return;
  const names = columns.map(quoted).join(', ');
  const updates = columns.filter((column) => column !== 'id').map((column) => `${quoted(column)} = excluded.${quoted(column)}`);
  await db.query(
    `insert into ${quoted(table)} (${names})
     select ${names} from jsonb_populate_recordset(null::${quoted(table)}, $1::jsonb)
     on conflict (id) do ${updates.length > 0 ? `update set ${updates.join(', ')}` : 'nothing'}`,
    [JSON.stringify(present)],
  );
}

/** The table that queries of a read model read now. */
export async function activeTable(db: Pool | PoolClient, name: string): Promise<string | undefined> {
  const { rows } = await db.query<{ active_table: string }>('select active_table from read_model where name = $1', [name]);
  return rows[0]?.active_table;
}

/**
 * SQL of a migration that drops a former version of a read model's table, and what rebuilds made like it.
 *
 * @param table name of the first one, without quotes in it.
 */
export function dropFormer(table: string): string {
  return `do $$ declare former text; begin
    for former in select tablename from pg_tables where schemaname = current_schema and tablename ~ '^${table}(_r[0-9]+)?$' loop
      execute format('drop table %I', former);
    end loop;
  end $$;`;
}

/** A SQL identifier, quoted. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
