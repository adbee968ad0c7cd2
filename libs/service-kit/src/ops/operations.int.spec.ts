import { migrateReadModels } from '@flipside/read-models/prepare';
import { testDatabase, type TestDatabase } from '@flipside/testing';
import pino from 'pino';
import type { Pool } from 'pg';
import type { ServiceRuntime } from '../runtime/runtime.js';
import { Operations } from './operations.js';

describe('what operators see of a rebuild', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await testDatabase();
    await migrateReadModels(database.pool);
    await database.pool.query(`insert into read_model (name, active_table, version) values ('people', 'people_v1', 1)`);
  });
  afterEach(() => database.drop());

  it('is that it runs and then that it is done, also when it ends just while they look', async () => {
    const { pool } = database;
    let end = (): void => undefined;
    const runtime = {
      service: 'participants', readModelNames: ['people'],
      rebuild: async () => {
        await pool.query(`update read_model set rebuilding_table = 'people_v1_r1', rebuild_started = now()`);
        await new Promise<void>((resolve) => (end = resolve));
        await pool.query(`update read_model set rebuilding_table = null`);
      },
    } as unknown as ServiceRuntime;
    let meanwhile = async (): Promise<void> => undefined;
    const slow = {
      query: async (text: string, values: unknown[]) => {
        const answer = await pool.query(text, values);
        if (text.startsWith('select')) await meanwhile();
        return answer;
      },
    } as unknown as Pool;
    const operations = new Operations(runtime, slow, pino({ level: 'silent' }));
    const state = async (): Promise<string> => (await operations.rebuildStatus('participants.people')).state;

    expect(await state()).toBe('never');
    expect(await operations.rebuild('participants.people')).toMatchObject({ state: 'running' });
    while ((await pool.query('select rebuilding_table from read_model')).rows[0].rebuilding_table === null) await new Promise(setImmediate);
    meanwhile = async () => {
      end();
      await operations.finished();
    };
    expect(await state()).toBe('running');
    expect(await state()).toBe('done');
  });
});
