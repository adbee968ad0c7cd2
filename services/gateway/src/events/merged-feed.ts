import type { ServiceName } from '@flipside/contracts';
import type { CloudEvent, EventPage } from '@flipside/service-kit';

/** A place in all feeds at once: each service's own cursor, and which service's turn it is to give an event more. */
export interface Vector {
  readonly turn: number;
  readonly after: Readonly<Partial<Record<ServiceName, string>>>;
}

export interface MergedPage {
  readonly items: readonly CloudEvent[];
  readonly next: Vector;
  readonly state: EventPage['state'];
}

/** A page of one service's feed. */
export type ReadFeed = (service: ServiceName, after: string | undefined, limit: number) => Promise<EventPage>;

export const beginning: Vector = { turn: 0, after: {} };

/** A page with a rare type is looked for in so many rounds at most; the cursor moves on even when nothing was found. */
const ROUNDS = 6;

/**
 * One page of all services' feeds. The page is divided evenly among the services that have more to give; what one does
 * not use goes to the others in another round. Only whole pages of a service are taken, so its cursor is its own.
 * Within the page the events are merged by time, each service's order kept; across services no order is promised.
 */
export async function readMerged(services: readonly ServiceName[], from: Vector, limit: number, read: ReadFeed): Promise<MergedPage> {
  const first = from.turn % services.length;
  const given = new Map<ServiceName, CloudEvent[]>(services.map((service) => [service, []]));
  const after: Partial<Record<ServiceName, string>> = { ...from.after };
  let open = [...services.slice(first), ...services.slice(0, first)];
  let left = limit;
  for (let round = 0; round < ROUNDS && left > 0 && open.length > 0; round++) {
    const asked = shares(open, left);
    const pages = await Promise.all(asked.map(async ({ service, share }) => ({ service, page: await read(service, after[service], share) })));
    for (const { service, page } of pages) {
      given.get(service)!.push(...page.items);
      after[service] = page.next;
      left -= page.items.length;
    }
    const ended = new Set(pages.filter(({ page }) => page.state === 'end').map(({ service }) => service));
    open = open.filter((service) => !ended.has(service));
  }
  const next = { turn: (first + limit) % services.length, after };
  return { items: byTime([...given.values()]), next, state: open.length === 0 ? 'end' : 'more' };
}

/** Even parts; the first ones get one more where it does not divide, and those that would get none are not asked. */
function shares(open: readonly ServiceName[], left: number): readonly { service: ServiceName; share: number }[] {
  const each = Math.floor(left / open.length);
  const extra = left % open.length;
  return open.map((service, index) => ({ service, share: each + (index < extra ? 1 : 0) })).filter(({ share }) => share > 0);
}

function byTime(lists: readonly (readonly CloudEvent[])[]): readonly CloudEvent[] {
  const heads = lists.map(() => 0);
  const merged: CloudEvent[] = [];
  for (let list = earliest(lists, heads); list !== undefined; list = earliest(lists, heads)) merged.push(lists[list]![heads[list]!++]!);
  return merged;
}

function earliest(lists: readonly (readonly CloudEvent[])[], heads: readonly number[]): number | undefined {
  let found: number | undefined;
  for (const [index, list] of lists.entries()) {
    const event = list[heads[index]!];
    if (event && (found === undefined || event.time < lists[found]![heads[found]!]!.time)) found = index;
  }
  return found;
}
