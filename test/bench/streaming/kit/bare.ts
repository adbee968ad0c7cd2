import kafkajs from 'kafkajs';
import type { Pool } from 'pg';
import { openClient, type KafkaSettings } from '@flipside/feeds/kafka/client';

const PAGE = 500;

interface LogRow {
  readonly place: string;
  readonly id: string;
  readonly stream: string;
  readonly type: string;
  readonly data: string;
}

/**
 * Bare kafkajs: reads the same rows, sends them as they are with an idempotent producer, and commits the same upserts. No
 * lease, no transaction, no checkpoint, no order over a restart. @returns milliseconds.
 */
export async function bareRelayAndConsume(settings: KafkaSettings, topic: string, db: Pool, events: number): Promise<number> {
  const kafka = openClient(settings);
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  const consumer = kafka.consumer({ groupId: `${settings.prefix}bare`, maxWaitTimeInMs: 250 });
  let left = events;
  let done: () => void;
  const all = new Promise<void>((resolve) => (done = resolve));
  const start = performance.now();
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    partitionsConsumedConcurrently: 2,
    eachBatch: async ({ batch }) => {
      await upsert(db, batch.messages.map(({ key, value }) => ({ stream: key!.toString(), ...(JSON.parse(value!.toString()) as { id: string }) })));
      if ((left -= batch.messages.length) <= 0) done();
    },
  });
  for (let after = '0'; ; ) {
    const { rows } = await db.query<LogRow>(
      `select position::text as place, id, stream, type, data::text from event_store.events where position > $1 order by position limit ${PAGE}`, [after],
    );
    if (rows.length === 0) break;
    await producer.send({ topic, acks: -1, messages: rows.map(({ id, stream, type, data }) => ({ key: stream, value: JSON.stringify({ id, type, data: JSON.parse(data) as object }) })) });
    after = rows.at(-1)!.place;
  }
  await all;
  const took = performance.now() - start;
  await Promise.all([producer.disconnect(), consumer.disconnect()]);
  return took;
}

async function upsert(db: Pool, events: readonly { readonly stream: string; readonly id: string }[]): Promise<void> {
  const rows = new Map<string, { id: string; events: number; last: string }>();
  for (const { stream, id } of events) rows.set(stream, { id: stream, events: (rows.get(stream)?.events ?? 0) + 1, last: id });
  await db.query(
    `insert into bare_sums (id, events, last) select id, events, last from jsonb_populate_recordset(null::bare_sums, $1::jsonb)
     on conflict (id) do update set events = bare_sums.events + excluded.events, last = excluded.last`,
    [JSON.stringify([...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1)))],
  );
}
