import { randomUUID } from 'node:crypto';
import type { EventStore } from '@flipside/event-sourcing';
import { testDatabase, type TestDatabase } from '@flipside/testing';
import { createPostgresEventStore } from './index.js';

/** While a deployment is replaced bit by bit, processes of the version before append by the function they know. */
describe('a process of the version before beside one of this version', () => {
  let database: TestDatabase;
  let store: EventStore & { close(): Promise<void> };
  beforeAll(async () => {
    database = await testDatabase();
    store = await createPostgresEventStore({ url: database.url, service: 'test', migrate: true });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  const before = (stream: string, expected: number) => database.pool.query(
    `select o_base from event_store.append($1, $2, '{1}', $3, $4, '{Happened}', array['{}'::json], array['{}'::json])`,
    [[stream], [expected], [expected + 1], [randomUUID()]],
  );

  it('gives no position twice and leaves none out, whoever appends', async () => {
    const now = (stream: string) => store.append(stream, [{ id: randomUUID(), type: 'Happened', data: {}, metadata: {} as never }], 'none');
    const streams = Array.from({ length: 40 }, () => `thing-${randomUUID()}`);
    await Promise.all(streams.map((stream, i) => (i % 2 ? now(stream) : before(stream, -1))));
    const { events } = await store.read({ limit: 100 });
    expect(events.map(({ position }) => position.n)).toEqual(streams.map((_, i) => BigInt(i + 1)));
    expect(new Set(events.map(({ stream }) => stream))).toEqual(new Set(streams));
  });

  it('meets a conflict where this version was first', async () => {
    const stream = `thing-${randomUUID()}`;
    await store.append(stream, [{ id: randomUUID(), type: 'Happened', data: {}, metadata: {} as never }], 'none');
    const { rows: [answer] } = await database.pool.query(
      `select o_actual from event_store.append($1, '{-1}', '{1}', '{0}', $2, '{Happened}', array['{}'::json], array['{}'::json])`, [[stream], [randomUUID()]],
    );
    expect(answer).toEqual({ o_actual: ['0'] });
  });
});
