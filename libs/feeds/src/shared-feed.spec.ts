import type { Batch, Position } from '@flipside/event-sourcing';
import fc from 'fast-check';
import type { Feed, Placed } from './feed.js';
import { sharedFeed } from './shared-feed.js';

const at = (n: number): Position => ({ epoch: 1, n: BigInt(n) });
const event = (n: number): Placed => ({ id: `${n}`, type: 'Counted', stream: 'count-1', position: at(n) });

/** A log that grows; it hands out what is there in pieces of a size, and counts how often it was asked. */
class GrowingLog {
  length = 0;
  fetched = 0;
  failure: Error | undefined;
  private readonly bells = new Set<() => void>();

  constructor(private readonly size: number) {}

  append(count: number): void {
    this.length += count;
    for (const ring of [...this.bells]) ring();
  }

  ring(): void {
    this.append(0);
  }

  feed(): Feed<Placed> {
    return {
      source: 'participants',
      head: async () => at(this.length),
      find: async () => undefined,
      read: async () => ({ events: [], upTo: at(0) }),
      follow: ({ after, signal }) => this.follow(Number(after?.n ?? 0n), signal),
    };
  }

  private async *follow(after: number, signal: AbortSignal): AsyncGenerator<Batch<Placed>> {
    while (!signal.aborted) {
      if (this.failure) throw this.failure;
      const upTo = Math.min(after + this.size, this.length);
      if (upTo === after) {
        await new Promise<void>((resolve) => {
          this.bells.add(resolve);
          signal.addEventListener('abort', () => resolve());
        });
        continue;
      }
      this.fetched++;
      const events = Array.from({ length: upTo - after }, (_, index) => event(after + index + 1));
      after = upTo;
      yield { events, upTo: at(upTo) };
    }
  }
}

async function readUntil(feed: Feed<Placed>, from: number, until: () => number, pause: () => Promise<unknown> = async () => undefined): Promise<number[]> {
  const stop = new AbortController();
  const seen: number[] = [];
  for await (const { events, upTo } of feed.follow({ after: from ? at(from) : undefined, signal: stop.signal })) {
    seen.push(...events.map(({ position }) => Number(position.n)));
    if (Number(upTo.n) >= until()) break;
    await pause();
  }
  return seen;
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index + 1);

describe('a feed for many', () => {
  it('hands everybody everything in order, whatever their pace and wherever they begin', async () => {
    const followers = fc.array(fc.record({ from: fc.nat(40), pace: fc.nat(4) }), { minLength: 1, maxLength: 6 });
    await fc.assert(fc.asyncProperty(followers, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 30 }), async (all, size, kept) => {
      const log = new GrowingLog(size);
      log.append(40);
      const feed = sharedFeed(log.feed(), { kept });
      const reading = all.map(({ from, pace }) => readUntil(feed, from, () => 90, async () => {
        for (let turn = 0; turn < pace; turn++) await new Promise(setImmediate);
      }));
      for (let more = 0; more < 10; more++) {
        await new Promise(setImmediate);
        log.append(5);
      }
      expect(await Promise.all(reading)).toEqual(all.map(({ from }) => numbers(from, 90)));
    }), { numRuns: 200 });
  });

  it('fetches once for all who come to the same place', async () => {
    const log = new GrowingLog(10);
    log.append(100);
    const feed = sharedFeed(log.feed());
    await Promise.all(Array.from({ length: 8 }, () => readUntil(feed, 0, () => 100)));
    expect(log.fetched).toBe(10);
  });

  it('tells everybody of a failure, and goes on for those who ask again', async () => {
    const log = new GrowingLog(10);
    const feed = sharedFeed(log.feed());
    const waiting = Array.from({ length: 3 }, () => readUntil(feed, 0, () => 10).catch((error: Error) => error.message));
    await new Promise(setImmediate);
    log.failure = new Error('gone');
    log.ring();
    expect(await Promise.all(waiting)).toEqual(['gone', 'gone', 'gone']);
    log.failure = undefined;
    log.append(10);
    expect(await readUntil(feed, 0, () => 10)).toEqual(numbers(0, 10));
  });

  it('lets one go while others wait on, and ends its source when the last one goes', async () => {
    const log = new GrowingLog(10);
    const feed = sharedFeed(log.feed());
    const stop = new AbortController();
    const left = (async () => {
      for await (const batch of feed.follow({ signal: stop.signal })) throw new Error(`got ${batch.upTo.n}`);
    })();
    const stays = readUntil(feed, 0, () => 5);
    await new Promise(setImmediate);
    stop.abort();
    await left;
    log.append(5);
    expect(await stays).toEqual(numbers(0, 5));
    expect(await readUntil(feed, 2, () => 5)).toEqual(numbers(2, 5));
  });

  it('forgets what it kept after a while', async () => {
    const log = new GrowingLog(10);
    log.append(10);
    const feed = sharedFeed(log.feed(), { keptMs: 10 });
    const stop = new AbortController();
    const first = feed.follow({ signal: stop.signal })[Symbol.asyncIterator]();
    await first.next();
    await new Promise((resolve) => setTimeout(resolve, 40));
    await readUntil(feed, 0, () => 10);
    expect(log.fetched).toBe(2);
    stop.abort();
    await first.return?.(undefined);
  });
});
