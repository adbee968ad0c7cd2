import type { NewEvent, Position, RecordedEvent } from './events.js';

/** The revision a stream must have for an append: that of its last event, or `none` for a stream that does not exist. */
export type ExpectedRevision = bigint | 'none';

/** What an append did, or what its first run did when it was repeated. */
export interface Appended {
  /** Revision of the last event appended. */
  readonly revision: bigint;
  /** Position of the last event appended. */
  readonly position: Position;
}

/** A piece of the log. `upTo` is the last position examined; it moves on even where no event of it was asked for. */
export interface Batch<E = RecordedEvent> {
  readonly events: readonly E[];
  readonly upTo: Position;
}

export interface ReadOptions {
  /** Exclusive; undefined reads from the beginning. */
  readonly after?: Position;
  /** Only streams of these categories; undefined reads all. */
  readonly categories?: readonly string[];
}

/** A lease that an append rests on: its name, and the token that grew when its present holder took it. */
export interface Fence {
  readonly name: string;
  readonly token: bigint;
}

/**
 * The source of truth. One append is all or nothing for one stream, optimistic and idempotent; a subscription delivers
 * every committed event exactly once, in order, without gaps, and resumes by itself after a dropped connection.
 */
export interface EventStore {
  /**
   * @throws RevisionConflict when the stream has another revision and the events are not the ones already there.
   * @throws EventTooLarge when one event is over 256 KiB as JSON.
   * @throws StoreUnavailable when it is not known whether the append happened; repeating it is safe.
   * @throws LeaseLost when somebody else holds one of the leases by now. A store that has the leases beside its log looks in
   * the append's own transaction; another leaves `fences` alone.
   */
  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision, fences?: readonly Fence[]): Promise<Appended>;
  /** All events of a stream from a revision (inclusive) on; empty for a stream that does not exist. */
  readStream(stream: string, from?: bigint): Promise<readonly RecordedEvent[]>;
  /** One page of the log in order; `limit` bounds the events examined, not those returned. */
  read(options: ReadOptions & { readonly limit: number }): Promise<Batch>;
  /**
   * Follows the log for ever; the next batch is read when it is asked for (back-pressure). Ends when the signal aborts.
   * @throws EpochChanged when the log's epoch is not that of `after`.
   */
  subscribe(options: ReadOptions & { readonly signal: AbortSignal }): AsyncIterable<Batch>;
  /** The last position of the log; n is 0n when it is empty (the first event has 1n). */
  head(): Promise<Position>;
}

/** The stream was not at the expected revision. `actual` is undefined for a stream that does not exist. */
export class RevisionConflict extends Error {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: bigint | undefined,
  ) {
    super(`${stream} is at revision ${actual ?? 'none'}, not ${expected}`);
  }
}

/** The log was restored since the reader's position was taken: what was derived from it has to be rebuilt. */
export class EpochChanged extends Error {
  constructor(
    readonly known: number,
    readonly found: number,
  ) {
    super(`the log is in epoch ${found}, the reader knows epoch ${known}: rebuild what was read from it`);
  }
}

export class EventTooLarge extends Error {
  constructor(
    readonly type: string,
    readonly bytes: number,
  ) {
    super(`${type} has ${bytes} bytes; an event holds at most ${MAX_EVENT_BYTES}`);
  }
}

/** The store did not answer, or the connection broke in the middle of an append. */
export class StoreUnavailable extends Error {}

/** Somebody else holds the lease now under which this was to be done: it has to be decided anew, by whoever holds it. */
export class LeaseLost extends StoreUnavailable {
  constructor(readonly lease: string) {
    super(`the lease ${lease} was lost`);
  }
}

/** The most one event may hold: data and metadata as JSON, in bytes. */
export const MAX_EVENT_BYTES = 256 * 1024;
