import { inTransaction } from '@flipside/read-models';
import { testDatabase } from '@flipside/testing';
import { openDatabase } from './database.js';

it('a connection that is cut in the middle of a transaction fails the transaction, not the process', async () => {
  const test = await testDatabase();
  const database = await openDatabase(test.url, { entities: [], migrations: [] });
  const cut = inTransaction(database.pool, async (db) => {
    const { rows } = await db.query<{ pid: number }>('select pg_backend_pid() as pid');
    const ended = new Promise((resolve) => db.once('end', resolve));
    await test.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
    await ended; // nothing was asked of it just then: nobody would have heard of it
    await db.query('select 1');
  });
  await expect(cut).rejects.toThrow();
  expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await database.close();
  await test.drop();
});
