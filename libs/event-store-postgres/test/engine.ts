import type { EventStoreEngine } from '@flipside/event-sourcing/suite/engine';
import { ownServer } from '@flipside/testing/postgres';
import { RUN_TS } from '@flipside/testing/run-ts';
import pg from 'pg';
import { migrateEventStore, type PostgresEventStore } from '../src/index.js';
import { open } from './open.js';

const DATABASE = 'store';

/** A server of its own with fsync on, that the suite may break. */
export async function postgresEngine(): Promise<EventStoreEngine> {
  const server = await ownServer();
  await server.createDatabase(DATABASE);
  const url = server.url(DATABASE);
  await migrateEventStore(url);
  const opened: PostgresEventStore[] = [];
  return {
    densePositions: true,
    process: { module: new URL('./open.ts', import.meta.url).href, config: url, execArgv: RUN_TS },
    async open() {
      const store = await open(url);
      opened.push(store);
      return store;
    },
    breakConnections: () =>
      ask(server.url('postgres'), `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${DATABASE}'`),
    restart: () => server.restart('immediate'),
    async disturb() {
      await ask(url, DISTURB);
      return () => ask(url, 'drop trigger disturb on event_store.events');
    },
    async openTransactionElsewhere() {
      const clients = [await begun(server.url('postgres')), await begun(url)];
      return async () => {
        for (const client of clients) await client.end();
      };
    },
    async startNewEpoch() {
      await opened[0]!.startNewEpoch();
    },
    stop: () => server.stop(),
  };
}

/** At the end of a transaction, after its positions are given: some wait, some fail, for good or to be tried again. */
const DISTURB = `
  create or replace function event_store.disturb() returns trigger language plpgsql as $$
  begin
    if random() < 0.01 then perform pg_sleep(random() * 0.01); end if;
    if random() < 0.001 then raise 'rolled back' using errcode = '40001'; end if;
    if random() < 0.001 then raise 'rolled back'; end if;
    return null;
  end $$;
  create constraint trigger disturb after insert on event_store.events deferrable initially deferred
    for each row execute function event_store.disturb()`;

/** A transaction that has written, so that it has an id and an old snapshot. */
async function begun(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query('begin isolation level repeatable read');
  await client.query('create table left_open (n int)');
  return client;
}

async function ask(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
