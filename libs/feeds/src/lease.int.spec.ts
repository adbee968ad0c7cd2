import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createPostgresEventStore, type PostgresEventStore } from '@flipside/event-store-postgres';
import { LeaseLost, type NewEvent } from '@flipside/event-sourcing';
import { testDatabase, type TestDatabase } from '@flipside/testing';
import { RUN_TS } from '@flipside/testing/run-ts';
import { holderOf, leaseTables, lockFences } from './lease-table.js';
import { Leases } from './lease.js';

const TTL_MS = 600;

describe('a lease', () => {
  let database: TestDatabase;
  const open: Leases[] = [];
  const children: ChildProcess[] = [];
  beforeEach(async () => {
    database = await testDatabase();
    await database.pool.query(leaseTables);
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const leases of open.splice(0)) await leases.close();
    await database.drop();
  });

  function replica(ttlMs = TTL_MS): Leases {
    const leases = new Leases({ url: database.url, service: 'spec', ttlMs });
    open.push(leases);
    return leases;
  }

  async function otherProcess(): Promise<ChildProcess> {
    const file = fileURLToPath(new URL('./testing/lease-holder.ts', import.meta.url));
    const child = fork(file, [database.url, String(TTL_MS)], { execArgv: [...RUN_TS] });
    children.push(child);
    await once(child, 'message');
    return child;
  }

  const never = new AbortController().signal;

  it('has one holder at a time, whose token grows with each, and is renewed beyond its time', async () => {
    const [a, b] = [replica(), replica()];
    const first = await a.hold('work', never);
    await new Promise((resolve) => setTimeout(resolve, 2 * TTL_MS));
    expect(await b.take('work')).toBeUndefined();
    const waiting = b.hold('work', never);
    await first.release();
    const second = await waiting;
    expect(second.token).toBe(first.token + 1n);
    expect(first.signal.aborted).toBe(true);
    expect(await holderOf(database.pool, 'work')).toEqual({ holder: b.holder, token: second.token });
  });

  it('is free at once when the process that held it was killed', async () => {
    const child = await otherProcess();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const longerThanTheTestMayTake = 3_600_000;
    expect((await replica(longerThanTheTestMayTake).hold('work', never)).token).toBe(2n);
  });

  it('passes on when its holder stands still, who learns it when woken and can commit nothing under it', async () => {
    const child = await otherProcess();
    child.kill('SIGSTOP');
    const lease = await replica().hold('work', never);
    expect(lease.token).toBe(2n);
    const lost = once(child, 'message');
    child.kill('SIGCONT');
    expect(await lost).toMatchObject([{ lost: '1' }, undefined]);
    child.send('do something');
    expect(await once(child, 'message')).toMatchObject([{ believes: false }, undefined]);
  });

  it('is lost with its connection, and says so', async () => {
    const lease = await replica().hold('work', never);
    const lost = once(lease.signal, 'abort');
    await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'flipside spec leases'`);
    await lost;
    await expect(lease.confirm()).rejects.toBeInstanceOf(LeaseLost);
  });

  it('is verified in the transaction that rests on it: who takes it over waits for the commit', async () => {
    const [a, b] = [replica(), replica()];
    const lease = await a.hold('work', never);
    const db = await database.pool.connect();
    await db.query('begin');
    await lockFences(db, [lease]);
    await database.pool.query(`update lease set expires_at = clock_timestamp() + interval '1 hour' where name = 'work'`); // a renewal passes
    let taken = false;
    const releasing = lease.release();
    const taking = b.hold('work', never).then((next) => ((taken = true), next));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(taken).toBe(false);
    await db.query('commit');
    await Promise.all([releasing, taking]);
    await db.query('begin');
    await expect(lockFences(db, [lease])).rejects.toBeInstanceOf(LeaseLost);
    await db.query('rollback');
    db.release();
  });

  describe('with an event store', () => {
    let store: PostgresEventStore;
    beforeEach(async () => (store = await createPostgresEventStore({ url: database.url, service: 'spec', migrate: true })));
    afterEach(() => store.close());

    const event = (): NewEvent => ({
      id: randomUUID(), type: 'Counted', data: {},
      metadata: { commandId: randomUUID(), index: 0, actor: { kind: 'system' }, at: '2027-01-04T08:00:00.000Z', schemaVersion: 1 },
    });

    it('lets an append through only while it is held; what others append beside it is not touched', async () => {
      const [a, b] = [replica(), replica()];
      const old = await a.hold('work', never);
      await store.append('count-a', [event()], 'none', [old]);
      await old.release();
      const now = await b.hold('work', never);
      const all = await Promise.allSettled([
        store.append('count-a', [event()], 0n, [old]),
        store.append('count-b', [event()], 'none'),
        store.append('count-c', [event()], 'none', [now]),
      ]);
      expect(all.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
      expect((all[0] as PromiseRejectedResult).reason).toBeInstanceOf(LeaseLost);
    });
  });

  describe('as a turn', () => {
    it('runs work of several replicas one after the other, and asks nothing while nobody else wants it', async () => {
      const turns = [replica().turn('places'), replica().turn('places'), replica().turn('places')];
      let [inside, most, done] = [0, 0, 0];
      const work = async (): Promise<void> => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 2));
        inside--;
        done++;
      };
      await Promise.all(turns.flatMap((turn) => Array.from({ length: 15 }, () => turn.run(work))));
      expect({ most, done }).toEqual({ most: 1, done: 45 });
      const { token } = (await holderOf(database.pool, 'places'))!;
      const last = turns[2]!;
      await last.run(work);
      const before = await holderOf(database.pool, 'places');
      for (let i = 0; i < 20; i++) await last.run(work);
      expect(await holderOf(database.pool, 'places')).toEqual(before);
      expect(before!.token - token).toBeLessThanOrEqual(1n);
    });

    it('goes on after work that failed, and leaves the fences of its work behind', async () => {
      const leases = replica();
      const turn = leases.turn('places');
      await expect(turn.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
      expect(await turn.run(() => leases.fences())).toMatchObject([{ name: 'places' }]);
      expect(await leases.fences()).toEqual([]);
    });
  });
});
