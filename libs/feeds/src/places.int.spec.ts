import { testDatabase, type TestDatabase } from '@flipside/testing';
import { consumerTables, readCheckpoint } from './checkpoints.js';
import { ConsumerPlaces } from './places.js';

describe('places of consumers that another process takes over', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await database.pool.query(consumerTables);
  });
  afterAll(() => database.drop());

  it('are stored by then, also those that were merely passed a moment ago', async () => {
    const places = new ConsumerPlaces(database.pool);
    places.passed('people', 'participants', { epoch: 1, n: 7n });
    await places.handOver();
    expect(await readCheckpoint(database.pool, 'people', 'participants')).toEqual({ epoch: 1, n: 7n });
    expect(places.list()).toEqual([]);
  });

  it('are never moved back by who lost them to somebody that is further on', async () => {
    const places = new ConsumerPlaces(database.pool);
    places.passed('people', 'participants', { epoch: 1, n: 5n });
    await places.handOver();
    expect(await readCheckpoint(database.pool, 'people', 'participants')).toEqual({ epoch: 1, n: 7n });
  });
});
