import { testDatabase } from '@flipside/testing';
import { KeysLost, type KeyRing } from '../key-ring.js';
import { memoryKeyRing } from '../memory-key-ring.js';
import { masterKeys } from './master-keys.js';
import { openKeyStore } from './open-key-store.js';

interface Subject {
  readonly ring: KeyRing;
  readonly close: () => Promise<void>;
}

async function onPostgres(): Promise<Subject> {
  const database = await testDatabase();
  const store = await openKeyStore({ pool: database.pool, masterKeys: masterKeys(Buffer.alloc(32, 7)) });
  return { ring: store.ring, close: () => database.drop() };
}

const ada = { subject: 'ada', class: 'notes', scope: 'pairing-1' };
const adaNext = { ...ada, scope: 'pairing-2' };
const adaName = { subject: 'ada', class: 'identity', scope: 'person' };
const bob = { ...ada, subject: 'bob' };
const codeOf = (code: string) => expect.objectContaining({ code });

describe.each([
  ['on Postgres', onPostgres],
  ['in memory', async () => ({ ring: memoryKeyRing(), close: async () => undefined })],
])('a key ring %s', (_where, open) => {
  let it_: Subject;
  beforeEach(async () => void (it_ = await open()));
  afterEach(() => it_.close());

  it('makes a key once for each name, and opens it by its id', async () => {
    const keys = await it_.ring.keysFor([ada, bob, ada, adaNext]);
    expect(new Set(keys.map((key) => key.id)).size).toBe(3);
    expect(keys[0]!.id).toBe(keys[2]!.id);
    expect(keys[0]!.secret.symmetricKeySize).toBe(32);
    expect((await it_.ring.keysFor([adaNext, ada])).map((key) => key.id)).toEqual([keys[3]!.id, keys[0]!.id]);
    const opened = await it_.ring.open(keys.map((key) => key.id));
    for (const key of keys) expect(opened.get(key.id)!.equals(key.secret)).toBe(true);
    expect((await it_.ring.openWithClass([keys[0]!.id])).get(keys[0]!.id)).toMatchObject({ class: 'notes' });
    expect(await it_.ring.keysFor([])).toEqual([]);
    expect(await it_.ring.open([])).toEqual(new Map());
  });

  it('destroys one scope for good', async () => {
    const [one, two] = await it_.ring.keysFor([ada, adaNext]);
    await it_.ring.destroyScope('ada', 'notes', 'pairing-1');
    expect([...(await it_.ring.open([one!.id, two!.id])).keys()]).toEqual([two!.id]);
    await expect(it_.ring.keysFor([ada])).rejects.toEqual(codeOf('key-destroyed'));
    expect(await it_.ring.keysFor([adaNext])).toEqual([two]);
  });

  it('keeps a scope that was destroyed before its key existed from getting one', async () => {
    await it_.ring.destroyScope('ada', 'notes', 'pairing-1');
    await expect(it_.ring.keysFor([ada])).rejects.toEqual(codeOf('key-destroyed'));
    await it_.ring.keysFor([bob]);
  });

  it('destroys the keys of a class, not those of another, nor the scopes to come', async () => {
    const [notes, name] = await it_.ring.keysFor([ada, adaName]);
    await it_.ring.destroyClass('ada', 'notes');
    expect([...(await it_.ring.open([notes!.id, name!.id])).keys()]).toEqual([name!.id]);
    await expect(it_.ring.keysFor([ada])).rejects.toEqual(codeOf('key-destroyed'));
    await it_.ring.keysFor([adaNext]);
  });

  it('erases a subject: all keys gone, never one again, others untouched', async () => {
    const [one, name, other] = await it_.ring.keysFor([ada, adaName, bob]);
    await it_.ring.eraseSubject('ada');
    await it_.ring.eraseSubject('ada');
    expect([...(await it_.ring.open([one!.id, name!.id, other!.id])).keys()]).toEqual([other!.id]);
    for (const name of [ada, adaName, adaNext]) {
      await expect(it_.ring.keysFor([bob, name])).rejects.toEqual(codeOf('subject-erased'));
    }
    expect(await it_.ring.keysFor([bob])).toEqual([other]);
  });

  it('replays what was destroyed, also what it never knew of', async () => {
    const [one, next, other] = await it_.ring.keysFor([ada, adaNext, bob]);
    await it_.ring.replayErasures([
      { subject: 'ada', class: 'notes', scope: 'pairing-1' }, { subject: 'bob' }, { subject: 'cleo' },
      { subject: 'ada', class: 'voice' },
    ]);
    await it_.ring.replayErasures([]);
    expect([...(await it_.ring.open([one!.id, next!.id, other!.id])).keys()]).toEqual([next!.id]);
    await expect(it_.ring.keysFor([{ ...bob, subject: 'cleo' }])).rejects.toEqual(codeOf('subject-erased'));
  });

  it('tells a lost key from a destroyed one', async () => {
    const [one] = await it_.ring.keysFor([ada]);
    const lost = '00000000-0000-4000-8000-000000000000';
    await expect(it_.ring.open([one!.id, lost])).rejects.toEqual(new KeysLost([lost]));
  });

  it('takes erasures and new keys at once: after an erasure none is left', async () => {
    const people = Array.from({ length: 40 }, (_, n) => ({ ...ada, subject: `p${n}` }));
    const making = people.map((name) => it_.ring.keysFor([name, { ...name, scope: 'pairing-9' }]).catch(() => []));
    const erasing = people.map((name) => it_.ring.eraseSubject(name.subject));
    const [made] = await Promise.all([Promise.all(making), Promise.all(erasing)]);
    const ids = made.flat().map((key) => key.id);
    expect(await it_.ring.open(ids)).toEqual(new Map());
    for (const name of people) await expect(it_.ring.keysFor([name])).rejects.toEqual(codeOf('subject-erased'));
  });
});
