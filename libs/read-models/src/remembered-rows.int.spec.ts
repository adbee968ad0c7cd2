import { testDatabase, type TestDatabase } from '@flipside/testing';
import fc from 'fast-check';
import { RememberedRows } from './remembered-rows.js';
import { inTransaction } from './runner.js';
import { saveRows } from './tables.js';

interface Count {
  readonly id: string;
  readonly n: number;
}

describe('rows that a rebuild remembers', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await database.pool.query('create table "counts" ("id" text primary key, "n" integer not null)');
  });
  afterAll(() => database.drop());

  it('are those of the table, however few of them fit into memory', async () => {
    const change = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.option(fc.integer({ min: 0, max: 9 })));
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.array(change, { maxLength: 8 }), async (most, changes) => {
      await database.pool.query('truncate "counts"');
      const remembered = new RememberedRows<Count>(most);
      const expected = new Map<string, Count>();
      for (const rows of changes) {
        const ids = Object.keys(rows).sort();
        const folded = new Map(ids.map((id) => [id, rows[id] === null ? undefined : { id, n: rows[id]! }]));
        await inTransaction(database.pool, async (db) => {
          const found = await remembered.find(db, 'counts', ids);
          expect(new Map(found)).toEqual(new Map([...expected].filter(([id]) => ids.includes(id))));
          await saveRows(db, 'counts', ['id', 'n'], folded);
        });
        remembered.learn(folded);
        for (const [id, row] of folded) {
          if (row) expected.set(id, row);
          else expected.delete(id);
        }
      }
    }), { numRuns: 40 });
  });
});
