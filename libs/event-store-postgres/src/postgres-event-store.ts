import { StoreUnavailable, type EventStore, type Position } from '@flipside/event-sourcing';
import { Listener } from './listener.js';
import { checkSchema, DEFAULT_SCHEMA, migrateEventStore } from './migrate.js';
import { encodeAppend } from './new-append.js';
import { News } from '@flipside/event-sourcing/log/news';
import { patiently } from './patience.js';
import { Reader } from './reader.js';
import { follow } from './subscription.js';
import { tailOf } from './tail.js';
import { Writer } from './writer.js';

export interface PostgresEventStoreOptions {
  /** `postgresql://user:password@host:port/database`: the database of one service. */
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly service: string;
  /** Schema of the store's tables; `event_store` unless named. */
  readonly schema?: string;
  /** Migrates before opening. A program without the right to do so leaves it to `migrateEventStore`. */
  readonly migrate?: boolean;
  /** Connections for reading, 4 unless given; beside them one to append and, while somebody subscribes, one to listen. */
  readonly readConnections?: number;
  /** How long a call waits for a server that does not answer before it is StoreUnavailable: 3,000 ms unless given. */
  readonly patienceMs?: number;
  /** How long the server may take for one call before its connection is given up: 30,000 ms unless given. */
  readonly callTimeoutMs?: number;
}

export interface PostgresEventStore extends EventStore {
  /**
   * To be called once after a restore, before anybody reads: whoever has read further than the restored log, or something
   * else at the same position, is told to rebuild (EpochChanged). Returns the head in the new epoch.
   * @param above an epoch that was in use after the backup was made: the new one is higher, and never one used before.
   */
  startNewEpoch(above?: number): Promise<Position>;
  /** Finishes the appends under way, ends subscriptions and connections. */
  close(): Promise<void>;
}

const NOTIFY_EVERY_MS = 10;
/** Readers look by themselves this often: news may be lost, the log is not. */
const LOOK_AFTER_MS = { listening: 1_000, deaf: 100 };

/**
 * An event store in a schema of a Postgres database.
 * @throws Error when the schema is not at the version of this code; StoreUnavailable when the server does not answer.
 */
export async function createPostgresEventStore(options: PostgresEventStoreOptions): Promise<PostgresEventStore> {
  const { url, service, schema = DEFAULT_SCHEMA, patienceMs = 3_000, callTimeoutMs = 30_000 } = options;
  checkSchema(schema);
  const connection = { url, name: `flipside ${service} events`, connectTimeoutMs: patienceMs, callTimeoutMs, schema };
  if (options.migrate) await patiently(() => migrateEventStore(url, schema), { ms: patienceMs });
  const reader = new Reader({ ...connection, connections: options.readConnections ?? 4 });
  try {
    await patiently(() => reader.check(), { ms: patienceMs });
  } catch (error) {
    await reader.close();
    throw error;
  }
  return storeOf(connection, reader, patienceMs);
}

type Connection = ConstructorParameters<typeof Listener>[0] & { readonly schema: string };

function storeOf(connection: Connection, reader: Reader, patienceMs: number): PostgresEventStore {
  const news = new News();
  const channel = `${connection.schema}_appended`;
  const listener = new Listener(connection, channel, news);
  const tail = tailOf({ reader, news, lookAfterMs: () => (listener.listening ? LOOK_AFTER_MS.listening : LOOK_AFTER_MS.deaf) });
  const tellOthers = sparing(NOTIFY_EVERY_MS, () => void reader.notify(channel).catch(() => undefined));
  const writer = new Writer({
    ...connection,
    patienceMs,
    onAppended() {
      news.ring();
      tellOthers();
    },
  });
  const closing = new AbortController();
  const ask = <T>(call: () => Promise<T>): Promise<T> => {
    if (closing.signal.aborted) return Promise.reject(new StoreUnavailable('the event store is closed'));
    return patiently(call, { ms: patienceMs, signal: closing.signal });
  };
  return {
    append: async (stream, events, expected, fences) => writer.append({ ...encodeAppend(stream, events, expected), fences }),
    readStream: (stream, from = 0n) => ask(() => reader.stream(stream, from)),
    async read({ after, categories, limit }) {
      const { events, upTo } = await ask(() => reader.page(after, limit, categories));
      return { events, upTo };
    },
    head: () => ask(() => reader.head()),
    subscribe(wanted) {
      listener.start();
      return follow(reader, tail, { ...wanted, signal: AbortSignal.any([wanted.signal, closing.signal]) });
    },
    async startNewEpoch(above = 0) {
      await ask(() => reader.startNewEpoch(above));
      news.ring();
      tellOthers();
      return reader.head();
    },
    async close() {
      await writer.close();
      closing.abort();
      listener.stop();
      await reader.close();
    },
  };
}

/** Calls at once, then at most every so often; never leaves out the last call. */
function sparing(everyMs: number, call: () => void): () => void {
  let last = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  const run = (): void => {
    timer = undefined;
    last = performance.now();
    call();
  };
  return () => {
    timer ??= setTimeout(run, Math.max(0, last + everyMs - performance.now()));
  };
}
