import { randomUUID } from 'node:crypto';
import type { Contract } from '@flipside/contracts';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import { openClient, PARTITIONS, topicName, type KafkaSettings } from '@flipside/feeds/kafka/client';
import { Teller } from '@flipside/feeds/kafka/telling';
import pg from 'pg';
import type { Line } from '../line.js';
import { median, microsecondsSince } from '../measure.js';
import { sampleEvent } from '../sample-event.js';
import { withServer } from '../server.js';
import { withBroker } from './kit/broker.js';
import { hear, hiding, makeTopics, tables } from './kit/ours.js';
import { forget } from './kit/sums.js';

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 200_000);
const STREAMS = 5_000;
const MOST_MICROSECONDS = 20; // 50,000 events a second
const ROUNDS = 3;

/** A new read model over a topic that holds everything: read, parsed, folded and committed with its places. */
export function fromTheBeginningBench(): Promise<readonly Line[]> {
  return withBroker((kafka) =>
    withServer(async (server) => {
      await server.createDatabase('news');
      const db = new pg.Pool({ connectionString: server.url('news'), max: 8 });
      db.on('error', () => undefined); // the server stops while idle connections are being closed
      const store = await createPostgresEventStore({ url: server.url('news'), service: 'bench', migrate: true });
      await db.query(tables);
      const settings: KafkaSettings = { brokers: kafka.brokers, service: 'sessions', replication: 1, prefix: 'from.' };
      await makeTopics(settings);
      await tell(settings);
      const rounds: Round[] = [];
      for (let round = 0; round <= ROUNDS; round++) rounds.push(await time(settings, store, db));
      const counted = rounds.slice(1); // the first warms up
      await store.close();
      await db.end();
      const ours = Number(median(counted.map(({ micros }) => micros)).toFixed(1));
      const cpu = { ours: Number(median(counted.map(({ busy }) => busy)).toFixed(1)), peer: null };
      const bench = `a read model from the beginning of ${EVENTS.toLocaleString('en')} events on a topic`;
      return [{ bench, ours, peer: null, ratio: null, unit: 'µs/event', goal: MOST_MICROSECONDS, holds: ours <= MOST_MICROSECONDS, cpu }];
    }),
  );
}

/** µs an event, by the clock and of processor time. */
interface Round {
  readonly micros: number;
  readonly busy: number;
}

async function time(settings: KafkaSettings, store: Parameters<typeof hear>[1], db: pg.Pool): Promise<Round> {
  await forget(db);
  const ending = new AbortController();
  const before = process.cpuUsage();
  const start = performance.now();
  const hearing = hear(settings, store, db, EVENTS, ending.signal);
  await hearing.all;
  const round = { micros: ((performance.now() - start) / EVENTS) * 1_000, busy: microsecondsSince(before) / EVENTS };
  ending.abort();
  await hearing.end();
  return round;
}

async function tell(settings: KafkaSettings): Promise<void> {
  const teller = await Teller.open(openClient(settings), settings, hiding);
  let ends = { [topicName(settings, 'sessions', 'public')]: Array<string>(PARTITIONS).fill('0') } as Record<string, readonly string[]>;
  for (let n = 0; n < EVENTS; n += 1_000) {
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
