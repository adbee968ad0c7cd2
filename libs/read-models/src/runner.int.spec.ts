import { randomUUID } from 'node:crypto';
import { createPostgresEventStore, type PostgresEventStore } from '@flipside/event-store-postgres';
import type { DomainEvent, EventCodec, NewEvent, Recorded } from '@flipside/event-sourcing';
import {
  ConsumerPlaces, consumerTables, ownFeed, QUEUED, replayParked, runPolicy, definePolicy, listParked, type ConsumerHooks, type Feed,
} from '@flipside/feeds';
import { testDatabase, type TestDatabase } from '@flipside/testing';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { migrateReadModels, prepareReadModel, type PreparedReadModel } from './prepare.js';
import { defineProjection } from './projection.js';
import { ReadModelReader } from './reader.js';
import { rebuild } from './rebuild.js';
import { retakeByProjection, runProjection } from './runner.js';
import { PositionWaiter } from './waiting.js';

type Counted = DomainEvent<'Counted', { by: number }>;
type Event = Recorded<Counted>;

@Entity('counts_v1')
class CountRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'integer' }) sum: number;
  @Column({ type: 'jsonb' }) revisions: readonly string[];
}

const plain: EventCodec<Counted> = {
  version: () => 1,
  encode: async (events) => events.map(({ data }) => data),
  decode: async (events) => events as unknown as readonly Event[],
};

