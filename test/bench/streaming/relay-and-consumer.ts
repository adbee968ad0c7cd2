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

const EVENTS = Number(process.env['BENCH_EVENTS'] ?? 40_000);
const A_STREAM = 20;

/** From one service's log to another's read model: our relay and consumer, and bare kafkajs with the same rows and upserts. */
export function relayAndConsumerBench(): Promise<readonly Line[]> {
  return withBroker((kafka) =>
    withServer(async (server) => {
      await server.createDatabase('news');
      const url = server.url('news');
      const db = new pg.Pool({ connectionString: url, max: 8 });
      db.on('error', () => undefined); // the server stops while idle connections are being closed
      const store = await createPostgresEventStore({ url, service: 'bench', migrate: true });
      await db.query(tables);
      await fill(store);
      const fresh = async (): Promise<KafkaSettings> => {
        const settings = { brokers: kafka.brokers, service: 'sessions', replication: 1, prefix: `b${randomUUID().slice(0, 8)}.` } as const;
        await forget(db);
        await makeTopics(settings);
        return settings;
      };
      const cpu = { ours: [] as number[], bare: [] as number[] };
      const contender = (name: keyof typeof cpu, run: (settings: KafkaSettings) => Promise<number>): Contender => ({
        name,
        run: async () => {
          const settings = await fresh();
          const before = process.cpuUsage();
          const ms = await run(settings);
          cpu[name].push(microsecondsSince(before) / EVENTS);
          return (EVENTS / ms) * 1_000;
        },
      });
      const ours = contender('ours', (settings) => relayAndConsume(settings, store, url, db, EVENTS));
      const bare = contender('bare', (settings) => bareRelayAndConsume(settings, topicName(settings, 'sessions', 'public'), db, EVENTS));
      const rates = await inTurns([ours, bare], { rounds: Number(process.env['BENCH_ROUNDS'] ?? 5) });
      await store.close();
      await db.end();
      const line = compared('log to another service\'s read model over Kafka, beside bare kafkajs', rates.get('ours')!, rates.get('bare')!, 'events/s', 0.7);
      return [{ ...line, cpu: { ours: Math.round(median(cpu.ours)), peer: Math.round(median(cpu.bare)) } }];
    }),
  );
}

async function fill(store: EventStore): Promise<void> {
  for (let left = EVENTS / A_STREAM; left > 0; left -= 100) {
    await Promise.all(Array.from({ length: Math.min(100, left) }, () => {
      const events = Array.from({ length: A_STREAM }, (_, n) => ({ ...sampleEvent(n), type: 'SessionConfirmed' }));
      return store.append(`session-${randomUUID()}`, events, 'none');
    }));
  }
}
