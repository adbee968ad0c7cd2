import type { Feed, Place, Placed, Told } from './feed.js';
import type { ConsumerPlace } from './places.js';
import { ToldPlaces } from './told-places.js';

/** One source of one part, told step by step, and two consumers of it. */
describe('places in a source that is handed out', () => {
  const told: { now: Told } = { now: { upTo: { epoch: 1, n: 0n }, places: new Map() } };
  let logEnd = 100n;
  let asked = 0;
  const standing = new Map<string, Place>();
  const feed = { source: 'participants', head: async () => ({ epoch: 1, n: logEnd }), handed: { parts: ['part'], told: async () => (asked++, told.now) } } as unknown as Feed<Placed>;
  const places = {
    at: (consumer: string, source: string) => standing.get(`${consumer} ${source}`),
    begins: () => undefined,
    passed: (consumer: string, source: string, position: ConsumerPlace['position']) => void standing.set(`${consumer} ${source}`, position),
  };
  const all = new ToldPlaces(['read-model', 'policy'].map((consumer) => ({ consumer, feed })), places, undefined as never, 0);
  const tell = (upTo: bigint, end: bigint): void => void (told.now = { upTo: { epoch: 1, n: upTo }, places: new Map([['part', end]]) });
  const reaches = (consumer: string, offset: bigint): void => {
    standing.set(`${consumer} part`, { epoch: 1, n: offset });
    all.moved();
  };
  const placeOf = (consumer: string): bigint => standing.get(`${consumer} participants`)?.n ?? 0n;

  it('go on for one consumer while another has not got what was told before', async () => {
    tell(10n, 4n);
    await all.refresh();
    reaches('read-model', 4n);
    expect([placeOf('read-model'), placeOf('policy')]).toEqual([10n, 0n]);
    tell(30n, 9n); // the policy has a batch in its hands that goes as far as this, and waits for the read model to have it
    await all.refresh();
    reaches('read-model', 9n);
    expect([placeOf('read-model'), placeOf('policy')]).toEqual([30n, 0n]);
    tell(50n, 12n);
    await all.refresh();
    reaches('policy', 4n); // what was told when it was asked for, not the latest that it can't catch up with
    expect([placeOf('read-model'), placeOf('policy')]).toEqual([30n, 10n]);
  });

  it('are found out for who waits while what was told before has not all come, and asked for once', async () => {
    const wanted = (n: bigint) => ({ source: 'participants', position: { epoch: 1, n } });
    reaches('policy', 12n);
    reaches('read-model', 12n);
    asked = 0;
    tell(52n, 14n);
    await all.refresh(wanted(52n));
    tell(54n, 16n);
    await all.refresh(wanted(52n));
    expect(asked).toBe(1);
    await all.refresh(wanted(53n));
    await all.refresh({ ...wanted(99n), source: 'matching' });
    expect(asked).toBe(2);
    reaches('read-model', 14n);
    expect([placeOf('read-model'), placeOf('policy')]).toEqual([52n, 50n]);
    reaches('read-model', 15n);
    expect(placeOf('read-model')).toBe(52n);
    for (let n = 60n; n < 80n; n++) {
      tell(n, n);
      await all.refresh(wanted(n));
    }
    for (const consumer of ['policy', 'read-model']) reaches(consumer, 60n);
    expect([placeOf('read-model'), placeOf('policy')]).toEqual([60n, 60n]);
    for (const consumer of ['policy', 'read-model']) reaches(consumer, 79n);
    expect([placeOf('read-model'), placeOf('policy')]).toEqual([79n, 79n]); // of many that a slow one has before it, the last is not lost
    await all.refresh(wanted(79n));
    expect(asked).toBe(22);
  });

  it('are refused where the log was restored: by another epoch, and by one that ends before what was read', async () => {
    tell(80n, 90n);
    standing.set('policy part', { epoch: 1, n: 90n, watermark: { epoch: 1, n: 90n } }); // sent, and not told of yet
    await all.refresh();
    logEnd = 85n;
    reaches('read-model', 90n);
    reaches('policy', 90n);
    standing.set('policy part', { epoch: 1, n: 90n, watermark: { epoch: 1, n: 90n } });
    await expect(all.refresh()).rejects.toThrow(/^policy has read further than the log of participants reaches, .* no new epoch was begun\. Stop all services/);
    told.now = { upTo: { epoch: 2, n: 85n }, places: new Map([['part', 3n]]) };
    await expect(all.refresh()).rejects.toThrow(/^read-model stands in epoch 1 of the log of participants, which is in epoch 2: it was restored\. Stop all services/);
    expect(standing.get('read-model participants')?.epoch).toBe(1); // that there is less in the topic now does not pass for having it all
  });
});
