import { setImmediate } from 'node:timers/promises';
import type { Batch } from '@flipside/event-sourcing';
import type { Feed, Placed } from '@flipside/feeds';
import { WorkCounter } from '@flipside/service-kit';
import { patientFeed } from './patient-feed.js';

const batches = [1n, 2n, 3n].map((n): Batch<Placed> => ({ events: [], upTo: { epoch: 1, n } }));
const feed = { source: 'participants', follow: async function* () { yield* batches; } } as unknown as Feed<Placed>;

function follower(bulk: WorkCounter, signal = new AbortController().signal): { readonly taken: bigint[]; readonly done: Promise<void> } {
  const taken: bigint[] = [];
  const follow = async (): Promise<void> => {
    for await (const { upTo } of patientFeed(feed, () => bulk).follow({ signal })) taken.push(upTo.n);
  };
  return { taken, done: follow() };
}

async function turns(): Promise<void> {
  for (let n = 0; n < 10; n++) await setImmediate();
}

describe('a patient feed', () => {
  it('goes on at once where nothing is under way', async () => {
    const { taken, done } = follower(new WorkCounter());
    await done;
    expect(taken).toEqual([1n, 2n, 3n]);
  });

  it('rests after each batch of bulk work, and goes on when the work is done', async () => {
    const bulk = new WorkCounter();
    const work = Promise.withResolvers<void>();
    const running = bulk.run(() => work.promise);
    const { taken, done } = follower(bulk);
    await turns();
    expect(taken).toEqual([1n]);
    work.resolve();
    await Promise.all([running, done]);
    expect(taken).toEqual([1n, 2n, 3n]);
  });

  it('does not rest when it has to stop', async () => {
    const bulk = new WorkCounter();
    void bulk.run(() => new Promise(() => undefined));
    const stop = new AbortController();
    const { taken, done } = follower(bulk, stop.signal);
    await turns();
    stop.abort();
    await done;
    expect(taken).toEqual([1n, 2n, 3n]);
  });
});
