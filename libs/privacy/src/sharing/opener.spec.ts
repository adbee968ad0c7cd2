import { matchingSealed, type Contract, type ServiceName } from '@flipside/contracts';
import { StoreUnavailable, type DomainEvent, type EventSchemas, type RecordedEvent, type Sealed } from '@flipside/event-sourcing';
import { KeysLost, type KeyRing } from '../key-ring.js';
import { memoryKeyRing } from '../memory-key-ring.js';
import { SealBroken } from '../sealing/box.js';
import { createSealingCodec } from '../sealing/sealing-codec.js';
import { createOpener, type OpenerOptions } from './opener.js';
import { MAX_RELEASED, releasedFromJson, releaseKeys, releasedToJson, type ReleasedKeys } from './released.js';

interface Rated {
  readonly personId: string;
  readonly rating: Sealed<number>;
  readonly note: Sealed<string>;
  readonly reason: Sealed<string>;
}
type Event = DomainEvent<'SkillAssessed', Rated>;

const rule = { subjects: (data: Rated) => [data.personId], scope: () => 'pairing-1' };
const schemas: EventSchemas<Event> = {
  SkillAssessed: {
    version: 1,
    seal: [
      { class: 'ratings', fields: ['rating'], ...rule }, { class: 'notes', fields: ['note'], ...rule },
      { class: 'choices', fields: ['reason'], ...rule },
    ],
  },
};

