import { setTimeout as sleep } from 'node:timers/promises';
import type { Audience, Contract, ServiceName } from '@flipside/contracts';
import { formatPosition, parsePosition, type Batch } from '@flipside/event-sourcing';
import type { Feed, FollowOptions } from '@flipside/feeds';
import type { PeerClient } from './peer-client.js';

/** A contract as services tell it each other. */
export type ToldContract = Omit<Contract, 'revision' | 'position'> & { readonly revision: string; readonly position: string };

interface Page {
  readonly upTo: string;
  readonly events: readonly ToldContract[];
}

/** How long to wait before the log's end is asked for again, in milliseconds. */
const POLL_MS = 200;

/** Another process's contracts, asked of the service itself: for deployments without a broker. */
export function httpFeed(peers: PeerClient, source: ServiceName, audience: Audience): Feed<Contract> {
  const path = `/internal/contracts/${audience}`;
  const read = async (options: Pick<FollowOptions, 'after'>): Promise<Batch<Contract>> => {
    const { upTo, events } = await peers.get<Page>(source, `${path}${options.after ? `?after=${formatPosition(options.after)}` : ''}`);
    return { upTo: parsePosition(upTo), events: events.map(toContract) };
  };
  return {
    source,
    read,
    async find(stream, id) {
      const { events } = await peers.get<Pick<Page, 'events'>>(source, `${path}/one?${new URLSearchParams({ stream, id })}`);
      return events.map(toContract)[0];
    },
    head: async () => parsePosition((await peers.get<{ readonly head: string }>(source, `${path}/head`)).head),
    async *follow({ after, signal }) {
      for (let from = after; !signal.aborted; ) {
        const batch = await read({ after: from });
        if (batch.upTo.n === (from?.n ?? 0n)) await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
        else yield batch;
        from = batch.upTo.n === 0n ? undefined : batch.upTo;
      }
    },
  };
}

function toContract(event: ToldContract): Contract {
  return { ...event, revision: BigInt(event.revision), position: parsePosition(event.position) };
}

/** A feed whose source may not be there yet: it is looked up when it is used. */
export function lazyFeed(source: ServiceName, find: () => Feed<Contract>): Feed<Contract> {
  return {
    source,
    read: (options) => find().read(options),
    find: (stream, id) => find().find(stream, id),
    head: () => find().head(),
    follow: (options) => find().follow(options),
  };
}
