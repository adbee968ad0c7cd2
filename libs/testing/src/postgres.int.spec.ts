import pg from 'pg';
import { ownServer, testDatabase, type Template } from './postgres.js';

describe('a database for a test', () => {
  it('is empty and its own', async () => {
    const one = await testDatabase();
    const two = await testDatabase();
    await one.pool.query('create table mine (n int)');
    await expect(two.pool.query('select * from mine')).rejects.toThrow('does not exist');
    expect(new URL(one.url).port).toBe(new URL(two.url).port);
    await Promise.all([one.drop(), two.drop()]);
    await expect(one.pool.query('select 1')).rejects.toThrow();
  });

  it('is copied from a template that is prepared once', async () => {
    let prepared = 0;
    const template: Template = {
      name: `with-notes-${process.hrtime.bigint()}`,
      async prepare(url) {
        prepared++;
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        await client.query('create table note (n int); insert into note values (1)');
        await client.end();
      },
    };
    const one = await testDatabase(template);
    await one.pool.query('insert into note values (2)');
    const two = await testDatabase(template);
    expect((await two.pool.query('select n from note')).rows).toEqual([{ n: 1 }]);
    expect(prepared).toBe(1);
    await Promise.all([one.drop(), two.drop()]);
  });
});

describe('a server for a test', () => {
  it('can be crashed without harm to others', async () => {
    const server = await ownServer();
    const other = await testDatabase();
    await server.createDatabase('store');
    await server.restart('immediate');
    expect((await other.pool.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
    await Promise.all([server.stop(), other.drop()]);
  });
});
