import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { KafkaMessage } from 'kafkajs';
import { RecordBatch } from '../../test/client-records.js';
import { recordOf, valueOf } from './record-reader.js';

/** kafkajs's own batches, with our patch (patches/kafkajs+2.2.4.patch): what a broker may send besides what our relay told. */
const theirs = createRequire(import.meta.url);
const encode = theirs('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => object;
const decode = theirs('kafkajs/src/protocol/recordBatch/v0/decoder') as (decoder: object) => Promise<{ readonly records: readonly KafkaMessage[] }>;
const Decoder = theirs('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => object;
const Batch = theirs('kafkajs/src/consumer/batch') as new (topic: string, from: string, partition: object) => { readonly messages: readonly KafkaMessage[]; lastOffset(): string };

const GZIP = 1;
const ATTRIBUTES_AT = 21;
const LOG_APPEND_TIME = 8;
const TRANSACTIONAL = 16;
const CONTROL = 32;
const FIRST = { firstOffset: 2 ** 52, firstTimestamp: 1_767_600_000_000, maxTimestamp: 1_767_600_000_009 };

type Given = readonly { readonly key: string | null; readonly value: string | null; readonly headers: object; readonly timestampDelta: number }[];
const text = fc.string({ unit: 'binary' });
const all: fc.Arbitrary<Given> = fc.array(fc.record({
  key: fc.option(text), value: fc.option(text), headers: fc.dictionary(fc.string(), fc.option(fc.oneof(text, fc.array(fc.option(text), { minLength: 2 })))),
  timestampDelta: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
}));

interface How {
  readonly compression?: number;
  readonly attributes?: number;
  readonly step?: number;
  readonly firstOffset?: number;
  readonly producerId?: string;
}

/** @param step between offsets: a topic that is compacted has gaps. */
async function arrived(given: Given, { compression = 0, attributes = 0, step = 1, ...rest }: How = {}): Promise<readonly KafkaMessage[]> {
  const records = given.map((one, i) => encode({ ...one, offsetDelta: i * step }));
  const { buffer } = await RecordBatch({ records, compression, ...FIRST, ...rest });
  buffer[ATTRIBUTES_AT + 1]! |= attributes;
  return (await decode(new Decoder(buffer))).records;
}

const bytesOf = (sent: unknown): unknown => (Array.isArray(sent) ? sent.map(bytesOf) : sent === null ? null : Buffer.from(sent as string));

describe('a batch that came', () => {
  it.each([['as it is', 0], ['compressed', GZIP]])('holds what was sent, %s: also nothing, nulls, and names that come twice', async (_, compression) => {
    await fc.assert(fc.asyncProperty(all, fc.constantFrom(1, 1_000_003), async (given, step) => {
      const records = await arrived(given, { compression, step });
      expect(records).toHaveLength(given.length);
      for (const [i, { key, value, headers, timestampDelta }] of given.entries()) {
        const one = records[i]!;
        expect([one.key, one.value, valueOf(recordOf(one))]).toEqual([bytesOf(key), bytesOf(value), value === null ? undefined : Buffer.from(value).toString()]);
        expect(Object.entries(one.headers!)).toEqual(Object.entries(headers).map(([name, sent]) => [name, bytesOf(sent)]));
        expect([one.offset, one.timestamp]).toEqual([String(FIRST.firstOffset + i * step), String(FIRST.firstTimestamp + timestampDelta)]);
      }
    }));
  });

  it('takes a header for what it is called, whatever objects inherit', async () => {
    const names = ['constructor', '__proto__', 'toString'];
    const [one] = await arrived([{ key: null, value: '', headers: Object.fromEntries(names.map((name) => [name, name])), timestampDelta: 0 }]);
    expect(Object.entries(one!.headers!)).toEqual(names.map((name) => [name, Buffer.from(name)]));
  });

  it('has the time of the brokers where they give it', async () => {
    const records = await arrived([{ key: 'k', value: null, headers: {}, timestampDelta: 3 }], { attributes: LOG_APPEND_TIME });
    expect(records.map(({ timestamp }) => timestamp)).toEqual([String(FIRST.maxTimestamp)]);
  });

  it('is not handed on where its transaction was given up, nor before the offset that was asked for', async () => {
    const of = async (value: string, firstOffset: number): Promise<readonly KafkaMessage[]> =>
      arrived([0, 1].map((n) => ({ key: null, value: `${value}${n}`, headers: {}, timestampDelta: 0 })), { firstOffset, producerId: '7', attributes: TRANSACTIONAL });
    const ending = async (type: number, firstOffset: number): Promise<readonly KafkaMessage[]> =>
      arrived([{ key: String.fromCharCode(0, 0, 0, type), value: '', headers: {}, timestampDelta: 0 }], { firstOffset, producerId: '7', attributes: TRANSACTIONAL | CONTROL });
    const messages = (await Promise.all([of('kept', 10), ending(1, 12), of('given up', 13), ending(0, 15), of('after', 16), ending(1, 18)])).flat();
    const batch = new Batch('t', '11', { partition: 0, highWatermark: '19', messages, abortedTransactions: [{ producerId: '7', firstOffset: '13' }] });
    expect(batch.messages.map(({ value }) => String(value))).toEqual(['kept1', 'after0', 'after1']);
    expect(batch.lastOffset()).toBe('18');
  });
});
