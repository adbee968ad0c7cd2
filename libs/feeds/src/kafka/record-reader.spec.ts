import fc from 'fast-check';
import type { KafkaMessage } from 'kafkajs';
import { changed } from '../../test/client-records.js';
import { HeaderReader, recordOf, valueOf } from './record-reader.js';

const reader = new HeaderReader(['ce_id', 'ce_type', 'ce_time', 'traceparent']);
const name = fc.oneof(fc.constantFrom('ce_id', 'ce_type', 'ce_time', 'traceparent', 'ce_date', 'xe_time'), fc.string({ minLength: 1 }));
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.integer({ min: 60, max: 9_000 }).map((length) => 'ß'.repeat(length)));
const headers = fc.dictionary(name, fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 }), fc.constant(null)));

const arrived = (value: string | null, given: object): Promise<KafkaMessage> => changed({ key: Buffer.from('k') } as unknown as KafkaMessage, { value, headers: given });

describe('a record that came', () => {
  it('has the headers that are wanted as the client knows them, the first of a name', async () => {
    await fc.assert(fc.asyncProperty(headers, fc.option(text), async (given, value) => {
      const record = recordOf(await arrived(value, given));
      const wanted = Object.entries(given).filter(([one, sent]) => ['ce_id', 'ce_type', 'ce_time', 'traceparent'].includes(one) && sent !== null);
      expect(reader.read(record)).toEqual(Object.fromEntries(wanted.map(([one, sent]) => [one, [sent].flat()[0]])));
      expect(valueOf(record)).toBe(value ?? undefined);
    }));
  });

  it('is not taken from a client without the patch', async () => {
    const { key, value, headers: all } = await arrived('{}', {});
    expect(() => recordOf({ key, value, headers: all } as KafkaMessage)).toThrow('not patched');
  });
});
