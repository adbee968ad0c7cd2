import type { Position } from '@flipside/event-sourcing';
import type { Feed, Placed, Told } from './feed.js';
import type { ConsumerPlace } from './places.js';
import { ToldPlaces } from './told-places.js';

/** One source of one part, told step by step, and two consumers of it. */
describe('places in a source that is handed out', () => {
  const told: { now: Told } = { now: { upTo: { epoch: 1, n: 0n }, places: new Map() } };
  const standing = new Map<string, Position>();
  const feed = { source: 'participants', handed: { parts: ['part'], told: async () => told.now } } as unknown as Feed<Placed>;
  const places = {
    at: (consumer: string, source: string) => standing.get(`${consumer} ${source}`),
    begins: () => undefined,
    passed: (consumer: string, source: string, position: ConsumerPlace['position']) => void standing.set(`${consumer} ${source}`, position),
  };
  const all = new ToldPlaces(['read-model', 'policy'].map((consumer) => ({ consumer, feed })), places, undefined as never);
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
});
