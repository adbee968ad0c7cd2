import { ReadModelReader, readModelTables } from '@flipside/read-models';
import { openDatabase } from '@flipside/service-kit';
import { testDatabase } from '@flipside/testing';
import { migrations } from '../migrations.js';
import type { ToldPublicly, ToldSealed } from './told.entity.js';
import { Told } from './told.queries.js';

it('which ids are one human is told without opening anything sealed, by an index', async () => {
  const test = await testDatabase();
  const { pool, close } = await openDatabase(test.url, { entities: [], migrations });
  await pool.query(readModelTables);
  await pool.query(`insert into read_model (name, active_table, version) values ('told-public', 'told_public_v1', 1), ('told-sealed', 'told_sealed_v1', 1)`);
  const told = (type: string, data: object, revision: number) => ({
    id: `${revision}`, service: 'participants', type, data, revision: `${revision}`, at: '2026-05-01T09:00:00.000Z',
  });
  const merged = (personId: string) => told('PersonsMerged', { personId, survivorId: 'a', absorbedId: 'b' }, 1);
  for (const personId of ['a', 'b']) {
    const contracts = [told('PersonRegistered', { personId }, 0), merged(personId)];
    await pool.query(`insert into told_sealed_v1 values ($1, 'person', $2)`, [`person-${personId}`, JSON.stringify(contracts)]);
  }
  await pool.query(`insert into told_sealed_v1 select 'person-' || n, 'person', '[{"type": "PersonRegistered"}]' from generate_series(1, 1000) n`);
  await pool.query('analyze told_sealed_v1');
  const asked: string[] = [];
  const watched = Object.assign(Object.create(pool) as typeof pool, {
    query: (text: string, values: unknown[]) => (asked.push(text), pool.query(text, values)),
  });
  const reader = new Told(new ReadModelReader<ToldPublicly>(pool, 'told-public'), new ReadModelReader<ToldSealed>(watched, 'told-sealed'), () => {
    throw new Error('nothing is to be opened');
  });
  expect((await reader.publicFacts()).mergers).toEqual([{ absorbedId: 'b', survivorId: 'a', recordedAt: '2026-05-01T09:00:00.000Z' }]);
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${asked.find((text) => text.includes('PersonsMerged'))!}`);
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('told_mergers');
  await close();
  await test.drop();
});
