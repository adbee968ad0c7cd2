import type { ServiceName } from '@flipside/contracts';
import type { Position } from '@flipside/event-sourcing';
import { ownerOf } from '@flipside/feeds/kafka/client';
import { inTransaction } from '@flipside/read-models';
import { escapeIdentifier, type Pool, type PoolClient } from 'pg';

/** What became of a service's consumers of logs that were restored. */
export interface CarriedOver {
  /** Read models that held events which are gone: they are empty, and folded anew from the beginning of all they follow. */
  readonly anew: readonly string[];
  /** Consumers that go on where they stood. */
  readonly goOn: readonly string[];
}

interface Row {
  readonly consumer: string;
  readonly source: string;
  readonly n: string;
  readonly watermark: string | null;
}

/**
 * Takes a stopped service's consumers of logs over into the epoch that these were given after their restore. What a log still
 * has is as it was, so who has read no further goes on; a policy that has goes on from the log's end, for what it did
 * because of events that are gone stays done. A topic is told anew from its first offset: what is known of it is known by
 * its position.
 *
 * @param logs whose they are: one service's, or those of all that share a server.
 * @param end of what was restored, in its new epoch.
 */
export function carryOver(db: Pool, logs: readonly ServiceName[], end: Position): Promise<CarriedOver> {
  return inTransaction(db, async (client) => {
    const all = await client.query<Row>('select consumer, source, n, watermark from consumer_checkpoint order by consumer, source for update');
    const rows = all.rows.filter(({ source }) => isOf(logs, source));
    const models = await client.query<{ name: string; active_table: string }>('select name, active_table from read_model');
    const beyond = new Set(rows.filter((row) => furthest(row) > end.n).map(({ consumer }) => consumer));
    const anew = models.rows.filter(({ name }) => beyond.has(name));
    for (const { name, active_table: table } of anew) await beginAnew(client, name, table);
    const names = anew.map(({ name }) => name);
    const kept = rows.filter(({ consumer }) => !names.includes(consumer));
    for (const row of kept) await goOn(client, row, end);
    await forgetGone(client, logs, end);
    return { anew: names, goOn: [...new Set(kept.map(({ consumer }) => consumer))] };
  });
}

function isOf(logs: readonly ServiceName[], source: string): boolean {
  return logs.includes(ownerOf(source) as ServiceName);
}

/** The last position of the log that is known to a place; in a partition the offset says nothing of it. */
function furthest({ source, n, watermark }: Row): bigint {
  return isPartition(source) ? BigInt(watermark ?? 0) : BigInt(n);
}

function isPartition(source: string): boolean {
  return source.includes('/');
}

/** It may follow other sources too: all of them are read again. Timers that were fired for what is gone are fired again. */
async function beginAnew(client: PoolClient, name: string, table: string): Promise<void> {
  await client.query(`truncate ${escapeIdentifier(table)}`);
  for (const one of ['consumer_checkpoint', 'parked_event']) await client.query(`delete from ${one} where consumer = $1`, [name]);
  if (name === 'timers') await client.query('delete from timer_fired');
}

async function goOn(client: PoolClient, row: Row, end: Position): Promise<void> {
  const known = furthest(row) < end.n ? furthest(row) : end.n;
  const place = isPartition(row.source)
    ? { epoch: 1, n: 0n, watermarkEpoch: known > 0n ? end.epoch : null, watermark: known > 0n ? known : null }
    : { epoch: known > 0n ? end.epoch : 0, n: known, watermarkEpoch: null, watermark: null };
  await client.query(
    'update consumer_checkpoint set epoch = $3, n = $4, watermark_epoch = $5, watermark = $6 where consumer = $1 and source = $2',
    [row.consumer, row.source, place.epoch, place.n.toString(), place.watermarkEpoch, place.watermark?.toString() ?? null],
  );
}

/** What is parked of events that are gone, and raw messages of topics that are. */
async function forgetGone(client: PoolClient, logs: readonly ServiceName[], { epoch, n }: Position): Promise<void> {
  await client.query('delete from parked_event where source = any($1) and n > $2', [logs, n.toString()]);
  await client.query('update parked_event set epoch = $2 where source = any($1)', [logs, epoch]);
  const { rows } = await client.query<{ topic: string }>('select distinct topic from unreadable_message');
  const topics = rows.map(({ topic }) => topic).filter((topic) => isOf(logs, `${topic}/0`));
  await client.query('delete from unreadable_message where topic = any($1)', [topics]);
}
