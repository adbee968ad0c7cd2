import { ConsumerPlaces, consumerTables, listParked, type FeedConsumer, type Place, type Placed, type PlacedBatch } from '@flipside/feeds';
import { testDatabase, type TestDatabase } from '@flipside/testing';
import { migrateReadModels } from './prepare.js';
import { defineProjection } from './projection.js';
import { projectionConsumer } from './runner.js';

interface Sum {
  readonly id: string;
  readonly sum: number;
}

const PARTS = ['topic/0', 'topic/1', 'topic/2'] as const;
const upTo = (n: number): Place => ({ epoch: 1, n: BigInt(n), watermark: { epoch: 1, n: BigInt(n) } });
const batch = (part: string, n: number, type = 'Counted'): PlacedBatch<Placed> =>
  ({ events: [{ id: `${part} ${n}`, type, stream: `count-${part}`, position: { epoch: 1, n: BigInt(n) } }], upTo: upTo(n) });

describe('a read model of several parts at once', () => {
  let database: TestDatabase;
  let places: ConsumerPlaces;
  let consumer: FeedConsumer<Placed>;
  const applied = async (): Promise<object> => {
    const { rows } = await database.pool.query<Sum>('select id, sum from sums_v1 order by id');
    return Object.fromEntries(rows.map(({ id, sum }) => [id, sum]));
  };
  const stored = async (): Promise<object> => {
    const { rows } = await database.pool.query<{ source: string; n: string; handled: string; tx: string }>(
      "select source, n, handled, xmin::text as tx from consumer_checkpoint where n > 0 order by source");
    return { places: rows.map(({ source, n, handled }) => [source, n, handled]), transactions: new Set(rows.map(({ tx }) => tx)).size };
  };

  beforeEach(async () => {
    database = await testDatabase();
    await database.pool.query(consumerTables);
    await migrateReadModels(database.pool);
    await database.pool.query(`create table sums_v1 (id text primary key, sum integer not null);
      insert into read_model (name, active_table, version) values ('sums', 'sums_v1', 1)`);
    places = new ConsumerPlaces(database.pool);
    const projection = defineProjection<Placed, Sum>({
      name: 'sums', version: 1, entity: 'sums_v1', feeds: [],
      keys: ({ stream }) => [stream],
      evolve: (row, { type }, id) => {
        if (type === 'Broken') throw new Error('does not fold');
        return { id, sum: (row?.sum ?? 0) + 1 };
      },
    });
    consumer = projectionConsumer({ projection, columns: ['id', 'sum'], db: database.pool }, { source: 'participants' }, { places, warn: () => undefined });
    for (const part of PARTS) await consumer.open(part);
  });

  afterEach(async () => {
    await places.close();
    await database.drop();
  });

  it('takes what comes meanwhile in one transaction, rows and places', async () => {
    expect(await Promise.all(PARTS.map((part) => consumer.take(part, batch(part, 1), undefined)))).toEqual([true, true, true]);
    expect(await applied()).toEqual({ 'count-topic/0': 1, 'count-topic/1': 1, 'count-topic/2': 1 });
    expect(await stored()).toEqual({ places: PARTS.map((part) => [part, '1', '1']), transactions: 1 });
  });

  it('leaves out a part that somebody else has moved, and no other', async () => {
    await database.pool.query("update consumer_checkpoint set epoch = 1, n = 5, watermark_epoch = 1, watermark = 5 where source = 'topic/1'");
    expect(await Promise.all(PARTS.map((part) => consumer.take(part, batch(part, 1), undefined)))).toEqual([true, false, true]);
    expect(await applied()).toEqual({ 'count-topic/0': 1, 'count-topic/2': 1 });
  });

  it('parks what does not fold in one part, and counts it there alone', async () => {
    const taken = PARTS.map((part) => consumer.take(part, batch(part, 1, part === 'topic/1' ? 'Broken' : 'Counted'), undefined));
    expect(await Promise.all(taken)).toEqual([true, true, true]);
    expect(await applied()).toEqual({ 'count-topic/0': 1, 'count-topic/2': 1 });
    expect(await stored()).toMatchObject({ places: [['topic/0', '1', '1'], ['topic/1', '1', '0'], ['topic/2', '1', '1']] });
    expect((await listParked(database.pool)).map(({ stream }) => stream)).toEqual(['count-topic/1']);
  });
});
