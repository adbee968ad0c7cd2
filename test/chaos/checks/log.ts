import { formatPosition, type Position } from '@flipside/event-sourcing';
import type { ServiceName } from '@flipside/contracts';
import type { Acknowledged } from '../load.js';
import { leaves } from '../wishes.js';
import type { Findings } from './findings.js';

/** An event as the store keeps it. */
export interface Stored {
  readonly id: string;
  readonly position: Position;
  readonly revision: bigint;
  readonly stream: string;
  readonly type: string;
  readonly commandId: string;
}

export type Logs = Readonly<Record<ServiceName, readonly Stored[]>>;

/** Positions that go on, and in each stream revisions one after the other. */
export function checkOrder(logs: Logs, findings: Findings): void {
  for (const [service, log] of Object.entries(logs)) {
    const next = new Map<string, bigint>();
    let last = 0n;
    for (const { position, stream, revision } of log) {
      if (position.n <= last) findings.outOfOrder.push(`${service}: ${formatPosition(position)} after ${last}`);
      if (revision !== (next.get(stream) ?? 0n)) findings.outOfOrder.push(`${service}: ${stream}@${revision}`);
      next.set(stream, revision + 1n);
      last = position.n;
    }
  }
}

/** Every acknowledged command left its event once, and there is no such event that nobody asked for. */
export function checkAcknowledged(logs: Logs, acknowledged: readonly Acknowledged[], before: ReadonlyMap<string, number>, findings: Findings): void {
  for (const [kind, { service, type }] of Object.entries(leaves)) {
    const asked = acknowledged.filter((one) => one.kind === kind);
    const events = logs[service].filter((event) => event.type === type);
    const left = countBy(events, (event) => nameIn(kind, event));
    for (const { key, id, commandId } of asked) compareCount(`${kind} ${key}`, left.get(kind === 'warning' ? id : commandId) ?? 0, findings);
    const surplus = events.length - (before.get(type) ?? 0) - asked.length;
    if (surplus > 0) findings.twice.push(`${surplus} of ${type} more than were asked for`);
  }
}

function compareCount(name: string, count: number, { lost, twice }: Findings): void {
  if (count === 0) lost.push(name);
  if (count > 1) twice.push(`${name}: ${count} times`);
}

/** Events by type, as they were before the load. */
export function countTypes(logs: Logs): ReadonlyMap<string, number> {
  return countBy(Object.values(logs).flat(), ({ type }) => type);
}

/** A warning's command is concealed: it is known by the id that was answered. */
function nameIn(kind: string, { stream, commandId }: Stored): string {
  return kind === 'warning' ? stream.slice('warning-'.length) : commandId;
}

function countBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return counts;
}
