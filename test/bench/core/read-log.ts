import { randomUUID } from 'node:crypto';
import type { EventStore, Position } from '@flipside/event-sourcing';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import pg from 'pg';
import type { Line } from '../line.js';
import { compared, inTurns, type Contender } from '../measure.js';
import { sampleEvent } from '../sample-event.js';
import { withServer } from '../server.js';

const EVENTS = 100_000;
const FETCH = 500;

/** Reads the whole log: by our subscription, and by a raw cursor over the same rows with the driver's own parsing of JSON. */
export function readLogBench(): Promise<readonly Line[]> {
  return withServer(async (server) => {
    await server.createDatabase('log');
    const url = server.url('log');
    const store = await createPostgresEventStore({ url, service: 'bench', migrate: true });
    await fill(store);
    const head = await store.head();
    const ours: Contender = { name: 'ours', run: () => rate(() => follow(store, head)) };
    const cursor: Contender = { name: 'cursor', run: () => rate(() => fetchAll(url)) };
    const rates = await inTurns([ours, cursor], { rounds: 7 });
    await store.close();
    return [compared('read the log, beside a raw cursor', rates.get('ours')!, rates.get('cursor')!, 'events/s', 0.8)];
  });
}

async function fill(store: EventStore): Promise<void> {
  const batch = (): ReturnType<typeof sampleEvent>[] => Array.from({ length: 20 }, (_, n) => sampleEvent(n));
  for (let left = EVENTS / 20; left > 0; left -= 100) {
    await Promise.all(Array.from({ length: 100 }, () => store.append(`session-${randomUUID()}`, batch(), 'none')));
  }
}

async function rate(read: () => Promise<number>): Promise<number> {
  const start = performance.now();
  const events = await read();
  if (events !== EVENTS) throw new Error(`read ${events} of ${EVENTS} events`);
  return (events / (performance.now() - start)) * 1_000;
}

async function follow(store: EventStore, head: Position): Promise<number> {
  let events = 0;
  for await (const batch of store.subscribe({ signal: new AbortController().signal })) {
    events += batch.events.length;
    if (batch.upTo.n === head.n) break;
  }
  return events;
}

async function fetchAll(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`begin; declare log cursor for
    select position, revision, id, stream, type, data, metadata from event_store.events order by position`);
  let events = 0;
  for (let rows = -1; rows !== 0; events += rows) {
    rows = (await client.query({ name: 'fetch', text: `fetch ${FETCH} from log` })).rows.length;
  }
  await client.end();
  return events;
}
