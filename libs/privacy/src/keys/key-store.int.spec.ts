import { testDatabase, type TestDatabase } from '@flipside/testing';
import type { DataKey } from '../key-ring.js';
import { keyTables } from './key-tables.js';
import { masterKeys } from './master-keys.js';
import { openKeyStore, type KeyStoreOptions } from './open-key-store.js';
import { secretOfSeed } from './service-secret.js';

const first = Buffer.alloc(32, 1);
const second = Buffer.alloc(32, 2);
const ada = { subject: 'ada', class: 'notes', scope: 'pairing-1' };
const plain = (keys: readonly DataKey[]) => keys.map((key) => [key.id, key.secret.export().toString('hex')]);
const lost = '00000000-0000-4000-8000-000000000000';

describe('the key store', () => {
  let database: TestDatabase;
  beforeEach(async () => void (database = await testDatabase()));
  afterEach(() => database.drop());
  const open = (options: Partial<KeyStoreOptions> = {}) =>
    openKeyStore({ pool: database.pool, masterKeys: masterKeys(first), ...options });
  const rowsOf = async (text: string) => (await database.pool.query(text)).rows as unknown[];

  it('is opened by many replicas at once, with one secret', async () => {
    const stores = await Promise.all(Array.from({ length: 6 }, () => open()));
    expect(new Set(stores.map((store) => store.hash.hash('person', 'hr', '42'))).size).toBe(1);
    expect(stores[5]!.cursors.verify('list', stores[0]!.cursors.sign('list', { after: 7 }))).toEqual({ after: 7 });
    const made = await Promise.all(stores.map((store) => store.ring.keysFor([ada])));
    expect(new Set(made.map(([key]) => key!.id)).size).toBe(1);
    expect(await rowsOf('select count(*)::int as n from data_key')).toEqual([{ n: 1 }]);
  });

  it('begins with a secret of a seed where it is given one, another for each service, and keeps the one it has', async () => {
    const hashOf = async (firstSecret?: Buffer) => (await open(firstSecret && { firstSecret })).hash.hash('person', 'hr', '42');
    const seeded = await hashOf(secretOfSeed('2026', 'matching'));
    expect(await hashOf()).toBe(seeded);
    expect(await hashOf(secretOfSeed('2027', 'matching'))).toBe(seeded);
    const again = async (secret?: Buffer) => {
      await database.pool.query('delete from service_secret');
      return hashOf(secret);
    };
    expect(await again(secretOfSeed('2026', 'matching'))).toBe(seeded);
    expect(new Set([seeded, await again(secretOfSeed('2026', 'sessions')), await again(secretOfSeed('2027', 'matching')), await again(), await again()]).size).toBe(5);
  });

  it('holds no key in clear, and nothing that leads from a destroyed one to a person', async () => {
    const { ring } = await open();
    const [key] = await ring.keysFor([ada]);
    const [row] = (await rowsOf('select wrapped from data_key')) as [{ wrapped: Buffer }];
    expect(row.wrapped.includes(key!.secret.export())).toBe(false);
    await ring.destroyScope('ada', 'notes', 'pairing-1');
    expect(await rowsOf('select * from data_key')).toEqual([]);
    const rest = JSON.stringify([await rowsOf('select * from destroyed_key'), await rowsOf('select * from closed_name')]);
    expect(rest).toContain(key!.id);
    expect(rest).not.toMatch(/ada|pairing/);
  });

  it('notes dates, never times of day', async () => {
    const types = await rowsOf(`select distinct data_type from information_schema.columns
      where table_schema = 'public' and data_type ~ 'time'`);
    expect(types).toEqual([]);
  });

  it('forgets at once what was destroyed here, and within the cache time what was destroyed elsewhere', async () => {
    let now = 0;
    const here = await open({ now: () => now });
    const elsewhere = await open({ now: () => now });
    const [key] = await here.ring.keysFor([ada]);
    expect((await elsewhere.ring.open([key!.id])).size).toBe(1);
    await here.ring.eraseSubject('ada');
    expect((await here.ring.open([key!.id])).size).toBe(0);
    now = 59_999;
    expect((await elsewhere.ring.open([key!.id])).size).toBe(1);
    const third = await open({ now: () => now });
    expect((await third.ring.open([key!.id])).size).toBe(0);
    now = 60_000;
    expect((await elsewhere.ring.open([key!.id])).size).toBe(0);
    await expect(elsewhere.ring.keysFor([ada])).rejects.toMatchObject({ code: 'subject-erased' });
    await expect(open({ cacheMs: 60_001 })).rejects.toThrow(RangeError);
  });

  it('hands keys out as the store has them, not as it remembers them', async () => {
    const here = await open();
    const elsewhere = await open();
    const [key] = await elsewhere.ring.keysFor([ada]);
    await here.ring.eraseSubject('ada');
    expect((await elsewhere.ring.openWithClass([key!.id])).size).toBe(0);
    await expect(elsewhere.ring.keysFor([ada])).rejects.toMatchObject({ code: 'subject-erased' });
  });

  it('keeps no more keys in memory than it was told', async () => {
    const { ring } = await open({ cachedKeys: 10 });
    const names = Array.from({ length: 50 }, (_, n) => ({ ...ada, scope: `pairing-${n}` }));
    const keys = await ring.keysFor(names);
    expect(plain(await ring.keysFor(names))).toEqual(plain(keys));
    expect((await ring.open(keys.map((key) => key.id))).size).toBe(50);
  });

  it('does not start without the master key that it was wrapped by', async () => {
    await open();
    await expect(open({ masterKeys: masterKeys(second) })).rejects.toThrow(/wrapped by master key [0-9a-f]{12}/);
    expect(() => masterKeys(Buffer.alloc(31))).toThrow(RangeError);
  });

  it('changes its master key while keys and hashes stay the same', async () => {
    const before = await open();
    const names = Array.from({ length: 1_200 }, (_, n) => ({ ...ada, scope: `pairing-${n}` }));
    const keys = await before.ring.keysFor(names);
    const rotating = await open({ masterKeys: masterKeys(second, [first]) });
    expect(await rotating.rewrap()).toBe(1_200);
    expect(await rotating.rewrap()).toBe(0);
    const after = await open({ masterKeys: masterKeys(second) });
    expect(plain(await after.ring.keysFor(names))).toEqual(plain(keys));
    expect(after.hash.id('person', 'hr', '42', 1)).toBe(before.hash.id('person', 'hr', '42', 1));
    await expect(open({ masterKeys: masterKeys(first) })).rejects.toThrow('not configured');
  });

  it('does not open a row that was exchanged for another', async () => {
    const { ring } = await open();
    const [own, other] = await ring.keysFor([ada, { ...ada, subject: 'bob' }]);
    await database.pool.query('update data_key set wrapped = (select wrapped from data_key where id = $1) where id = $2', [
      own!.id, other!.id,
    ]);
    await expect((await open()).ring.open([other!.id])).rejects.toThrow();
  });

  it('accepts lost keys only where the operator said so', async () => {
    const { ring } = await open({ lostKeys: 'as-destroyed' });
    expect(await ring.open([lost])).toEqual(new Map());
    await expect((await open()).ring.open([lost])).rejects.toThrow('restore the key store');
  });

  it('digests a body under its sender, however its fields are ordered', async () => {
    const store = await open();
    const digest = await store.bodyDigest('ada', { a: 1, b: { c: [1, 2], d: null } });
    expect(await (await open()).bodyDigest('ada', { b: { d: null, c: [1, 2] }, a: 1, e: undefined })).toBe(digest);
    expect(await store.bodyDigest('ada', { a: 1, b: { c: [2, 1], d: null } })).not.toBe(digest);
    expect(await store.bodyDigest('bob', { a: 1, b: { c: [1, 2], d: null } })).not.toBe(digest);
    await store.ring.eraseSubject('ada');
    await expect(store.bodyDigest('ada', {})).rejects.toMatchObject({ code: 'subject-erased' });
  });

  it('migrates a store that is there already', async () => {
    await open();
    await database.pool.query(keyTables);
    await (await open()).ring.keysFor([ada]);
  });
});
