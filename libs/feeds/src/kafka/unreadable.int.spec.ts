import { testDatabase, type TestDatabase } from '@flipside/testing';
import fc from 'fast-check';
import type { KafkaMessage } from 'kafkajs';
import { keepUnreadable, unreadableTables } from './unreadable.js';

describe('a message that cannot be read', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await database.pool.query(unreadableTables);
  });
  afterAll(() => database.drop());

  it('is kept whatever its headers hold, without what Postgres has no text for', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom('\0', '\\', 'u0000', '"', 'ä') }));
    let offset = 0;
    await fc.assert(fc.asyncProperty(text, fc.option(text), async (name, value) => {
      const headers = { [name]: value === null ? null : Buffer.from(value) };
      const message = { key: null, value: null, offset: String(++offset), headers } as unknown as KafkaMessage;
      await keepUnreadable(database.pool, { topic: 't', partition: 0, message, error: 'Error' });
      const { rows } = await database.pool.query<{ headers: object }>('select headers from unreadable_message where at_offset = $1', [offset]);
      expect(Object.entries(rows[0]!.headers)).toEqual([[name.replaceAll('\0', ''), String(headers[name]).replaceAll('\0', '')]]);
    }));
  });
});
