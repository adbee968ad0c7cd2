import { randomBytes } from 'node:crypto';
import type { ContractDraft } from '@flipside/contracts';
import type { EventStore, RecordedEvent } from '@flipside/event-sourcing';
import { consumerTables, Leases, leaseTables, storeFeed } from '@flipside/feeds';
import { openClient, topicName, type KafkaSettings } from '@flipside/feeds/kafka/client';
import { kafkaFeed } from '@flipside/feeds/kafka/kafka-feed';
import { runRelay } from '@flipside/feeds/kafka/relay';
import { kafkaTables } from '@flipside/feeds/kafka/tables';
import { ensureTopics } from '@flipside/feeds/kafka/topics';
import { KafkaTransport } from '@flipside/feeds/kafka/transport';
import { createHiding } from '@flipside/feeds/kafka/whereabouts';
import { readModelTables } from '@flipside/read-models';
import type { Pool } from 'pg';
import { sums, sumTable } from './sums.js';

export const toContract = (event: RecordedEvent): readonly ContractDraft[] => [{ type: event.type, audience: 'public', data: event.data }];

export const tables = leaseTables + consumerTables + kafkaTables + readModelTables + sumTable;

export const hiding = createHiding(randomBytes(32));

const warn = (facts: object, message: string): void => void process.stderr.write(`${message} ${JSON.stringify(facts)}\n`);

export async function makeTopics(settings: KafkaSettings): Promise<void> {
  await ensureTopics(openClient(settings), settings, [topicName(settings, settings.service, 'public'), topicName(settings, settings.service, 'sealed')], warn);
}

/** Relay and consumer of ours until so many events were committed. @returns milliseconds. */
export async function relayAndConsume(settings: KafkaSettings, store: EventStore, url: string, db: Pool, events: number): Promise<number> {
  const ending = new AbortController();
  const leases = new Leases({ url, service: settings.service });
  const hearing = hear(settings, store, db, events, ending.signal);
  const start = performance.now();
  const telling = runRelay({ settings, store, toContract, hiding, db, leases, warn }, ending.signal);
  await hearing.all;
  const took = performance.now() - start;
  ending.abort();
  await Promise.all([telling, hearing.end()]);
  await leases.close();
  return took;
}

/** A consumer of ours from the beginning of a topic. */
export function hear(settings: KafkaSettings, store: EventStore, db: Pool, events: number, signal: AbortSignal): { all: Promise<void>; end(): Promise<void> } {
  const transport = new KafkaTransport({ settings: { ...settings, service: 'analytics' }, db, warn, hidingOf: async () => hiding });
  const owner = storeFeed(store, settings.service, toContract, 'public');
  const feed = kafkaFeed({ settings, transport, owner, told: () => Promise.reject(new Error('nobody asks')) }, 'public');
  let left = events;
  let done: () => void;
  const all = new Promise<void>((resolve) => (done = resolve));
  const consumer = sums(db, feed, (seen) => (left -= seen) <= 0 && done());
  transport.listen(() => undefined);
  const handing = feed.handed!.hand(consumer, signal);
  return {
    all: Promise.race([all, handing]),
    async end() {
      await handing;
      await transport.close();
      await consumer.close();
    },
  };
}
