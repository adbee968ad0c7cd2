import { randomUUID } from 'node:crypto';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import type { NewEvent } from '@flipside/event-sourcing';
import pg from 'pg';
import type { Contender } from '../../measure.js';
import { peers } from '../../peers.js';
import { sampleEvent } from '../../sample-event.js';

/** What a contender does for one writer: appends to one stream, whose revision it keeps. */
type Append = (stream: string, revision: bigint, events: readonly NewEvent[]) => Promise<unknown>;

export interface Writing extends Contender {
  close(): Promise<void>;
}

const WRITERS = 32;
const STREAM_LENGTH = 20;

export async function ourWriters(url: string, batch: number): Promise<Writing> {
  const store = await createPostgresEventStore({ url, service: 'bench', migrate: true });
  const append: Append = (stream, revision, events) => store.append(stream, events, revision < 0n ? 'none' : revision);
  return { name: 'ours', run: (milliseconds) => write(batch, milliseconds, append), close: () => store.close() };
}

/** The same rows and indexes without any guarantee: positions from an identity column, a connection a writer. */
export async function rawWriters(url: string, batch: number): Promise<Writing> {
  const pool = new pg.Pool({ connectionString: url, max: WRITERS });
  await pool.query(`create table raw (like event_store.events including all);
    alter table raw alter position add generated always as identity`);
  const row = (index: number): string => `(${[1, 2, 3, 4, 5, 6].map((column) => `$${index * 6 + column}`).join(',')})`;
  const rows = Array.from({ length: batch }, (_, index) => row(index)).join(',');
  const text = `insert into raw (revision, id, stream, type, data, metadata) values ${rows}`;
  const append: Append = (stream, revision, events) => {
    const values = events.flatMap(({ id, type, data, metadata }, index) => [
      revision + BigInt(index + 1), id, stream, type, JSON.stringify(data), JSON.stringify(metadata),
    ]);
    return pool.query({ name: 'insert', text, values });
  };
  return { name: 'raw INSERT', run: (milliseconds) => write(batch, milliseconds, append), close: () => pool.end() };
}

interface EmmettStore {
  appendToStream(stream: string, events: readonly object[], options: { expectedStreamVersion: bigint }): Promise<unknown>;
  close(): Promise<void>;
  schema: { migrate(): Promise<unknown> };
}

/** Emmett counts versions from 1; everything else is as it comes. */
export async function emmettWriters(url: string, batch: number): Promise<Writing> {
  const load = await peers('core', { '@event-driven-io/emmett-postgresql': '0.42.0' });
  const emmett = (await load('@event-driven-io/emmett-postgresql')) as { getPostgreSQLEventStore(url: string): EmmettStore };
  const store = emmett.getPostgreSQLEventStore(url);
  await store.schema.migrate();
  const append: Append = (stream, revision, events) =>
    store.appendToStream(stream, events, { expectedStreamVersion: revision + 1n });
  return { name: 'emmett', run: (milliseconds) => write(batch, milliseconds, append), close: () => store.close() };
}

async function write(batch: number, milliseconds: number, append: Append): Promise<number> {
  const start = performance.now();
  let written = 0;
  const writer = async (): Promise<void> => {
    let [stream, revision] = [`session-${randomUUID()}`, -1n];
    while (performance.now() - start < milliseconds) {
      await append(stream, revision, Array.from({ length: batch }, (_, n) => sampleEvent(n)));
      written += batch;
      revision += BigInt(batch);
      if (revision + 1n >= STREAM_LENGTH) [stream, revision] = [`session-${randomUUID()}`, -1n];
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return (written / (performance.now() - start)) * 1_000;
}
