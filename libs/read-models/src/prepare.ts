import type { Placed } from '@flipside/feeds';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { Projection, Row } from './projection.js';
import type { ProjectionTarget } from './apply-events.js';
import { inTransaction } from './runner.js';
import { quoted, readModelTables } from './tables.js';

/** How long a table that queries no longer read is kept for those that were already running, in seconds. */
const RETIREMENT_SECONDS = 120;

/** A read model ready to run: its table exists and the queries know which one it is. */
export interface PreparedReadModel<E extends Placed, R extends Row> extends ProjectionTarget<E, R> {
  /** The table that migrations made; rebuilds are made like it. */
  readonly template: string;
}

export async function prepareReadModel<E extends Placed, R extends Row>(
  projection: Projection<E, R>,
  dataSource: DataSource,
  db: Pool,
): Promise<PreparedReadModel<E, R>> {
  const metadata = dataSource.getMetadata(projection.entity);
  const template = metadata.tableName;
  const columns = metadata.columns.map((column) => column.databaseName);
  await inTransaction(db, async (client) => {
    await client.query(
      'insert into read_model (name, active_table, version) values ($1, $2, $3) on conflict (name) do nothing',
      [projection.name, template, projection.version],
    );
    const { rows } = await client.query<{ version: number }>('select version from read_model where name = $1 for update', [
      projection.name,
    ]);
    if (rows[0]!.version === projection.version) return;
    await client.query('update read_model set active_table = $2, version = $3 where name = $1', [
      projection.name, template, projection.version,
    ]);
    for (const table of ['consumer_checkpoint', 'parked_event']) await client.query(`delete from ${table} where consumer = $1`, [projection.name]);
  });
  return { projection, template, columns, db };
}

/** Makes the bookkeeping tables of read models. */
export async function migrateReadModels(db: Pool): Promise<void> {
  await db.query(readModelTables);
}

/** Drops the tables that were switched away from long enough ago; a template is emptied instead. */
export async function dropRetired(db: Pool, templates: ReadonlySet<string>): Promise<void> {
  const { rows } = await db.query<{ table_name: string }>(
    `delete from read_model_retired where retired_at < now() - make_interval(secs => $1)
     and table_name not in (select active_table from read_model) returning table_name`,
    [RETIREMENT_SECONDS],
  );
  for (const { table_name: table } of rows) {
    await db.query(templates.has(table) ? `truncate ${quoted(table)}` : `drop table if exists ${quoted(table)}`);
  }
}
