import { comparePositions, formatPosition, parsePosition, type Position } from '@flipside/event-sourcing';
import type { ConsumerPlace } from '@flipside/feeds';

/** Where one consumer stands in one source. */
export interface ConsumerStatus {
  readonly consumer: string;
  readonly source: string;
  /** `epoch:n`; `0:0` before the first batch. */
  readonly position: string;
}

export interface ServiceStatus {
  readonly service: string;
  /** Head of the service's own log, `epoch:n`. */
  readonly head: string;
  readonly consumers: readonly ConsumerStatus[];
  /** Requests and jobs under way. */
  readonly inFlight: number;
  /** Business time of the next timer. */
  readonly nextDue?: string;
}

/** Messages that came over the broker since this process began, and were not as its code knows them. */
export interface Oddities {
  /** Of types that are not known here: ignored. */
  readonly unknown: number;
  /** Of a newer minor version: taken without what is new in them. */
  readonly newer: number;
  /** They could not be read: kept raw for 30 days. */
  readonly unreadable: number;
}

export const NOTHING_ODD: Oddities = { unknown: 0, newer: 0, unreadable: 0 };

/** What was not handled by the consumers of a service. */
export interface Unhandled extends Oddities {
  /** Events parked by consumers of this service, whatever the process. */
  readonly parked: number;
}

export function consumerStatus({ consumer, source, position }: ConsumerPlace): ConsumerStatus {
  return { consumer, source, position: formatPosition(position) };
}

/** True when every consumer has reached the head of its source and nothing is under way. */
export function isSettled(all: readonly ServiceStatus[]): boolean {
  const heads = new Map(all.map(({ service, head }) => [service, parsePosition(head)]));
  return all.every(
    ({ consumers, inFlight }) => inFlight === 0 && consumers.every(({ source, position }) => reached(heads.get(source), position)),
  );
}

function reached(head: Position | undefined, position: string): boolean {
  return head === undefined || head.n === 0n || comparePositions(parsePosition(position), head) >= 0;
}
