import type { ServiceName } from '@flipside/contracts';
import type { Feed, Placed } from '@flipside/feeds';
import { foldUpTo, toldAfter } from './replay.js';

const LENGTH = 9_000;
const at = (n: number) => ({ epoch: 1, n: BigInt(n) });

/** A log of so many events, and how often it was read. */
function log() {
  const pages: number[] = [];
  const feed = {
    source: 'participants' as ServiceName,
    head: async () => at(LENGTH),
    read: async ({ after = at(0), limit }: { after?: { n: bigint }; limit: number }) => {
      const from = Number(after.n);
      const upTo = Math.min(LENGTH, from + limit);
      pages.push(from);
      const events = Array.from({ length: upTo - from }, (_, index) => ({ id: `${from + index + 1}`, type: 'Told', stream: 's', position: at(from + index + 1) }));
      return { events, upTo: at(upTo) };
    },
  } as unknown as Feed<Placed>;
  return { feed, pages };
}

describe('reading a log from its beginning', () => {
  it('tells how far it is, and is at its end', async () => {
    const { feed } = log();
    const read: number[] = [];
    await foldUpTo(feed, at(8_500), [], { onRead: (events) => void read.push(events) });
    expect(read).toEqual([2_000, 2_000, 2_000, 2_000, 1_000]);
  });

  it('ends with the page under way once it is no longer wanted', async () => {
    const { feed, pages } = log();
    const stop = new AbortController();
    const reading = foldUpTo(feed, at(LENGTH), [], { signal: stop.signal, onRead: () => stop.abort(new Error('no longer wanted')) });
    await expect(reading).rejects.toThrow('no longer wanted');
    expect(pages).toEqual([0, 2_000]);
    await expect(toldAfter(feed, at(0), () => false, stop.signal)).rejects.toThrow('no longer wanted');
    expect(pages).toEqual([0, 2_000, 0]);
  });
});
