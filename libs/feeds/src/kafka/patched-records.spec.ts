import { createRequire } from 'node:module';
import fc from 'fast-check';

interface RecordIn {
  readonly key: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers: Readonly<Record<string, string | Buffer | readonly (string | Buffer)[]>>;
  readonly offsetDelta: number;
  readonly timestampDelta: number;
}

/** kafkajs's own encoding of records, with our patch (patches/kafkajs+2.2.4.patch). */
const theirs = createRequire(import.meta.url);
const encode = theirs('kafkajs/src/protocol/recordBatch/record/v0') as (record: RecordIn) => { readonly buffer: Buffer; readonly buf: Buffer };
const { RecordBatch } = theirs('kafkajs/src/protocol/recordBatch/v0') as { RecordBatch(batch: object): Promise<{ readonly buffer: Buffer }> };
const decode = theirs('kafkajs/src/protocol/recordBatch/record/v0/decoder') as (decoder: object, batch: object) => Record<string, unknown>;
const Decoder = theirs('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => { readVarInt(): number; readonly offset: number };
const crc32C = theirs('kafkajs/src/protocol/recordBatch/crc32C') as (bytes: Buffer) => number;

const field = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array().map((bytes) => Buffer.from(bytes)));
const records: fc.Arbitrary<RecordIn> = fc.record({
  key: fc.option(field), value: fc.option(field), headers: fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(field, fc.array(field, { minLength: 2 }))),
  offsetDelta: fc.nat(), timestampDelta: fc.integer({ min: -(2 ** 42), max: 2 ** 42 }),
});
const bytesOf = (given: unknown): unknown => (Array.isArray(given) ? given.map(bytesOf) : given === null ? null : Buffer.from(given as string));

function travelled(record: RecordIn): Record<string, unknown> {
  const bytes = encode(record).buffer;
  const decoder = new Decoder(bytes);
  expect(decoder.readVarInt()).toBe(bytes.length - decoder.offset);
  return decode(decoder, { firstOffset: '1000', firstTimestamp: '1767600000000' });
}

describe('a record of kafkajs', () => {
  it('is the bytes that kafkajs wrote before it was patched', () => {
    const written = (record: Partial<RecordIn>): string => encode({ key: 'k', value: '', headers: {}, offsetDelta: 0, timestampDelta: 0, ...record }).buffer.toString('hex');
    const headers = { a: 'x', two: ['1', Buffer.from([255])], empty: '' };
    expect(written({ key: 'unit-1', value: '{"ä":1}', headers, offsetDelta: 300, timestampDelta: 2 ** 40 }))
      .toBe('6200808080808040d8040c756e69742d31107b22c3a4223a317d08026102780674776f02310674776f02ff0a656d70747900');
    expect(written({ key: null, value: null })).toBe('0c000000010100');
    expect(written({ offsetDelta: 64, timestampDelta: 127 })).toBe('1200fe018001026b0000');
  });

  it('arrives as it was sent, whatever it holds', () => {
    fc.assert(fc.property(records, (record) => {
      const { key, value, headers, offset, timestamp } = travelled(record);
      expect({ key, value }).toEqual({ key: bytesOf(record.key), value: bytesOf(record.value) });
      expect(Object.entries(headers as object)).toEqual(Object.entries(record.headers).map(([name, sent]) => [name, bytesOf(sent)]));
      expect([offset, timestamp]).toEqual([String(1_000 + record.offsetDelta), String(1_767_600_000_000 + record.timestampDelta)]);
    }));
  });

  it('takes one buffer of its size, not one for each header', () => {
    const headers = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`name-${n}`, 'value']));
    const { buf, buffer } = encode({ key: 'k', value: 'v', headers, offsetDelta: 0, timestampDelta: 0 });
    expect(buf).toHaveLength(buffer.length); // unpatched they grow by powers of two, and are copied
  });

  it('is checked by CRC-32C, whatever its length and wherever it begins', () => {
    expect(crc32C(Buffer.from('123456789'))).toBe(0xe3069283);
    const slowly = (bytes: Uint8Array): number => (bytes.reduce((crc, byte) => {
      for (let bit = 0, low = crc ^ byte; bit < 8; bit++) crc = low = low & 1 ? (low >>> 1) ^ 0x82f63b78 : low >>> 1;
      return crc;
    }, -1) ^ -1) >>> 0;
    const bytes = fc.uint8Array({ maxLength: 64, size: 'max' });
    fc.assert(fc.property(bytes, fc.nat(7), (all, from) => expect(crc32C(Buffer.concat([Buffer.alloc(from), all]).subarray(from))).toBe(slowly(all))));
  });

  it('goes into a batch that is the bytes of before, its length and checksum among them', async () => {
    const records = [encode({ key: 'k', value: 'v', headers: { a: 'b' }, offsetDelta: 0, timestampDelta: 0 })];
    const times = { firstTimestamp: '1767600000000', maxTimestamp: '1767600000000' };
    const { buffer } = await RecordBatch({ records, ...times, producerId: '77', producerEpoch: 3, firstSequence: 12, transactional: true });
    expect(buffer.toString('hex')).toBe('00000000000000000000003e00000000024879bfc80010000000000000019b8d2b8c000000019b8d2b8c00000000000000004d00030000000c0000000118000000026b02760202610262');
  });
});
