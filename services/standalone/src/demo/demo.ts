import type { Participant } from '../sample/participants.js';
import type { Truths } from '../sample/truths.js';
import type { StaffedOrganisation } from '../sample/unusual-people.js';
import type { Gateway } from './client.js';
import type { Narrator } from './narrator.js';

/** What every chapter has: the gateway, the narrator, and the sample that it tells of. */
export interface Demo {
  readonly gateway: Gateway;
  readonly tell: Narrator;
  readonly organisation: StaffedOrganisation;
  readonly participants: readonly Participant[];
  readonly truths: Truths;
  /** Where the report is written, beside being printed. */
  readonly reportFile: string;
}

export interface Moved {
  readonly now: string;
  readonly fired: number;
  readonly moments: number;
}

/** Moves business time on; whatever falls due on the way has happened when it is back. */
export function moveTo({ gateway }: Pick<Demo, 'gateway'>, to: string): Promise<Moved> {
  return gateway.open<Moved>('POST', '/v1/dev/clock', { to });
}

/** Waits until nothing is under way in any service: imports, match runs, policies. */
export function settled({ gateway }: Pick<Demo, 'gateway'>): Promise<unknown> {
  return gateway.open('GET', '/v1/dev/settled');
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** All items of a list, page by page. @param path without `limit` and `after`. */
export async function all<T>(get: <P>(path: string) => Promise<P>, path: string, limit = 500): Promise<T[]> {
  const items: T[] = [];
  const mark = path.includes('?') ? '&' : '?';
  for (let after: string | null = ''; after !== null; ) {
    const page: Page<T> = await get(`${path}${mark}limit=${limit}${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`);
    items.push(...page.items);
    after = page.next;
  }
  return items;
}
