import type { Pool, PoolClient } from 'pg';
import type { Place } from './feed.js';

/** Tables that every service's database has for its consumers. */
export const consumerTables = `
  create table if not exists consumer_checkpoint (
    consumer text not null, source text not null, epoch integer not null, n bigint not null,
    handled bigint not null default 0, ignored bigint not null default 0,
    primary key (consumer, source));
  alter table consumer_checkpoint add column if not exists watermark_epoch integer, add column if not exists watermark bigint;
  create table if not exists parked_event (
    id bigint generated always as identity primary key,
    consumer text not null, source text not null, stream text not null, event_id text not null, type text not null,
    epoch integer not null, n bigint not null, error text not null, parked_at timestamptz not null default now(),
    unique (consumer, source, event_id));
  create index if not exists parked_event_stream on parked_event (consumer, source, stream);
`;

export interface CheckpointRow {
  readonly epoch: number;
  /** A bigint as the server writes it. */
  readonly n: string;
  readonly watermark_epoch?: number | null;
  readonly watermark?: string | null;
}

const COLUMNS = 'epoch, n, watermark_epoch, watermark';

/** Where a consumer stands in a source; undefined before its first batch. */
export async function readCheckpoint(db: Pool | PoolClient, consumer: string, source: string): Promise<Place | undefined> {
  const { rows } = await db.query<CheckpointRow>(
    `select ${COLUMNS} from consumer_checkpoint where consumer = $1 and source = $2`,
    [consumer, source],
  );
  return placeOf(rows[0]);
}

/** Makes a consumer's checkpoint if there is none, so that it can be locked. @returns where the consumer stands. */
export async function openCheckpoint(db: Pool | PoolClient, consumer: string, source: string): Promise<Place | undefined> {
  await db.query(
    `insert into consumer_checkpoint (consumer, source, epoch, n) values ($1, $2, 0, 0) on conflict do nothing`,
    [consumer, source],
  );
  return readCheckpoint(db, consumer, source);
}

/** Locks a consumer's checkpoint for the transaction and tells where it stands. */
export async function lockCheckpoint(db: PoolClient, consumer: string, source: string): Promise<Place | undefined> {
  const { rows } = await db.query<CheckpointRow>(
    `select ${COLUMNS} from consumer_checkpoint where consumer = $1 and source = $2 for update`,
    [consumer, source],
  );
  return placeOf(rows[0]);
}

/** A checkpoint's row as a position; epoch 0 is before the first batch. */
export function placeOf(row: CheckpointRow | undefined): Place | undefined {
  if (row === undefined || row.epoch === 0) return undefined;
  const place = { epoch: row.epoch, n: BigInt(row.n) };
  return row.watermark ? { ...place, watermark: { epoch: row.watermark_epoch!, n: BigInt(row.watermark) } } : place;
}

/** Where a checkpoint is to go. Counts what was handled and what expected rules turned away. */
export interface Move {
  readonly source: string;
  readonly to: Place;
  readonly handled?: number;
  readonly ignored?: number;
}

/**
 * Moves checkpoints of one consumer on, in one statement.
 * @returns how many: somebody else has moved the others that far or further.
 */
export async function moveCheckpoints(db: Pool | PoolClient, consumer: string, moves: readonly Move[]): Promise<number> {
  const { rowCount } = await db.query(
    `insert into consumer_checkpoint (consumer, source, epoch, n, watermark_epoch, watermark, handled, ignored)
     select $1, m.* from unnest($2::text[], $3::integer[], $4::bigint[], $5::integer[], $6::bigint[], $7::bigint[], $8::bigint[]) m
     on conflict (consumer, source) do update set epoch = excluded.epoch, n = excluded.n,
       watermark_epoch = excluded.watermark_epoch, watermark = excluded.watermark,
       handled = consumer_checkpoint.handled + excluded.handled, ignored = consumer_checkpoint.ignored + excluded.ignored
     where (consumer_checkpoint.epoch, consumer_checkpoint.n) < (excluded.epoch, excluded.n)`,
    [
      consumer, moves.map(({ source }) => source), moves.map(({ to }) => to.epoch), moves.map(({ to }) => to.n.toString()),
      moves.map(({ to }) => to.watermark?.epoch), moves.map(({ to }) => to.watermark?.n.toString()),
      moves.map(({ handled = 0 }) => handled), moves.map(({ ignored = 0 }) => ignored),
    ],
  );
  return rowCount ?? 0;
}

/** The same for one. @returns false where somebody else has moved it that far or further. */
export async function moveCheckpoint(
  db: Pool | PoolClient,
  consumer: string,
  source: string,
  to: Place,
  counts: Pick<Move, 'handled' | 'ignored'> = {},
): Promise<boolean> {
  return (await moveCheckpoints(db, consumer, [{ source, to, ...counts }])) === 1;
}