describe('read models and policies on a real log', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  let dataSource: DataSource;
  let feed: Feed<Event>;
  let model: PreparedReadModel<Event, CountRow>;
  let rows: ReadModelReader<CountRow>;
  let stop: AbortController;
  let quiet: ConsumerHooks;
  const loops: Promise<void>[] = [];

  beforeEach(async () => {
    database = await testDatabase();
    store = await createPostgresEventStore({ url: database.url, service: 'participants', migrate: true });
    await database.pool.query(consumerTables);
    await migrateReadModels(database.pool);
    await database.pool.query('create table counts_v1 (id text primary key, sum integer not null, revisions jsonb not null)');
    dataSource = await new DataSource({ type: 'postgres', url: database.url, entities: [CountRow] }).initialize();
    feed = ownFeed(store, plain, 'participants', ['count']);
    model = await prepareReadModel(
      defineProjection<Event, CountRow>({
        name: 'counts',
        version: 1,
        entity: CountRow,
        feeds: [feed],
        keys: ({ stream }) => [stream],
        evolve: (row, { data, revision }, id) => ({
          id, sum: (row?.sum ?? 0) + data.by, revisions: [...(row?.revisions ?? []), revision.toString()],
        }),
      }),
      dataSource,
      database.pool,
    );
    rows = new ReadModelReader<CountRow>(database.pool, 'counts');
    stop = new AbortController();
    quiet = { places: new ConsumerPlaces(database.pool), warn: () => undefined };
  });

  afterEach(async () => {
    stop.abort();
    await Promise.all(loops.splice(0));
    await quiet.places.close();
    await store.close();
    await dataSource.destroy();
    await database.drop();
  });


  function run(hooks = quiet): void {
    loops.push(runProjection(model, feed, hooks, stop.signal));
  }

  async function append(stream: string, from: number, by: readonly number[]): Promise<void> {
    const events = by.map<NewEvent>((value, index) => ({
      id: randomUUID(), type: 'Counted', data: { by: value },
      metadata: { commandId: randomUUID(), index, actor: { kind: 'system' }, at: '2027-01-04T09:00:00.000Z', schemaVersion: 1 },
    }));
    await store.append(stream, events, from === 0 ? 'none' : BigInt(from - 1));
  }

  async function caughtUp(consumer = 'counts'): Promise<void> {
    const waiter = new PositionWaiter(database.pool);
    expect(await waiter.reached([consumer], 'participants', await store.head(), 10_000)).toBeUndefined();
  }

  it('folds each event once, in the order of its stream, and moves on past what it does not want', async () => {
    run();
    await append('count-a', 0, [1, 2]);
    await append('other-x', 0, [100]);
    await append('count-b', 0, [5]);
    await append('count-a', 2, [3]);
    await append('other-x', 1, [100]);
    await caughtUp();
    expect(await rows.many('order by t.id')).toEqual([
      { id: 'count-a', sum: 6, revisions: ['0', '1', '2'] },
      { id: 'count-b', sum: 5, revisions: ['0'] },
    ]);
  });

  it('applies nothing twice when two runners of one read model compete', async () => {
    run();
    run();
    for (let i = 0; i < 40; i++) await append(`count-${i % 4}`, Math.floor(i / 4), [1]);
    await caughtUp();
    expect((await rows.many('order by t.id')).map(({ sum }) => sum)).toEqual([10, 10, 10, 10]);
  });

  it('rebuilds beside the active table while events keep coming, and switches over without a gap', async () => {
    run();
    for (let i = 0; i < 50; i++) await append(`count-${i}`, 0, [1, 1]);
    await caughtUp();
    await database.pool.query(`update ${await rows.table()} set sum = 999`);
    expect(await rows.count('t.sum = 999')).toBe(50);
    const writing = (async () => {
      for (let i = 0; i < 50; i++) await append(`count-${i}`, 2, [1]);
    })();
    const progress: bigint[] = [];
    await rebuild(model, 'counts_v1', async ({ done }) => void progress.push(done), new AbortController().signal);
    await writing;
    await caughtUp();
    expect(await rows.count('t.sum = 3')).toBe(50); // the reader that read the old table sees the new one at once
    expect(await rows.table()).toBe('"counts_v1_r1"');
    expect(progress.length).toBeGreaterThan(0);
  });

  it('leaves the active table alone when a rebuild is interrupted, and can rebuild again', async () => {
    run();
    await append('count-a', 0, [1]);
    await caughtUp();
    const aborted = AbortSignal.abort();
    await expect(rebuild(model, 'counts_v1', async () => undefined, aborted)).rejects.toThrow();
    expect(await rows.count('true')).toBe(1);
    await rebuild(model, 'counts_v1', async () => undefined, new AbortController().signal);
    expect(await new ReadModelReader<CountRow>(database.pool, 'counts').count('true')).toBe(1);
  });

  it('starts a new version of a read model from the beginning', async () => {
    run();
    await append('count-a', 0, [1]);
    await caughtUp();
    stop.abort();
    await Promise.all(loops.splice(0));
    stop = new AbortController();
    await database.pool.query('truncate counts_v1');
    model = await prepareReadModel({ ...model.projection, version: 2 }, dataSource, database.pool);
    run();
    await caughtUp();
    expect(await rows.count('t.sum = 1')).toBe(1);
  });

  it('parks what keeps failing with its stream, for that consumer alone', async () => {
    const seen: string[] = [];
    const policy = (name: string, failing: boolean) =>
      definePolicy<Event>({
        name,
        feed,
        expected: [],
        on: {
          Counted: async (event) => {
            if (failing && event.stream === 'count-bad') throw new Error('cannot');
            seen.push(`${name} ${event.stream}@${event.revision}`);
          },
        },
      });
    for (const one of [policy('weak', true), policy('strong', false)]) loops.push(runPolicy(one, database.pool, quiet, stop.signal));
    await append('count-bad', 0, [1, 2]);
    await append('count-good', 0, [1]);
    await Promise.all([caughtUp('weak'), caughtUp('strong')]);
    expect(seen.filter((one) => one.startsWith('weak'))).toEqual(['weak count-good@0']);
    expect(seen.filter((one) => one.startsWith('strong'))).toHaveLength(3);
    expect((await listParked(database.pool)).map(({ consumer, stream, error }) => [consumer, stream, error])).toEqual([
      ['weak', 'count-bad', 'Error'],
      ['weak', 'count-bad', 'an earlier event of its stream is parked'],
    ]);
  });

  describe('what a read model cannot fold', () => {
    let poison: boolean;
    let strong: PreparedReadModel<Event, CountRow>;
    beforeEach(async () => {
      poison = true;
      const { evolve } = model.projection;
      const projection = defineProjection<Event, CountRow>({
        ...model.projection,
        evolve: (row, event, id) => {
          if (poison && event.stream === 'count-bad' && event.data.by === 13) throw new TypeError('cannot: secret');
          return evolve(row, event, id);
        },
      });
      model = { ...model, projection };
      await database.pool.query('create table strong_v1 (like counts_v1 including all)');
      strong = await prepareReadModel({ ...projection, name: 'strong', evolve }, dataSource, database.pool);
      await database.pool.query(`update read_model set active_table = 'strong_v1' where name = 'strong'`);
      run();
      loops.push(runProjection(strong, feed, quiet, stop.signal));
      await append('count-bad', 0, [1, 13, 2]);
      await append('count-good', 0, [1, 1]);
      await append('count-bad', 3, [4]);
      await Promise.all([caughtUp(), caughtUp('strong')]);
    });

    const sums = async (name = 'counts') => (await new ReadModelReader<CountRow>(database.pool, name).many('order by t.id')).map(({ id, sum }) => `${id} ${sum}`);
    const parked = async () => (await listParked(database.pool)).map(({ consumer, stream, error, first }) => [consumer, stream, error, first]);
    const head = async () => (await listParked(database.pool))[0]!;

    it('is parked with its stream for it alone; all others go on', async () => {
      expect(await sums()).toEqual(['count-bad 1', 'count-good 2']);
      expect(await sums('strong')).toEqual(['count-bad 20', 'count-good 2']);
      expect(await parked()).toEqual([
        ['counts', 'count-bad', 'TypeError', true], ['counts', 'count-bad', QUEUED, false], ['counts', 'count-bad', QUEUED, false],
      ]);
    });

    it('is folded when it is replayed, with those behind it, in the transaction that removes it', async () => {
      const again = () => head().then((first) => replayParked(database.pool, first, retakeByProjection(model, feed)));
      expect(await again()).toMatchObject({ handled: 0, left: 3, error: expect.any(TypeError) });
      expect(await sums()).toEqual(['count-bad 1', 'count-good 2']);
      poison = false;
      expect(await Promise.all([again(), append('count-bad', 4, [5])])).toMatchObject([{ left: 0 }, undefined]);
      await caughtUp();
      expect(await rows.one('count-bad')).toMatchObject({ sum: 25, revisions: ['0', '1', '2', '3', '4'] });
      expect(await parked()).toEqual([]);
    });

    it('is parked by a rebuild too, and no more once it can be folded', async () => {
      const again = () => rebuild(model, 'counts_v1', async () => undefined, new AbortController().signal);
      await again();
      expect([await sums(), (await parked()).length]).toEqual([['count-bad 1', 'count-good 2'], 3]);
      poison = false;
      await again();
      expect([await sums(), await parked()]).toEqual([['count-bad 20', 'count-good 2'], []]);
    });
  });

  it('waits out a fault of the surroundings and parks nothing', async () => {
    let tries = 0;
    const policy = definePolicy<Event>({
      name: 'patient',
      feed,
      expected: [],
      on: {
        Counted: async () => {
          if (++tries < 6) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
        },
      },
    });
    loops.push(runPolicy(policy, database.pool, quiet, stop.signal));
    await append('count-a', 0, [1]);
    await caughtUp('patient');
    expect(tries).toBe(6);
    expect(await listParked(database.pool)).toEqual([]);
  });
});
