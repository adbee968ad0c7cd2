import {
  BACKWARDS, END, EventStoreDBClient, FORWARDS, jsonEvent, NO_STREAM, START, streamNameFilter, StreamNotFoundError,
  type AllStreamRecordedEvent, type AllStreamResolvedEvent, type AllStreamSubscription, type JSONEventData, type Position,
  type RecordedEvent, type ResolvedEvent,
} from '@eventstore/db-client';
import { checkUrl, named } from './connection-string.js';

export type LogEvent = AllStreamRecordedEvent;
export type StreamEvent = RecordedEvent;
/** An event as the client takes it. */
export type OutgoingEvent = JSONEventData;

export interface ConnectionOptions {
  readonly url: string;
  readonly name: string;
  /** How long the server may say nothing in the middle of a call before the call is given up. */
  readonly callTimeoutMs: number;
}

interface Reading<T> extends AsyncIterable<T> {
  on(event: 'error', listener: () => void): unknown;
  destroy(error: Error): unknown;
  cancel(): Promise<void>;
}

/** What the client keeps to itself and this adapter has to reach. */
interface Internals {
  supports(): Promise<boolean>;
  getChannel(): Promise<{ close(): void }>;
}

export class NoAnswer extends Error {}

/** Everything goes to the leader: a follower may lag behind what was acknowledged. */
const LEADER = { requiresLeader: true } as const;

/** The calls of the client that the adapter makes, each with a deadline. Failures are thrown as they come. */
export class Connection {
  readonly #client: EventStoreDBClient;
  readonly #timeout: number;

  /** @throws RangeError when the connection string is none; it is not in the message. */
  constructor({ url, name, callTimeoutMs }: ConnectionOptions) {
    checkUrl(url);
    this.#client = EventStoreDBClient.connectionString(named(url, name));
    this.#timeout = callTimeoutMs;
    // BatchAppend shares one stream between all appends of the *process*: an error on it rejects those of other clients too, and an
    // answer that comes after that throws where nobody can catch it. Append is a call of its own, with a deadline of its own.
    (this.#client as unknown as Internals).supports = () => Promise.resolve(false);
  }

  /** @returns the place of the last event; a repeat may have no position. */
  async append(stream: string, events: readonly OutgoingEvent[], expected: bigint | undefined): Promise<Written> {
    const expectedRevision = expected ?? NO_STREAM;
    const call = this.#client.appendToStream(stream, [...events], { ...LEADER, expectedRevision, deadline: this.#timeout });
    const { position, nextExpectedRevision: revision } = await this.#inTime(call);
    return { revision, n: position?.commit };
  }

  /** Events of a stream from a revision on, at most so many; none where there is no stream. */
  async stream(name: string, fromRevision: bigint, maxCount?: number): Promise<readonly StreamEvent[]> {
    return this.#streamEvents(name, { ...LEADER, fromRevision, direction: FORWARDS, ...(maxCount && { maxCount }) });
  }

  async lastOf(stream: string): Promise<StreamEvent | undefined> {
    const events = await this.#streamEvents(stream, { ...LEADER, fromRevision: END, direction: BACKWARDS, maxCount: 1 });
    return events[0];
  }

  /** Events of the log from a position (inclusive) on; undefined is the beginning. Ends when `take` returns false. */
  log(from: bigint | undefined, maxCount: number, take: (event: LogEvent) => boolean): Promise<void> {
    const reading = this.#client.readAll({ ...LEADER, fromPosition: positionOf(from) ?? START, direction: FORWARDS, maxCount });
    return this.#consume<AllStreamResolvedEvent>(reading, ({ event }) => event === undefined || take(event));
  }

  /** Events before a position (exclusive; undefined is the end), the last first. */
  logBackwards(before: bigint | undefined, maxCount: number, take: (event: LogEvent) => boolean): Promise<void> {
    const reading = this.#client.readAll({ ...LEADER, fromPosition: positionOf(before) ?? END, direction: BACKWARDS, maxCount });
    return this.#consume<AllStreamResolvedEvent>(reading, ({ event }) => event === undefined || take(event));
  }

  /**
   * Follows the log after a position, only streams whose names match. `checkpoint` is called when the server has looked
   * through so many events, as soon as that message arrives: the events before it may still be on their way to the reader.
   */
  subscribe(after: bigint | undefined, regex: string, every: number, checkpoint?: Checkpoint): AllStreamSubscription {
    const checkpointReached = async (subscription: AllStreamSubscription, place: Position): Promise<void> => checkpoint?.(subscription, place);
    const filter = streamNameFilter({ regex, maxSearchWindow: every, checkpointInterval: 1, checkpointReached });
    const subscription = this.#client.subscribeToAll({ ...LEADER, fromPosition: positionOf(after) ?? START, filter });
    return subscription.on('error', () => undefined); // who reads it sees it too; later ones concern nobody
  }

  /** Ends all calls, and the connection. The client would wait for the end of streams that never come to one. */
  async close(): Promise<void> {
    void this.#client.dispose();
    const channel = await (this.#client as unknown as Internals).getChannel().catch(() => undefined);
    channel?.close();
  }

  async #streamEvents(name: string, options: Parameters<EventStoreDBClient['readStream']>[1]): Promise<readonly StreamEvent[]> {
    const events: StreamEvent[] = [];
    try {
      await this.#consume<ResolvedEvent>(this.#client.readStream(name, options), ({ event }) => event === undefined || events.push(event) > 0);
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return events;
  }

  /** The client gives reads no deadline: one that stands still is given up here. */
  async #consume<T>(reading: Reading<T>, take: (item: T) => boolean): Promise<void> {
    reading.on('error', () => undefined); // it may fail again when nobody reads it any more
    const timer = setTimeout(() => reading.destroy(new NoAnswer('no answer in time')), this.#timeout);
    let ended = false;
    try {
      for await (const item of reading) {
        timer.refresh();
        if (!take(item)) return;
      }
      ended = true;
    } finally {
      clearTimeout(timer);
      if (!ended) void reading.cancel().catch(() => undefined); // or the server would go on sending
    }
  }

  /** Should the client lose a call altogether, its deadline with it. */
  #inTime<T>(call: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new NoAnswer('no answer in time')), this.#timeout + 500);
      call.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }
}

export interface Written {
  readonly revision: bigint;
  readonly n: bigint | undefined;
}

export type Checkpoint = (subscription: AllStreamSubscription, place: Position) => void;

/** An event as the client takes it. */
export function outgoing(id: string, type: string, data: object, metadata: object): OutgoingEvent {
  // As bytes, metadata spare the client a detour over base64. (Data have to take it, or the server would think them binary.)
  return jsonEvent({ id, type, data, metadata: new TextEncoder().encode(JSON.stringify(metadata)) } as OutgoingEvent);
}

/** What is written over gRPC has the same commit and prepare position. */
function positionOf(n: bigint | undefined): Position | undefined {
  return n === undefined || n === 0n ? undefined : { commit: n, prepare: n };
}
