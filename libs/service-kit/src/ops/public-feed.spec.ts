import type { Contract } from '@flipside/contracts';
import type { Position } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { createCursors } from '@flipside/privacy';
import fc from 'fast-check';
import { PublicFeed } from './public-feed.js';

const cursors = createCursors(Buffer.alloc(32, 1));
const everything = (): boolean => true;

/** A log in which some events are public: true. */
class Log {
  reads = 0;
  constructor(readonly events: boolean[]) {}

  feed(): Feed<Contract> {
    const place = (n: number): Position => ({ epoch: 1, n: BigInt(n) });
    const read: Feed<Contract>['read'] = async ({ after, limit }) => {
      this.reads++;
      const from = Number(after?.n ?? 0n);
      const upTo = Math.min(this.events.length, from + limit);
      const events = this.events.slice(from, upTo).flatMap((shown, i) => (shown ? [{ id: `e${from + i + 1}`, type: 'T', position: place(from + i + 1) } as Contract] : []));
      return { events, upTo: upTo === 0 ? { epoch: 1, n: 0n } : place(upTo) };
    };
    return { source: 'sessions', read, head: async () => place(this.events.length), find: async () => undefined, follow: () => { throw new Error('not followed'); } };
  }
}

const open = (log: Log): PublicFeed => new PublicFeed('sessions', log.feed(), cursors);
const idsOf = ({ items }: { items: readonly { contract: Contract }[] }): string[] => items.map(({ contract }) => contract.id);

describe('the public feed of a log', () => {
  it('answers the same, byte for byte, before and after something that is nobody’s business', async () => {
    const log = new Log([true, false, true]);
    const first = await open(log).page(undefined, 10, everything);
    const empty = await open(log).page(first.next, 10, everything);
    for (let hidden = 0; hidden < 700; hidden++) log.events.push(false);
    expect(await open(log).page(undefined, 10, everything)).toEqual(first);
    expect(await open(log).page(first.next, 10, everything)).toEqual(empty);
    expect(empty).toEqual({ items: [], next: first.next, ended: true });
  });

  it('begins the same way in a log with nothing public', async () => {
    expect(await open(new Log([false, false])).page(undefined, 10, everything)).toEqual(await open(new Log([])).page(undefined, 10, everything));
  });

  it('misses and repeats nothing, whatever is hidden, whatever the page, also from the cursor of any event', () =>
    fc.assert(fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 60 }), fc.integer({ min: 1, max: 9 }), async (events, limit) => {
      const feed = open(new Log(events));
      const all = events.flatMap((shown, i) => (shown ? [`e${i + 1}`] : []));
      const seen: string[] = [];
      let after: string | undefined;
      for (;;) {
        const page = await feed.page(after, limit, everything);
        for (const [index, { cursor }] of page.items.entries()) {
          expect(idsOf(await feed.page(cursor, 100, everything))).toEqual(all.slice(seen.length + index + 1));
        }
        seen.push(...idsOf(page));
        after = page.next;
        if (page.ended) break;
      }
      expect(seen).toEqual(all);
    }), { numRuns: 60 }));

  it('shows no number: neither cursors nor places can be read or compared', async () => {
    const { items, next } = await open(new Log([true, false, false, true])).page(undefined, 10, everything);
    for (const text of [...items.map(({ cursor }) => cursor), next]) expect(Buffer.from(text, 'base64url').toString('latin1')).not.toMatch(/\d:\d/);
  });

  it('examines a long quiet stretch once, and gets through it', async () => {
    const log = new Log([true, ...Array<boolean>(12_000).fill(false), true]);
    const feed = open(log);
    const first = await feed.page(undefined, 1, everything);
    let page = await feed.page(first.next, 10, everything);
    for (let asked = 0; !page.ended && asked < 10; asked++) page = await feed.page(page.next, 10, everything);
    expect(idsOf(page)).toEqual(['e12002']);
    log.events.push(...Array<boolean>(900).fill(false));
    await feed.page(page.next, 10, everything);
    const before = log.reads;
    await feed.page(page.next, 10, everything);
    expect(log.reads - before).toBe(1);
  });
});
