import type { Position } from '@flipside/event-sourcing';
import type { Pool, PoolClient } from 'pg';
import type { Placed } from './feed.js';

/** An event that one consumer could not handle. It holds a reference, never the event's content. */
export interface ParkedEvent {
  readonly id: string;
  readonly consumer: string;
  readonly source: string;
  readonly stream: string;
  readonly eventId: string;
  readonly type: string;
  readonly position: Position;
  readonly error: string;
  readonly parkedAt: string;
  /** It is the first of its stream for its consumer; the others queue behind it. */
  readonly first: boolean;
}

/** What a consumer could not take, and why. */
export interface Unhandled {
  readonly event: Placed;
  readonly error: string;
}

/** A stream of which a consumer has parked events. */
export type ParkedStream = Pick<ParkedEvent, 'consumer' | 'source' | 'stream'>;

interface ParkedRow {
  id: string; consumer: string; source: string; stream: string; event_id: string; type: string;
  epoch: number; n: string; error: string; parked_at: Date; first: boolean;
}

/** A failure is met so many times before its event is parked. */
export const TRIES_BEFORE_PARKING = 4;
/** Before the next try, in milliseconds. */
export const pauseBeforeTry = (attempt: number): number => attempt * 20;
/** Why an event is parked that was not tried. */
export const QUEUED = 'an earlier event of its stream is parked';

/** Streams of which a consumer has a parked event: later events of them queue behind it. */
export async function parkedStreams(db: Pool | PoolClient, consumer: string, source: string): Promise<Set<string>> {
  const { rows } = await db.query<{ stream: string }>(
    'select distinct stream from parked_event where consumer = $1 and source = $2',
    [consumer, source],
  );
  return new Set(rows.map((row) => row.stream));
}

export async function parkEvent(
  db: Pool | PoolClient,
  parked: { readonly consumer: string; readonly source: string; readonly event: Placed; readonly error: string },
): Promise<void> {
  const { consumer, source, event, error } = parked;
  await db.query(
    `insert into parked_event (consumer, source, stream, event_id, type, epoch, n, error)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (consumer, source, event_id) do nothing`,
    [consumer, source, event.stream, event.id, event.type, event.position.epoch, event.position.n.toString(), error],
  );
}

/**
 * Parks an event whose stream has parked events. They can't be taken away meanwhile, so whoever takes the last one away
 * finds this one behind it. @returns false where the stream has none any more: the event's turn has come.
 */
export async function parkBehind(db: Pool | PoolClient, consumer: string, source: string, event: Placed): Promise<boolean> {
  const { rows } = await db.query<{ behind: number }>(
    `with before as (select 1 from parked_event where consumer = $1 and source = $2 and stream = $3 for key share), parked as (
       insert into parked_event (consumer, source, stream, event_id, type, epoch, n, error)
       select $1, $2, $3, $4, $5, $6::integer, $7::bigint, $8 from before limit 1 on conflict (consumer, source, event_id) do nothing)
     select count(*)::integer as behind from before`,
    [consumer, source, event.stream, event.id, event.type, event.position.epoch, event.position.n.toString(), QUEUED],
  );
  return rows[0]!.behind > 0;
}

const SELECT = `select *, row_number() over (partition by consumer, source, stream order by epoch, n) = 1 as first from parked_event`;

/** Parked events in the order in which they have to be replayed. */
export async function listParked(db: Pool): Promise<readonly ParkedEvent[]> {
  const { rows } = await db.query<ParkedRow>(`${SELECT} order by consumer, source, epoch, n limit 1000`);
  return rows.map(toParked);
}

export async function findParked(db: Pool | PoolClient, id: string): Promise<ParkedEvent | undefined> {
  const { rows } = await db.query<ParkedRow>(`select * from (${SELECT}) p where id = $1`, [id]);
  return rows[0] && toParked(rows[0]);
}

/** The events of a stream that a consumer has parked, in their order. */
export async function parkedOf(db: Pool | PoolClient, { consumer, source, stream }: ParkedStream): Promise<readonly ParkedEvent[]> {
  const { rows } = await db.query<ParkedRow>(`${SELECT} where consumer = $1 and source = $2 and stream = $3 order by epoch, n`, [
    consumer, source, stream,
  ]);
  return rows.map(toParked);
}

export async function countParked(db: Pool): Promise<number> {
  const { rows } = await db.query<{ n: number }>('select count(*)::integer as n from parked_event');
  return rows[0]!.n;
}

/** It failed again. */
export async function failedAgain(db: Pool, id: string, error: string): Promise<void> {
  await db.query('update parked_event set error = $2 where id = $1', [id, error]);
}

/** Name and code of a failure: its message may hold what the event holds. */
export function faultName(error: unknown): string {
  const { code, name, constructor } = error as Error & { code?: unknown };
  return `${name === 'Error' ? constructor.name : name}${typeof code === 'string' ? ` ${code}` : ''}`;
}

/** @returns false where somebody else has done so. */
export async function removeParked(db: Pool | PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from parked_event where id = $1', [id]);
  return rowCount === 1;
}

function toParked(row: ParkedRow): ParkedEvent {
  return {
    id: row.id,
    consumer: row.consumer,
    source: row.source,
    stream: row.stream,
    eventId: row.event_id,
    type: row.type,
    position: { epoch: row.epoch, n: BigInt(row.n) },
    error: row.error,
    parkedAt: row.parked_at.toISOString(),
    first: row.first,
  };
}
