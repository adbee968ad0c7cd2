import { comparePositions, type Batch, type Position } from '@flipside/event-sourcing';
import { isTransient, lockCheckpoint, parkEvent, type Feed, type Placed } from '@flipside/feeds';
import type { PoolClient } from 'pg';
import { applyEvents, type ProjectionTarget } from './apply-events.js';
import { applyWhatCan, LeftOut, type Into } from './left-out.js';
import type { Folded, Row } from './projection.js';
import { RememberedRows } from './remembered-rows.js';
import { inTransaction, LAZILY } from './runner.js';
import { activeTable, lockTable, quoted } from './tables.js';

export interface RebuildProgress {
  /** Events of the sources examined so far, and how many there were when the rebuild began. */
  readonly done: bigint;
  readonly of: bigint;
}

const PAGE = 2_500;

/**
 * Builds a read model anew beside the active one, from the beginning of every feed, and switches the queries over when it
 * has caught up. The active one goes on meanwhile. An interrupted rebuild leaves the active one as it was; the next
 * rebuild starts afresh. What can't be folded is parked, and what was parked and can be folded now is parked no more.
 */
export async function rebuild<E extends Placed, R extends Row>(
  target: ProjectionTarget<E, R>,
  template: string,
  onProgress: (progress: RebuildProgress) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { projection, db } = target;
  const table = await inTransaction(db, (client) => createBeside(client, projection.name, template));
  const heads = await Promise.all(projection.feeds.map((feed) => feed.head()));
  const of = heads.reduce((sum, head) => sum + head.n, 0n);
  const reached: Reached<E>[] = [];
  const rows = new RememberedRows<R>();
  for (const feed of projection.feeds) {
    const out = new LeftOut();
    reached.push({ feed, out, after: await catchUp({ target, table, rows, signal, out }, feed, async (n) => onProgress({ done: n, of })) });
  }
  await inTransaction(db, async (client) => {
    const inOneOrder = reached.toSorted((a, b) => (a.feed.source < b.feed.source ? -1 : 1));
    const live: (Position | undefined)[] = []; // all places before the read model, as its runners lock them
    for (const { feed } of inOneOrder) live.push(await lockLive(client, projection.name, feed));
    await lockTable(client, projection.name);
    for (const [i, one] of inOneOrder.entries()) await finish({ db: client, target, table }, one, live[i]);
    await switchTo(client, target, table);
  });
}

async function createBeside(client: PoolClient, name: string, template: string): Promise<string> {
  const { rows } = await client.query<{ generation: number; rebuilding_table: string | null }>(
    'select generation, rebuilding_table from read_model where name = $1 for update',
    [name],
  );
  const stale = rows[0]!.rebuilding_table;
  if (stale) await client.query(`drop table if exists ${quoted(stale)}`);
  const generation = rows[0]!.generation + 1;
  const table = `${template}_r${generation}`;
  await client.query(`create table ${quoted(table)} (like ${quoted(template)} including all)`);
  await client.query(
    `update read_model set generation = $2, rebuilding_table = $3, rebuild_started = now(), rebuild_done = 0, rebuild_error = null
     where name = $1`,
    [name, generation, table],
  );
  return table;
}

interface Building<E extends Placed, R extends Row> {
  readonly target: ProjectionTarget<E, R>;
  readonly table: string;
  readonly rows: RememberedRows<R>;
  readonly signal: AbortSignal;
  readonly out: LeftOut;
}

/** How far a rebuild is in one source, and what it left out of it. */
interface Reached<E extends Placed> {
  readonly feed: Feed<E>;
  readonly out: LeftOut;
  readonly after: Position | undefined;
}

/** Reads pages until one comes back that did not move on; the next page is read and opened while one is written. */
async function catchUp<E extends Placed, R extends Row>(
  building: Building<E, R>,
  feed: Feed<E>,
  onProgress: (n: bigint) => Promise<void>,
): Promise<Position | undefined> {
  let after: Position | undefined;
  for (let next = pageAfter(feed, after); ;) {
    building.signal.throwIfAborted();
    const page = await next;
    if (page.upTo.n === (after?.n ?? 0n)) return after;
    next = pageAfter(feed, page.upTo);
    building.rows.learn(await applyPage(building, page.events));
    after = page.upTo;
    await onProgress(after.n);
  }
}

