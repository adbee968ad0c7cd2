import type { Contract } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import { EventsController } from '../ops/events.controller.js';
import { httpFeed } from './http-feed.js';
import type { PeerClient } from './peer-client.js';

const contract: Contract = {
  id: 'e1', type: 'UnitClosed', audience: 'public', service: 'participants', stream: 'unit-1', revision: 4n, position: { epoch: 2, n: 7n },
  at: '2027-01-04T09:00:00.000Z', data: { unitId: '1' },
};
const head = { epoch: 2, n: 9n };

/** The owner's log, with what was asked of it. */
function owner() {
  const asked: string[] = [];
  const feed = {
    source: 'participants',
    read: async ({ after }) => (asked.push('read'), { events: after ? [] : [contract], upTo: head }),
    find: async () => (asked.push('find'), contract),
    head: async () => (asked.push('head'), head),
  } as Partial<Feed<Contract>> as Feed<Contract>;
  const controller = new EventsController({ service: 'participants', feed: () => feed, cursors: {} as never });
  const get = async (_: string, path: string): Promise<unknown> => {
    const { pathname, searchParams } = new URL(path, 'http://participants');
    const [, , , audience, what] = pathname.split('/') as [string, string, string, string, string?];
    if (what === 'head') return controller.head(audience);
    if (what === 'one') return controller.one(audience, searchParams.get('stream')!, searchParams.get('id')!);
    return controller.contracts(audience, searchParams.get('after') ?? undefined);
  };
  return { asked, peers: { get } as PeerClient };
}

describe('contracts asked of their service', () => {
  it('have a head that costs no page', async () => {
    const { asked, peers } = owner();
    expect(await httpFeed(peers, 'participants', 'public').head()).toEqual(head);
    expect(asked).toEqual(['head']);
  });

  it('come as they are there, and none after the last', async () => {
    const { asked, peers } = owner();
    const feed = httpFeed(peers, 'participants', 'public');
    expect(await feed.read({ limit: 10 })).toEqual({ events: [contract], upTo: head });
    expect(await feed.read({ after: head, limit: 10 })).toEqual({ events: [], upTo: head });
    expect(await feed.find('unit-1', 'e1')).toEqual(contract);
    expect(asked).toEqual(['read', 'read', 'find']);
  });
});
