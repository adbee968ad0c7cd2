import { StoreUnavailable, type EventStore, type Position } from '@flipside/event-sourcing';
import { Appender } from './appender.js';
import { Connection } from './connection.js';
import { Epoch } from './epoch.js';
import { Names } from './names.js';
import { encodeAppend } from './new-append.js';
import { patiently } from './patience.js';
import { Reader } from './reader.js';
import { follow } from './subscription.js';
import { tailOf } from './tail.js';

export interface EventStoreDBOptions {
  /** `esdb://user:password@host:2113?tls=true`, or `esdb+discover://…` for a cluster. */
  readonly url: string;
  /** Whose streams these are; they begin with this name and a dot on the server, which several services may share. */
  readonly service: string;
  /** How long a call waits for a server that does not answer before it is StoreUnavailable: 3,000 ms unless given. */
  readonly patienceMs?: number;
  /** How long the server may say nothing in the middle of a call before the call is given up: 10,000 ms unless given. */
  readonly callTimeoutMs?: number;
  /** After how long a silence a subscription is checked against the end of the log: 5,000 ms unless given. */
  readonly silenceMs?: number;
}

export interface EventStoreDBEventStore extends EventStore {
  /**
   * To be called once after a restore of the server, before anybody reads: whoever has read further than the restored log,
   * or something else at the same position, is told to rebuild (EpochChanged). Returns the head in the new epoch.
   * @param above an epoch that was in use after the backup was made: the new one is higher, and never one used before.
   */
  startNewEpoch(above?: number): Promise<Position>;
  /** Finishes the appends under way, ends subscriptions and the connection. */
  close(): Promise<void>;
}

/**
 * An event store on EventStoreDB 22.6 or later.
 * @throws RangeError when the connection string is none; StoreUnavailable when the server does not answer.
 */
export async function createEventStoreDBEventStore(options: EventStoreDBOptions): Promise<EventStoreDBEventStore> {
  const { url, service, patienceMs = 3_000, callTimeoutMs = 10_000, silenceMs = 5_000 } = options;
  const names = new Names(service);
  const connection = new Connection({ url, name: `flipside ${service}`, callTimeoutMs });
  const epoch = new Epoch(connection);
  const reader = new Reader(connection, epoch, names);
  try {
    await patiently(() => epoch.ask(), { ms: patienceMs });
  } catch (error) {
    await connection.close();
    throw error;
  }
  const appender = new Appender({ connection, epoch, names, patienceMs });
  const tail = tailOf(reader, silenceMs);
  const closing = new AbortController();
  const open = (): void => {
    if (closing.signal.aborted) throw new StoreUnavailable('the event store is closed');
  };
  const ask = async <T>(call: () => Promise<T>): Promise<T> => {
    open();
    return patiently(call, { ms: patienceMs, signal: closing.signal });
  };
  return {
    async append(stream, events, expected) {
      open();
      return appender.append(encodeAppend(stream, events, expected));
    },
    readStream: (stream, from = 0n) => ask(() => reader.stream(stream, from)),
    async read({ after, categories, limit }) {
      const { events, upTo } = await ask(() => reader.page(after, limit, categories));
      return { events, upTo };
    },
    head: () => ask(() => reader.head()),
    subscribe: (wanted) => follow(reader, tail, { ...wanted, signal: AbortSignal.any([wanted.signal, closing.signal]) }),
    async startNewEpoch(above = 0) {
      await ask(() => epoch.startNew(above));
      return ask(() => reader.head());
    },
    async close() {
      closing.abort();
      await appender.finish();
      await connection.close();
    },
  };
}
