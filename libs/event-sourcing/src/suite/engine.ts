import { randomUUID } from 'node:crypto';
import type { EventStore } from '../event-store.js';
import type { NewEvent, RecordedEvent } from '../events.js';

export type ClosableStore = EventStore & { close(): Promise<void> };

/** A server with an empty log, as the suite needs it. All stores opened are on this one log. */
export interface EventStoreEngine {
  /** A store with connections of its own, like that of another process. */
  open(): Promise<ClosableStore>;
  /** Cuts the connections of all stores, in whatever they are doing. */
  breakConnections(): Promise<void>;
  /** Stops the server without warning and starts it again. */
  restart(): Promise<void>;
  /** Makes commits late by a random time inside the server, and some fail, until the returned function is called. */
  disturb?(): Promise<() => Promise<void>>;
  /** Leaves a transaction open elsewhere on the server until the returned function is called. */
  openTransactionElsewhere?(): Promise<() => Promise<void>>;
  /** What an operator does after a restore. */
  startNewEpoch?(): Promise<void>;
  /** Whether each position is the one before plus 1, which the suite then holds the engine to. */
  readonly densePositions: boolean;
  /** How a process of its own opens a store: `module` exports `open(config: string): Promise<ClosableStore>`. */
  readonly process: { readonly module: string; readonly config: string; readonly execArgv: readonly string[] };
  stop(): Promise<void>;
}

/** The engine and one store on it, for the tests of one rule. */
export interface Bench {
  readonly engine: EventStoreEngine;
  readonly store: ClosableStore;
}

export function newStream(category = 'thing'): string {
  return `${category}-${randomUUID()}`;
}

export function newEvent(data: NewEvent['data'] = {}, type = 'ThingHappened'): NewEvent {
  return {
    id: randomUUID(),
    type,
    data,
    metadata: {
      commandId: randomUUID(),
      index: 0,
      actor: { kind: 'system' },
      at: '2026-03-02T09:00:00.000Z',
      schemaVersion: 1,
    },
  };
}

export function newEvents(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, index) => newEvent({ index }));
}

export function idsOf(events: readonly { readonly id: string }[]): string[] {
  return events.map((event) => event.id);
}

/** What was stored, without where. */
export function withoutPlace({ id, type, data, metadata }: RecordedEvent): NewEvent {
  return { id, type, data, metadata };
}

/** Repeats until it holds; the test's own timeout ends it. */
export async function eventually(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
}