/** At once over rows that are remembered; where that fails, or something was left out before, piece by piece. */
async function applyPage<E extends Placed, R extends Row>({ target, table, rows, out }: Building<E, R>, events: readonly E[]): Promise<Folded<R>> {
  const pieces = (): Promise<Folded<R>> => inTransaction(target.db, (db) => applyWhatCan({ db, target, table }, events, out), LAZILY);
  if (out.events.length > 0) return pieces();
  try {
    return await inTransaction(target.db, (db) => applyEvents(db, target, table, events, rows.find), LAZILY);
  } catch (error) {
    if (isTransient(error)) throw error;
    return pieces();
  }
}

function pageAfter<E extends Placed>(feed: Feed<E>, after: Position | undefined): Promise<Batch<E>> {
  const page = feed.read({ after, limit: PAGE });
  page.catch(() => undefined); // it is awaited once the page before it is written
  return page;
}

function lockLive(client: PoolClient, name: string, { handed, source }: Pick<Feed<Placed>, 'source'> & { readonly handed?: { readonly parts: readonly string[] } }): Promise<Position | undefined> {
  return handed ? lockWatermarks(client, name, handed.parts) : lockCheckpoint(client, name, source);
}

/** With the live checkpoint locked, applies what came since and so stands exactly where the active one stands or later. */
async function finish<E extends Placed, R extends Row>(
  into: Into<E, R>,
  { feed, out, after: from }: Reached<E>,
  live: Position | undefined,
): Promise<void> {
  const { db: client, target: { projection: { name } } } = into;
  let after = from;
  while (live && (!after || comparePositions(after, live) < 0)) {
    const page = await feed.read({ after, limit: PAGE });
    await applyWhatCan(into, page.events, out);
    after = page.upTo;
  }
  await client.query('delete from parked_event where consumer = $1 and source = $2', [name, feed.source]);
  for (const { event, error } of out.events) await parkEvent(client, { consumer: name, source: feed.source, event, error });
  if (!after) return;
  await client.query('update consumer_checkpoint set epoch = $3, n = $4 where consumer = $1 and source = $2', [
    name, feed.source, after.epoch, after.n.toString(),
  ]);
  if (feed.handed) await moveWatermarks(client, name, feed.handed.parts, after);
}

/** Of a source in parts, each part's checkpoint is locked; the furthest place in the source of any of them. */
async function lockWatermarks(client: PoolClient, name: string, parts: readonly string[]): Promise<Position | undefined> {
  const { rows } = await client.query<{ epoch: number; n: string }>(
    `select watermark_epoch as epoch, watermark as n from consumer_checkpoint
     where consumer = $1 and source = any($2) order by source for update`,
    [name, parts],
  );
  const places = rows.filter(({ n }) => n !== null).map(({ epoch, n }) => ({ epoch, n: BigInt(n) }));
  return places.reduce<Position | undefined>((a, b) => (a && comparePositions(a, b) >= 0 ? a : b), undefined);
}

/** What a part still brings up to here is in the new table already. */
async function moveWatermarks(client: PoolClient, name: string, parts: readonly string[], to: Position): Promise<void> {
  await client.query(
    `insert into consumer_checkpoint (consumer, source, epoch, n, watermark_epoch, watermark) select $1, part, 1, 0, $3, $4 from unnest($2::text[]) part
     on conflict (consumer, source) do update set epoch = 1, watermark_epoch = excluded.watermark_epoch, watermark = excluded.watermark`,
    [name, parts, to.epoch, to.n.toString()],
  );
}

async function switchTo<E extends Placed, R extends Row>(client: PoolClient, target: ProjectionTarget<E, R>, table: string): Promise<void> {
  const { name, version } = target.projection;
  const old = await activeTable(client, name);
  await client.query(
    'update read_model set active_table = $2, version = $3, rebuilding_table = null, rebuild_done = rebuild_of where name = $1',
    [name, table, version],
  );
  await client.query('insert into read_model_retired (table_name) values ($1) on conflict do nothing', [old]);
}
