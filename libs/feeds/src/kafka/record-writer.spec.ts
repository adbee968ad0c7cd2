import { createRequire } from 'node:module';
import fc from 'fast-check';
import { RecordBatch } from '../../test/client-records.js';
import { RecordWriter, type Records } from './record-writer.js';

interface Given {
  readonly key: string;
  readonly value: string;
  readonly timestamp: number;
  readonly headers: Readonly<Record<string, string>>;
}

const theirs = createRequire(import.meta.url);
const encode = theirs('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => { readonly buffer: Buffer };
const produce = theirs('kafkajs/src/protocol/requests/produce/v7/request') as (request: object) => { encode(): Promise<{ readonly buffer: Buffer }> };

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 20_000 }).map((length) => 'é'.repeat(length)));
const given: fc.Arbitrary<Given> = fc.record({
  key: text, value: text, timestamp: fc.integer({ min: 0, max: 2 ** 42 }), headers: fc.dictionary(fc.string({ minLength: 1 }), text),
});

function written(writer: RecordWriter, records: readonly Given[]): Records {
  writer.beginPortion();
  for (const { headers, ...head } of records) {
    const all = Object.entries(headers).flat();
    writer.record({ ...head, headers: all.length / 2 }, () => all.forEach((one) => writer.text(one)));
  }
  return writer.endPortion();
}

/** As the client writes messages by itself. */
function asTheirs(records: readonly Given[]): Buffer {
  return Buffer.concat(records.map(({ timestamp, ...rest }, offsetDelta) => encode({ ...rest, offsetDelta, timestampDelta: timestamp - records[0]!.timestamp }).buffer));
}

describe('records that are written already', () => {
  it('are the bytes that the client makes of messages, one portion after the other', () => {
    const portions = fc.array(fc.array(given, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    const writer = new RecordWriter();
    fc.assert(fc.property(portions, (all) => {
      writer.restart();
      const records = all.map((one) => written(writer, one));
      for (const [i, one] of all.entries()) {
        expect(records[i]!.bytes.equals(asTheirs(one))).toBe(true);
        const times = one.map(({ timestamp }) => timestamp);
        expect(records[i]).toMatchObject({ count: one.length, firstTimestamp: times[0], maxTimestamp: Math.max(...times) });
      }
    }));
  });

  it('travel in a request that is the one of the same messages', async () => {
    const records: readonly Given[] = [{ key: 'a', value: '1', timestamp: 5, headers: { x: 'y' } }, { key: 'b', value: '2', timestamp: 5, headers: {} }];
    const request = (messages: readonly object[]): Promise<{ readonly buffer: Buffer }> => produce({
      acks: -1, timeout: 1_000, transactionalId: 'relay', producerId: '7', producerEpoch: 1,
      topicData: [{ topic: 'news', partitions: [{ partition: 3, firstSequence: 12, messages }, { partition: 4, firstSequence: 1, messages }] }],
    }).encode();
    const ours = await request([{ records: written(new RecordWriter(), records) }]);
    const one = await request(records.map((record) => ({ ...record, timestamp: String(record.timestamp) })));
    expect(ours.buffer.toString('hex')).toBe(one.buffer.toString('hex'));
  });

  it('are refused beside others in a partition', async () => {
    const messages = Array(2).fill({ records: written(new RecordWriter(), []) });
    const { encode: encoded } = produce({ acks: -1, timeout: 1, topicData: [{ topic: 'news', partitions: [{ partition: 0, messages }] }] });
    await expect(encoded()).rejects.toThrow('come alone');
  });

  it('go into a batch as they are', async () => {
    const records = written(new RecordWriter(), [{ key: 'k', value: 'v', timestamp: 1_767_600_000_000, headers: { a: 'b' } }]);
    const { buffer } = await RecordBatch({ ...records, written: records, producerId: '77', producerEpoch: 3, firstSequence: 12, transactional: true });
    expect(buffer.toString('hex')).toBe('00000000000000000000003e00000000024879bfc80010000000000000019b8d2b8c000000019b8d2b8c00000000000000004d00030000000c0000000118000000026b02760202610262');
  });
});