describe('opening received contracts', () => {
  let ring: KeyRing;
  let asked: { owner: ServiceName; ids: readonly string[] }[];
  let now: number;
  beforeEach(() => {
    [ring, asked, now] = [memoryKeyRing(), [], 0];
  });

  const contractOf = async (personId: string, service: ServiceName = 'sessions'): Promise<Contract> => {
    const data = { personId, rating: 3, note: 'shy', reason: 'moved' };
    const [stored] = await createSealingCodec(schemas, ring).encode([{ type: 'SkillAssessed', data }]);
    const { $sealed, ...plain } = JSON.parse(JSON.stringify(stored)) as RecordedEvent['data'];
    return {
      type: 'SkillAssessed', audience: 'sealed', data: plain, sealed: $sealed, id: `e-${personId}`, service, stream: 's-1',
      revision: 0n, position: { epoch: 1, n: 1n }, at: '2026-01-01T00:00:00.000Z',
    };
  };
  const opener = (consumer: ServiceName, options: Partial<OpenerOptions> = {}) => createOpener({
    now: () => now,
    fetchKeys: async (owner, ids) => {
      asked.push({ owner, ids });
      return releasedFromJson(JSON.parse(JSON.stringify(releasedToJson(await releaseKeys(ring, consumer, ids)))));
    },
    ...options,
  });

  it('gives each service the classes it is granted, null for the others', async () => {
    const contract = await contractOf('ada');
    const seenBy = async (consumer: ServiceName) => (await opener(consumer)([contract]))[0]!.data;
    expect(await seenBy('analytics')).toEqual({ personId: 'ada', rating: 3, note: null, reason: 'moved' });
    expect(await seenBy('matching')).toEqual({ personId: 'ada', rating: null, note: null, reason: 'moved' });
    expect(await seenBy('participants')).toEqual({ personId: 'ada', rating: null, note: null, reason: null });
    const [received] = await opener('analytics')([contract]);
    expect(received).not.toHaveProperty('sealed');
    expect(received).toMatchObject({ id: 'e-ada', stream: 's-1', service: 'sessions', position: { n: 1n } });
  });

  it('asks each owner once a batch, and not again within a minute', async () => {
    const own = [await contractOf('ada'), await contractOf('bob'), await contractOf('ada')];
    const contracts = [...own, await contractOf('cleo', 'matching')];
    const open = opener('analytics');
    expect(await open(contracts)).toHaveLength(4);
    expect(asked.map(({ owner, ids }) => [owner, ids.length])).toEqual([['sessions', 6], ['matching', 3]]);
    now = 59_999;
    await open(contracts);
    expect(asked).toHaveLength(2);
  });

  it('reads a destroyed key as null within a minute', async () => {
    const contract = await contractOf('ada');
    const open = opener('analytics');
    await open([contract]);
    await ring.eraseSubject('ada');
    now = 60_000;
    expect((await open([contract]))[0]!.data).toEqual({ personId: 'ada', rating: null, note: null, reason: null });
    expect(() => opener('analytics', { ttlMs: 60_001 })).toThrow(RangeError);
  });

  it('reads a destroyed key as null at once where the owner is asked each time', async () => {
    const contract = await contractOf('ada');
    const open = opener('analytics', { ttlMs: 0 });
    expect((await open([contract]))[0]!.data).toMatchObject({ rating: 3 });
    await ring.eraseSubject('ada');
    expect((await open([contract]))[0]!.data).toEqual({ personId: 'ada', rating: null, note: null, reason: null });
  });

  it('waits for an owner that does not answer, instead of reading nulls', async () => {
    const contract = await contractOf('ada');
    const down = opener('analytics', { fetchKeys: () => Promise.reject(new Error('connect ECONNREFUSED')) });
    await expect(down([contract])).rejects.toThrow(StoreUnavailable);
    const forgetful = opener('analytics', { fetchKeys: async () => new Map() as ReleasedKeys });
    await expect(forgetful([contract])).rejects.toThrow(StoreUnavailable);
    let isUp = false;
    const recovering = opener('analytics', {
      fetchKeys: (_, ids) => (isUp ? releaseKeys(ring, 'analytics', ids) : Promise.reject(new Error('down'))),
    });
    await expect(recovering([contract])).rejects.toThrow(StoreUnavailable);
    isUp = true;
    expect((await recovering([contract]))[0]!.data).toMatchObject({ rating: 3 });
  });

  it('needs no owner where nothing is sealed', async () => {
    const { sealed: _, ...plain } = await contractOf('ada');
    const down = opener('analytics', { fetchKeys: () => Promise.reject(new Error('down')) });
    expect(await down([plain])).toMatchObject([{ data: { personId: 'ada' } }]);
    expect(await down([])).toEqual([]);
  });

  it('does not open a section under another contract', async () => {
    const contract = await contractOf('ada');
    await expect(opener('analytics')([{ ...contract, type: 'AnswerGiven' }])).rejects.toThrow(SealBroken);
  });

  it('reads sealed fields of a definition that were left out as null', async () => {
    const { sealed: _, ...plain } = await contractOf('ada', 'matching');
    const open = opener('sessions', { definitions: { matching: matchingSealed } });
    const [paused] = await open([{ ...plain, type: 'PairingPaused', data: { pairingId: 'p' } }]);
    expect(paused!.data).toEqual({ pairingId: 'p', causes: null });
  });
});

describe('releasing keys', () => {
  it('answers about every id, and about no more than its limit', async () => {
    const ring = memoryKeyRing();
    const [voice, concern, internal] = await ring.keysFor(
      ['voice', 'concern', 'internal'].map((dataClass) => ({ subject: 'ada', class: dataClass, scope: 'case-1' })),
    );
    const ids = [voice!.id, concern!.id, internal!.id];
    expect([...(await releaseKeys(ring, 'analytics', ids)).values()]).toEqual([voice!.secret.export(), 'refused', 'refused']);
    await ring.destroyClass('ada', 'voice');
    expect((await releaseKeys(ring, 'analytics', ids)).get(voice!.id)).toBe('gone');
    await expect(releaseKeys(ring, 'analytics', ['00000000-0000-4000-8000-000000000000'])).rejects.toThrow(KeysLost);
    await expect(releaseKeys(ring, 'analytics', Array<string>(MAX_RELEASED + 1).fill(voice!.id))).rejects.toThrow(RangeError);
    expect(() => releasedFromJson({ a: 'AAAA' })).toThrow(RangeError);
  });
});
