import type { AllFacts } from '@flipside/analytics/facts/fact';

/** One contract as it was told, without anything that analytics made of it. */
export interface Entry {
  readonly audience: 'public' | 'sealed';
  readonly stream: string;
  readonly type: string;
  readonly at: string;
  // The oracle reads fields by name, so that it shares no types with what it checks.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
}

export type Log = readonly Entry[];

/** All contracts that rows hold. */
export function logOf(facts: AllFacts): Log {
  const audiences = [
    ['public', facts.public],
    ['sealed', facts.sealed],
  ] as const;
  return audiences.flatMap(([audience, rows]) =>
    [...rows.values()]
      .flat()
      .flatMap(({ stream, facts: told }) =>
        told.map(({ type, data, recordedAt }) => ({ audience, stream, type, at: recordedAt, data })),
      ),
  );
}

const DAYS = [
  'assessedOn',
  'settledOn',
  'completedOn',
  'clearedOn',
  'committedOn',
  'deliveredOn',
  'recordedOn',
  'raisedOn',
  'mitigatedOn',
  'materialisedOn',
  'dismissedOn',
  'sharedOn',
  'effectiveOn',
  'on',
];

/** What held by the end of a day. */
export function until(log: Log, day: string): Log {
  return log.filter((entry) => dayOf(entry) <= day);
}

function dayOf({ type, at, data }: Entry): string {
  if (type === 'PairingActivated') return data.startsOn;
  if (type === 'AbsenceRecorded') return data.from;
  if (type === 'PairingPaused' && data.fromDay) return data.fromDay;
  if (type.startsWith('Session') && !['SessionScheduled', 'SessionRescheduled', 'SessionCancelled'].includes(type))
    return data.startsAt.slice(0, 10);
  const own = DAYS.map((field) => data[field]).find((value) => typeof value === 'string');
  return (own ?? at).slice(0, 10);
}

const indexes = new WeakMap<Log, ReadonlyMap<string, Log>>();

/** What the contracts of a type say, in their order. */
export function all(log: Log, type: string, audience: Entry['audience'] = 'public'): Entry['data'][] {
  return entries(log, type, audience).map((entry) => entry.data);
}

export function entries(log: Log, type: string, audience: Entry['audience'] = 'public'): Log {
  const index = indexes.get(log) ?? Map.groupBy(log, (entry) => `${entry.audience} ${entry.type}`);
  indexes.set(log, index);
  return index.get(`${audience} ${type}`) ?? [];
}

/** `silo|band` of every person by the latest class. */
export function classes(log: Log): (personId: string) => string {
  const latest: Record<string, string> = {};
  for (const { personId, reportingClass } of all(log, 'ReportingClassAssigned')) latest[personId] = reportingClass;
  return (personId) => {
    const found = latest[personId];
    return !found || found === 'other' ? 'other|other' : found.replace(':', '|');
  };
}

/** Things by the name of every cell that they belong to: `dimension|silo|band`, empty parts left empty. */
export function cells<T>(
  items: readonly { item: T; dimensions: readonly string[]; place: string }[],
  pooled = true,
): Map<string, T[]> {
  const found = new Map<string, T[]>();
  const put = (name: string, item: T): void => void found.set(name, [...(found.get(name) ?? []), item]);
  for (const { item, dimensions, place } of items) {
    const [silo] = place.split('|');
    if (pooled || dimensions.length === 0) put('||', item);
    for (const dimension of dimensions.length > 0 ? dimensions : ['']) {
      if (dimension !== '') put(`${dimension}||`, item);
      put(`${dimension}|${silo}|`, item);
      put(`${dimension}|${place}`, item);
    }
  }
  return found;
}

/** A number with what it rests on; null where there is nothing to say. */
export type Told = readonly [value: number | null, n: number];
/** By cell, then by measure. */
export type Expected = Map<string, Record<string, Told>>;

export const share = (hits: number, of: number): Told => [of === 0 ? null : hits / of, of];
export const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
export const mean = (values: readonly number[]): Told => [
  values.length === 0 ? null : total(values) / values.length,
  values.length,
];
export const counted = (n: number): Told => [n, n];

export function median(values: readonly number[]): Told {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  if (sorted.length === 0) return [null, 0];
  return [Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!, sorted.length];
}

export function valuesOf<T>(groups: Map<string, T[]>, measure: (items: T[], name: string) => Record<string, Told>): Expected {
  return new Map([...groups].map(([name, items]) => [name, measure(items, name)]));
}

export const days = (from: string, to: string): number =>
  Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 864e5);
