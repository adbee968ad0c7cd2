import { randomUUID } from 'node:crypto';
import type { Contract } from '@flipside/contracts';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import { openClient, PARTITIONS, topicName, type KafkaSettings } from '@flipside/feeds/kafka/client';
import { Teller } from '@flipside/feeds/kafka/telling';
import pg from 'pg';
import type { Line } from '../line.js';
import { microsecondsSince } from '../measure.js';
import { sampleEvent } from '../sample-event.js';
import { withServer } from '../server.js';
import { withBroker } from './kit/broker.js';
import { hear, hiding, makeTopics, tables } from './kit/ours.js';
import { forget } from './kit/sums.js';

/** Each size is read from a topic of its own; the last one counts. */
const SIZES = (process.env['BENCH_EVENTS'] ?? '10000,100000,1000000').split(',').map(Number);
const STREAMS = 5_000;
const MOST_MICROSECONDS = 20; // 50,000 events a second
/** Memory that a read may take beyond what the process had after the size before. */
const MOST_MB = 100;

/** A new read model over a topic that holds everything, and how that grows: read, parsed, folded and committed with its places. */
export function fromTheBeginningBench(): Promise<readonly Line[]> {
  return withBroker((kafka) =>
    withServer(async (server) => {
      await server.createDatabase('news');
      const db = new pg.Pool({ connectionString: server.url('news'), max: 8 });
      db.on('error', () => undefined); // the server stops while idle connections are being closed
      const store = await createPostgresEventStore({ url: server.url('news'), service: 'bench', migrate: true });
      await db.query(tables);
      const reads: Read[] = [];
      for (const events of [SIZES[0]!, ...SIZES]) {
        const settings: KafkaSettings = { brokers: kafka.brokers, service: 'sessions', replication: 1, prefix: `from${reads.length}.` };
        await makeTopics(settings);
        await tell(settings, events);
        reads.push(await read(settings, store, db, events));
      }
      await store.close();
      await db.end();
      return linesOf(reads.slice(1)); // the first warms up
    }),
  );
}

interface Read {
  readonly events: number;
  /** µs an event, by the clock and of processor time. */
  readonly micros: number;
  readonly busy: number;
  /** The most that the process held meanwhile, in MB. */
  readonly memory: number;
}

async function read(settings: KafkaSettings, store: Parameters<typeof hear>[1], db: pg.Pool, events: number): Promise<Read> {
  await forget(db);
  const ending = new AbortController();
  let memory = 0;
  const looking = setInterval(() => (memory = Math.max(memory, process.memoryUsage.rss() / 2 ** 20)), 50);
  const before = process.cpuUsage();
  const start = performance.now();
  const hearing = hear(settings, store, db, events, ending.signal);
  await hearing.all;
  const took = { micros: ((performance.now() - start) / events) * 1_000, busy: microsecondsSince(before) / events };
  clearInterval(looking);
  ending.abort();
  await hearing.end();
  return { events, ...took, memory };
}

function linesOf(reads: readonly Read[]): readonly Line[] {
  const last = reads.at(-1)!;
  const fixed = (value: number): number => Number(value.toFixed(1));
  const times = reads.map(({ events, micros, busy }): Line => ({
    bench: `a read model from the beginning of ${events.toLocaleString('en')} events on a topic`,
    ours: fixed(micros), peer: null, ratio: null, unit: 'µs/event', cpu: { ours: fixed(busy), peer: null },
    ...(events === last.events ? { goal: MOST_MICROSECONDS, holds: micros <= MOST_MICROSECONDS } : { goal: null, holds: true }),
  }));
  const more = Math.round(last.memory - (reads.at(-2) ?? last).memory);
  return [...times, { bench: 'memory of that beyond a tenth of the events', ours: more, peer: null, ratio: null, unit: 'MB', goal: MOST_MB, holds: more <= MOST_MB }];
}

async function tell(settings: KafkaSettings, events: number): Promise<void> {
  const teller = await Teller.open(openClient(settings), settings, hiding);
  let ends = { [topicName(settings, 'sessions', 'public')]: Array<string>(PARTITIONS).fill('0') } as Record<string, readonly string[]>;
  for (let n = 0; n < events; n += 1_000) {
    ends = await teller.tell(Array.from({ length: 1_000 }, (_, i) => contract(n + i)), ends);
  }
  await teller.close();
}

function contract(n: number): Contract {
  const { id, type, data, metadata } = sampleEvent(n);
  return {
    id, type, data, audience: 'public', service: 'sessions', stream: `session-${n % STREAMS}`, revision: BigInt(Math.floor(n / STREAMS)),
    position: { epoch: 1, n: BigInt(n + 1) }, at: metadata.at, correlationId: randomUUID(), traceparent: metadata.traceparent!,
  };
}
