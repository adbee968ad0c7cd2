import pg from 'pg';
import { migrations } from './schema.js';

export const DEFAULT_SCHEMA = 'event_store';

/**
 * Creates the store's tables and functions in a schema of their own, or brings them up to date; several may try at once.
 * Needs the right to create a schema, which the service itself does not.
 * @returns the number of steps that were taken.
 */
export async function migrateEventStore(url: string, schema = DEFAULT_SCHEMA): Promise<number> {
  checkSchema(schema);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`${schema}.migrate`]);
    await client.query(`create schema if not exists "${schema}"`);
    await client.query(`create table if not exists "${schema}".migration (version int primary key, at timestamptz not null)`);
    const taken = await migrate(client, schema);
    await client.query('commit');
    return taken;
  } finally {
    await client.end();
  }
}

/** @throws Error when the schema is missing or another version than this code's. */
export async function checkVersion(client: pg.Client | pg.Pool, schema: string): Promise<void> {
  const table = `"${schema}".migration`;
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]);
  const version = rows[0]!.there ? await versionOf(client, schema) : 0;
  const needed = migrations(schema).length;
  if (version === needed) return;
  throw new Error(`event store "${schema}" is at version ${version}, this program needs ${needed}: migrate it`);
}

export function checkSchema(schema: string): void {
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(schema)) throw new RangeError(`not the name of a schema: ${schema}`);
}

async function migrate(client: pg.Client, schema: string): Promise<number> {
  const done = await versionOf(client, schema);
  const missing = migrations(schema).slice(done);
  for (const [index, sql] of missing.entries()) {
    await client.query(sql);
    await client.query(`insert into "${schema}".migration values ($1, now())`, [done + index + 1]);
  }
  return missing.length;
}

async function versionOf(client: pg.Client | pg.Pool, schema: string): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `select coalesce(max(version), 0)::int as version from "${schema}".migration`,
  );
  return rows[0]!.version;
}
