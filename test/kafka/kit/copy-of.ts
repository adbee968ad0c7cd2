import { testDatabase, type TestDatabase } from '@flipside/testing';
import pg from 'pg';

/** A copy of a database of which nobody holds a connection. */
export async function copyOf({ url }: TestDatabase): Promise<TestDatabase> {
  const copy = await testDatabase();
  await copy.pool.end();
  const nameIn = (of: string): string => new URL(of).pathname.slice(1);
  const server = new URL(url);
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.href });
  await client.connect();
  await client.query(`drop database ${nameIn(copy.url)}`);
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [nameIn(url)]);
  await client.query(`create database ${nameIn(copy.url)} template ${nameIn(url)}`);
  await client.end();
  const pool = new pg.Pool({ connectionString: copy.url, max: 2 });
  pool.on('error', () => undefined);
  return { url: copy.url, pool, drop: async () => void (await pool.end()) };
}
