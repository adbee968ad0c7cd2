import type { ServiceName } from '@flipside/contracts';
import type { CloudEvent } from '@flipside/service-kit';
import fc from 'fast-check';
import { serviceNames } from '../openapi/read-documents.js';
import { beginning, readMerged, type ReadFeed, type Vector } from './merged-feed.js';

type Log = readonly string[];
type Logs = Readonly<Record<ServiceName, Log>>;

/** A service's feed as its pages are defined: at most `examined` events are looked at for one page. */
function feedsOf(logs: Logs, keeps: (type: string) => boolean = () => true, examined = 20): ReadFeed {
  return async (service, after, limit) => {
    const start = after === undefined ? 0 : Number(after);
    const items: CloudEvent[] = [];
    let at = start;
    while (at < logs[service].length && at < start + examined && items.length < limit) {
      const type = logs[service][at++]!;
      if (keeps(type)) items.push({ id: `${service}/${at}`, type, time: `2027-01-01T${type}` } as CloudEvent);
    }
    return { items, next: String(at), state: at < logs[service].length || items.length === limit ? 'more' : 'end' };
  };
}

async function follow(feeds: ReadFeed, limits: readonly number[]): Promise<string[][]> {
  const pages: string[][] = [];
  let from: Vector = beginning;
  for (let n = 0; n < 2_000; n++) {
    const limit = limits[n % limits.length]!;
    const page = await readMerged(serviceNames, from, limit, feeds);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    pages.push(page.items.map(({ id }) => id));
    from = page.next;
    if (page.state === 'end') return pages;
  }
  throw new Error('it has no end');
}

const log = fc.array(fc.constantFrom('08:00:00Z', '09:00:00Z', '10:00:00Z'), { maxLength: 60 });
const logs = fc.record({ participants: log, matching: log, sessions: log, analytics: log });
const limits = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 4 });

describe('the merged feed', () => {
  it('misses and repeats nothing, and keeps the order of each service, whatever the page sizes', async () => {
    await fc.assert(fc.asyncProperty(logs, limits, async (each, sizes) => {
      const seen = (await follow(feedsOf(each), sizes)).flat();
      for (const service of serviceNames) {
        const own = seen.filter((id) => id.startsWith(`${service}/`));
        expect(own).toEqual(each[service].map((_, index) => `${service}/${index + 1}`));
      }
    }));
  });

  it('does so for some types too, also where a service looks through many others to find one', async () => {
    await fc.assert(fc.asyncProperty(logs, limits, async (each, sizes) => {
      const seen = (await follow(feedsOf(each, (type) => type === '09:00:00Z', 5), sizes)).flat();
      const wanted = serviceNames.flatMap((service) => each[service].filter((type) => type === '09:00:00Z'));
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toHaveLength(wanted.length);
    }));
  });

  it('gives the same page for the same cursor', async () => {
    await fc.assert(fc.asyncProperty(logs, fc.integer({ min: 1, max: 30 }), async (each, limit) => {
      const { next } = await readMerged(serviceNames, beginning, limit, feedsOf(each));
      expect(await readMerged(serviceNames, next, limit, feedsOf(each))).toEqual(await readMerged(serviceNames, next, limit, feedsOf(each)));
    }));
  });

  it('fills a page while there is enough, and gives every service its turn however small the pages are', async () => {
    const many = Array.from({ length: 40 }, () => '08:00:00Z');
    const feeds = feedsOf({ participants: many, matching: many, sessions: [], analytics: many });
    expect((await readMerged(serviceNames, beginning, 10, feeds)).items).toHaveLength(10);
    const first = (await follow(feeds, [1])).slice(0, 8).flat().map((id) => id.split('/')[0]);
    expect(new Set(first)).toEqual(new Set(['participants', 'matching', 'analytics']));
  });

  it('merges a page by time', async () => {
    const feeds = feedsOf({ participants: ['08:00:00Z', '10:00:00Z'], matching: ['09:00:00Z'], sessions: ['08:00:00Z'], analytics: [] });
    const { items } = await readMerged(serviceNames, beginning, 10, feeds);
    expect(items.map(({ id }) => id)).toEqual(['participants/1', 'sessions/1', 'matching/1', 'participants/2']);
  });

  it('goes on where a service that had ended has more', async () => {
    const before = { participants: ['08:00:00Z'], matching: [], sessions: [], analytics: [] };
    const { next, state } = await readMerged(serviceNames, beginning, 10, feedsOf(before));
    expect(state).toBe('end');
    const later = await readMerged(serviceNames, next, 10, feedsOf({ ...before, matching: ['09:00:00Z'] }));
    expect(later.items.map(({ id }) => id)).toEqual(['matching/1']);
  });
});
