import { createRequire } from 'node:module';
import type { KafkaMessage } from 'kafkajs';
import type { Records } from '../src/kafka/record-writer.js';

/** kafkajs's own batches of records, with our patch (patches/kafkajs+2.2.4.patch). */
const theirs = createRequire(import.meta.url);
export const { RecordBatch } = theirs('kafkajs/src/protocol/recordBatch/v0') as { RecordBatch(batch: object): Promise<{ readonly buffer: Buffer }> };
const Decoder = theirs('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => object;
const decodeBatch = theirs('kafkajs/src/protocol/recordBatch/v0/decoder') as (decoder: object) => Promise<{ readonly records: readonly KafkaMessage[] }>;

const encode = theirs('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => { readonly buffer: Buffer };

/** The same message with something in it changed, as a reader gets it. */
export async function changed({ key, value, headers }: KafkaMessage, change: Partial<Record<'value' | 'headers', unknown>>): Promise<KafkaMessage> {
  const bytes = encode({ key, value, headers, ...change }).buffer;
  const [message] = await arrivedOf({ bytes, count: 1, firstTimestamp: 0, maxTimestamp: 0 });
  return message!;
}

/** What a reader gets of records that were written already. */
export async function arrivedOf(written: Records): Promise<readonly KafkaMessage[]> {
  const { firstTimestamp, maxTimestamp, count } = written;
  const { buffer } = await RecordBatch({ written, firstTimestamp, maxTimestamp, lastOffsetDelta: count - 1 });
  return (await decodeBatch(new Decoder(buffer))).records;
}
