import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { recordedServer, startServer, type Settings, type TestServer } from './postgres-server.js';

export interface TestDatabase {
  readonly url: string;
  /** Opens connections when first used. */
  readonly pool: pg.Pool;
  /** Ends the pool and removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** A database prepared once and copied for each test: migrated tables, sample rows. */
export interface Template {
  /** The same name means the same contents, throughout a test run. */
  readonly name: string;
  /** Has to close its connections. */
  prepare(url: string): Promise<void>;
}

/** A test needs no safety against power cuts. */
const QUICK = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', log_min_messages: 'fatal' };

/**
 * A new, empty database (or a copy of the template) on a server shared by all spec files of this jest worker, or on the
 * one that FLIPSIDE_TEST_POSTGRES_URL names (its user must be allowed to create databases).
 */
export async function testDatabase(template?: Template): Promise<TestDatabase> {
  const server = process.env.FLIPSIDE_TEST_POSTGRES_URL ?? (await sharedServer());
  const source = template && (await templateDatabase(server, template));
  const name = `t_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name}${source ? ` template ${source}` : ''}`);
  const url = urlOf(server, name);
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  pool.on('error', () => undefined); // a test may restart its server
  return {
    url,
    pool,
    async drop() {
      await pool.end();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** A server of its own for a test that breaks or restarts it; safe against power cuts unless `settings` say otherwise. */
export async function ownServer(settings: Settings = {}): Promise<TestServer> {
  return startServer(await mkdtemp(join(await runFolder(), 'own-')), settings);
}

/** Started by the first spec file that asks; the end of the test run stops it. */
async function sharedServer(): Promise<string> {
  const folder = join(await runFolder(), `worker-${process.env.JEST_WORKER_ID ?? '0'}-${process.pid}`);
  const known = await recordedServer(folder);
  if (known) return known.url;
  await mkdir(folder, { recursive: true });
  return (await startServer(folder, QUICK)).url('postgres');
}

async function runFolder(): Promise<string> {
  const folder = process.env.FLIPSIDE_TEST_RUN ?? join(tmpdir(), `flipside-tests-${process.pid}`);
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Prepared under another name first: a copy is never taken of half a template. */
async function templateDatabase(server: string, template: Template): Promise<string> {
  const run = (process.env.FLIPSIDE_TEST_RUN ?? String(process.pid)).replace(/^.*\D/, '');
  const name = `template_${run}_${template.name.replaceAll(/\W/g, '_').toLowerCase()}`;
  const found = await onServer(server, `select 1 from pg_database where datname = '${name}'`);
  if (found.rowCount) return name;
  const draft = `t_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${draft}`);
  await template.prepare(urlOf(server, draft));
  await onServer(server, `alter database ${draft} rename to ${name}`).catch(async (error: { code?: string }) => {
    await onServer(server, `drop database ${draft} with (force)`);
    if (error.code !== '42P04') throw error; // another test was faster
  });
  return name;
}

async function onServer(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
