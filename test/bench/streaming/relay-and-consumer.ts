import { randomUUID } from 'node:crypto';
import type { EventStore } from '@flipside/event-sourcing';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import { topicName, type KafkaSettings } from '@flipside/feeds/kafka/client';
import pg from 'pg';
import type { Line } from '../line.js';
import { compared, inTurns, median, microsecondsSince, type Contender } from '../measure.js';
import { sampleEvent } from '../sample-event.js';
import { withServer } from '../server.js';
import { bareRelayAndConsume } from './kit/bare.js';
import { withBroker } from './kit/broker.js';
import { makeTopics, relayAndConsume, tables } from './kit/ours.js';
import { forget } from './kit/sums.js';

/** Events that the log holds, and in how many rounds each way takes all of them. */
const SIZES = [[10_000, 5], [100_000, 3], [1_000_000, 1]] as const;
const MOST = Number(process.env['BENCH_EVENTS'] ?? Infinity);
const A_STREAM = 20;

interface Surroundings {
  readonly brokers: readonly string[];
  readonly url: string;
  readonly db: pg.Pool;
  readonly store: EventStore;
}

/**
 * From one service's log to another's read model, and how that grows: our relay and consumer, and bare kafkajs with the same rows
 * and upserts.
 */
export function relayAndConsumerBench(): Promise<readonly Line[]> {
  return withBroker((kafka) =>
    withServer(async (server) => {
      await server.createDatabase('news');
      const url = server.url('news');
      const db = new pg.Pool({ connectionString: url, max: 8 });
      db.on('error', () => undefined); // the server stops while idle connections are being closed
      const store = await createPostgresEventStore({ url, service: 'bench', migrate: true });
      await db.query(tables);
      const lines: Line[] = [];
      let held = 0;
      for (const [events, rounds] of SIZES.filter(([size]) => size <= MOST)) {
        await fill(store, events - held);
        held = events;
        lines.push(await lineOf({ brokers: kafka.brokers, url, db, store }, events, rounds));
      }
      await store.close();
      await db.end();
      return lines;
    }),
  );
}

async function lineOf({ brokers, url, db, store }: Surroundings, events: number, rounds: number): Promise<Line> {
  const cpu = { ours: [] as number[], bare: [] as number[] };
  const contender = (name: keyof typeof cpu, take: (settings: KafkaSettings) => Promise<number>): Contender => ({
    name,
    run: async () => {
      const settings: KafkaSettings = { brokers, service: 'sessions', replication: 1, prefix: `b${randomUUID().slice(0, 8)}.` };
      await forget(db);
      await makeTopics(settings);
      const before = process.cpuUsage();
      const ms = await take(settings);
      cpu[name].push(microsecondsSince(before) / events);
      return (events / ms) * 1_000;
    },
  });
  const ours = contender('ours', (settings) => relayAndConsume(settings, store, url, db, events));
  const bare = contender('bare', (settings) => bareRelayAndConsume(settings, topicName(settings, 'sessions', 'public'), db, events));
  const rates = await inTurns([ours, bare], { rounds });
  const what = `log of ${events.toLocaleString('en')} events to another service's read model over Kafka, beside bare kafkajs`;
  const line = compared(what, rates.get('ours')!, rates.get('bare')!, 'events/s', 0.7);
  return { ...line, cpu: { ours: Math.round(median(cpu.ours)), peer: Math.round(median(cpu.bare)) } };
}

async function fill(store: EventStore, count: number): Promise<void> {
  for (let left = count / A_STREAM; left > 0; left -= 100) {
    await Promise.all(Array.from({ length: Math.min(100, left) }, () => {
      const events = Array.from({ length: A_STREAM }, (_, n) => ({ ...sampleEvent(n), type: 'SessionConfirmed' }));
      return store.append(`session-${randomUUID()}`, events, 'none');
    }));
  }
}
