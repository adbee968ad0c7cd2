import {
  EpochChanged,
  type Batch,
  type EventMetadata,
  type Position,
  type RecordedEvent,
  type StoredData,
} from '@flipside/event-sourcing';
import pg from 'pg';
import { clientConfig, prepareSession, RAW, type ConnectionOptions } from './connection.js';
import { checkVersion } from './migrate.js';

type Row = readonly string[];

/** A batch and how large it is: the JSON of its events in characters. */
export interface Page extends Batch {
  readonly size: number;
}

const COLUMNS = 'position, revision, id, stream, type, data, metadata';

/** Reads over a few connections of its own. Failures are thrown as they come: who asks knows whether to wait. */
export class Reader {
  readonly #pool: pg.Pool;
  readonly #schema: string;
  readonly #sql: ReturnType<typeof statements>;

  constructor(options: ConnectionOptions & { readonly schema: string; readonly connections: number }) {
    this.#schema = options.schema;
    this.#sql = statements(options.schema);
    this.#pool = new pg.Pool({ ...clientConfig(options), max: options.connections, onConnect: prepareSession });
    this.#pool.on('error', () => undefined); // an idle connection broke: the next query opens another
  }

  /** @throws Error when the tables are missing or not of this code's version. */
  async check(): Promise<void> {
    await checkVersion(this.#pool, this.#schema);
  }

  async head(): Promise<Position> {
    return headOf((await this.#pool.query<string[]>(query('head', this.#sql.head))).rows);
  }

  async stream(stream: string, from: bigint): Promise<readonly RecordedEvent[]> {
    const { rows } = await this.#pool.query<string[]>(query('stream', this.#sql.stream, [stream, from]));
    return rows.map((row) => eventOf(row, Number(row[7])));
  }

  /** The events at the next `limit` positions, those of other categories left out. */
  async page(after: Position | undefined, limit: number, categories?: readonly string[]): Promise<Page> {
    const start = after?.n ?? 0n;
    const end = start + BigInt(limit);
    const filter = categories ? [categories] : [];
    const [head, rows] = await this.#withHead(
      query(categories ? 'page-of' : 'page', categories ? this.#sql.pageOf : this.#sql.page, [start, end, ...filter]),
    );
    return pageOf(after, head, rows, end < head.n ? end : head.n);
  }

  /** The next `limit` events of some categories, however far apart they are. */
  async next(after: Position | undefined, limit: number, categories: readonly string[]): Promise<Page> {
    const [head, rows] = await this.#withHead(query('next-of', this.#sql.nextOf, [after?.n ?? 0n, limit, categories]));
    return pageOf(after, head, rows, rows.length < limit ? head.n : 0n);
  }

  async startNewEpoch(above: number): Promise<number> {
    await this.#pool.query(this.#sql.raiseEpoch, [above]);
    const { rows } = await this.#pool.query<{ epoch: number }>(this.#sql.startNewEpoch);
    return rows[0]!.epoch;
  }

  /** Tells readers in other processes that there is news. Nothing depends on its arrival but speed. */
  async notify(channel: string): Promise<void> {
    await this.#pool.query('select pg_notify($1, $2)', [channel, '']);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  /**
   * The head is read first, on the same connection and in the same round trip: every position up to it was visible when
   * the rows were read, and a restore between the two would have cut the connection.
   */
  async #withHead(rows: pg.QueryArrayConfig): Promise<[Position, readonly Row[]]> {
    const client = await this.#pool.connect();
    try {
      const [head, found] = await Promise.all([
        client.query<string[]>(query('head', this.#sql.head)),
        client.query<string[]>(rows),
      ]);
      client.release();
      return [headOf(head.rows), found.rows];
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}

/** The reader stands behind the end of the log: it was restored and no new epoch was begun. */
export class PositionLost extends EpochChanged {
  constructor(known: Position, head: Position) {
    super(known.epoch, head.epoch);
    this.message = `the reader has read to position ${known.n}, the log ends at ${head.n}: start a new epoch and rebuild`;
  }
}

function pageOf(after: Position | undefined, head: Position, rows: readonly Row[], examined: bigint): Page {
  if (after && after.epoch !== head.epoch) throw new EpochChanged(after.epoch, head.epoch);
  if (after && after.n > head.n) throw new PositionLost(after, head);
  const events = rows.map((row) => eventOf(row, head.epoch));
  const last = events.at(-1)?.position.n ?? 0n;
  const size = rows.reduce((sum, row) => sum + row[5]!.length + row[6]!.length, 0);
  return { events, upTo: { epoch: head.epoch, n: last > examined ? last : examined }, size };
}

function eventOf([n, revision, id, stream, type, data, metadata]: Row, epoch: number): RecordedEvent {
  return {
    id: id!,
    type: type!,
    data: JSON.parse(data!) as StoredData,
    metadata: JSON.parse(metadata!) as EventMetadata,
    stream: stream!,
    revision: BigInt(revision!),
    position: { epoch, n: BigInt(n!) },
  };
}

function headOf(rows: readonly Row[]): Position {
  const [epoch, n] = rows[0]!;
  return { epoch: Number(epoch), n: BigInt(n!) };
}

function query(name: string, text: string, values: unknown[] = []): pg.QueryArrayConfig {
  return { name, text, values, rowMode: 'array', types: RAW } as pg.QueryArrayConfig;
}

function statements(schema: string) {
  const from = `from "${schema}".events e`;
  return {
    head: `select epoch, coalesce((select position ${from} order by position desc limit 1), 0) from "${schema}".log`,
    stream: `select ${COLUMNS}, (select epoch from "${schema}".log) ${from} where stream = $1 and revision >= $2 order by revision`,
    page: `select ${COLUMNS} ${from} where position > $1 and position <= $2 order by position`,
    pageOf: `select ${COLUMNS} ${from} where position > $1 and position <= $2 and category = any($3) order by position`,
    nextOf: `select e.* from unnest($3::text[]) c(name) cross join lateral (
        select ${COLUMNS} ${from} where category = c.name and position > $1 order by position limit $2) e
      order by position limit $2`,
    raiseEpoch: `update "${schema}".log set epoch = greatest(epoch, $1)`,
    startNewEpoch: `select "${schema}".start_new_epoch() as epoch`,
  };
}
