import { setTimeout as sleep } from 'node:timers/promises';
import {
  isAtOrBefore, isTransient, moveCheckpoint, openCheckpoint, parkedStreams, parkEvent, pauseBeforeTry, removeParked, runConsumer,
  TRIES_BEFORE_PARKING, type ConsumerHooks, type Feed, type FeedConsumer, type Place, type Placed, type PlacedBatch, type Retake,
} from '@flipside/feeds';
import type { Pool, PoolClient } from 'pg';
import { applyEvents, type ProjectionTarget } from './apply-events.js';
import { applyWhatCan, LeftOut } from './left-out.js';
import { matters, type Row } from './projection.js';
import { lockPlace, lockTable } from './tables.js';

/** Keeps a read model up to date with one of its feeds until the signal aborts. */
export function runProjection<E extends Placed, R extends Row>(
  target: ProjectionTarget<E, R>,
  feed: Feed<E>,
  hooks: ConsumerHooks,
  signal: AbortSignal,
): Promise<void> {
  return runConsumer(projectionConsumer(target, feed, hooks), feed, hooks.warn, signal);
}

/** A read model as a consumer: rows, place and what is parked move in one transaction. */
export function projectionConsumer<E extends Placed, R extends Row>(
  target: ProjectionTarget<E, R>,
  { source }: Pick<Feed<E>, 'source'>,
  hooks: ConsumerHooks,
): FeedConsumer<E> {
  const { name } = target.projection;
  const stored = new Map<string, Place | undefined>();
  return {
    name,
    async open(part) {
      stored.set(part, await openCheckpoint(target.db, name, part));
      return stored.get(part);
    },
    async take(part, batch, reached) {
      if (!batch.events.some((event) => matters(target.projection, event))) {
        hooks.places.passed(name, part, batch.upTo);
        return true;
      }
      const apply = (): Promise<boolean> => applyOrPark({ target, part, source, hooks }, batch, { stored: stored.get(part), reached });
      const ours = (): readonly E[] => batch.events.filter((event) => matters(target.projection, event));
      if (!(await (hooks.aroundTaking ? hooks.aroundTaking(name, ours(), apply) : apply()))) return false;
      stored.set(part, batch.upTo);
      hooks.places.moved(name, part, batch.upTo);
      return true;
    },
  };
}

interface Run<E extends Placed, R extends Row> {
  readonly target: ProjectionTarget<E, R>;
  readonly part: string;
  readonly source: string;
  readonly hooks: ConsumerHooks;
}

/** What a runner last stored, and how far it has looked since: in between was nothing for it. */
interface Stretch {
  readonly stored: Place | undefined;
  readonly reached: Place | undefined;
}

/** What keeps failing is parked with its stream. @throws faults that pass */
async function applyOrPark<E extends Placed, R extends Row>(run: Run<E, R>, batch: PlacedBatch<E>, stretch: Stretch): Promise<boolean> {
  for (let attempt = 1; attempt < TRIES_BEFORE_PARKING; attempt++) {
    try {
      return await applyBatch(run, batch, stretch, false);
    } catch (error) {
      if (isTransient(error)) throw error;
      await sleep(pauseBeforeTry(attempt));
    }
  }
  return applyBatch(run, batch, stretch, true);
}

/** Applies one batch in a transaction; false when the checkpoint is not where the batch continues: somebody else moved it. */
async function applyBatch<E extends Placed, R extends Row>(
  { target, part, source, hooks }: Run<E, R>,
  batch: PlacedBatch<E>,
  stretch: Stretch,
  parking: boolean,
): Promise<boolean> {
  const { name } = target.projection;
  const out = await inTransaction(target.db, async (db) => {
    const { place, table, parked } = await lockPlace(db, name, part, source);
    if (!continues(place, stretch)) return undefined;
    const left = new LeftOut(parked ? await parkedStreams(db, name, source) : undefined);
    if (parking) await applyWhatCan({ db, target, table }, batch.events, left);
    else await applyEvents(db, target, table, left.without(target.projection, batch.events));
    for (const { event, error } of left.events) await parkEvent(db, { consumer: name, source, event, error });
    await moveCheckpoint(db, name, part, batch.upTo, { handled: batch.events.length - left.events.length, ignored: 0 });
    return left.events;
  }, LAZILY);
  for (const { event, error } of out ?? []) hooks.warn({ consumer: name, eventId: event.id, type: event.type, error }, 'event parked with its stream');
  return out !== undefined;
}

function continues(place: Place | undefined, { stored, reached }: Stretch): boolean {
  return isAtOrBefore(stored, place) && isAtOrBefore(place, reached) && isAtOrBefore(place?.watermark, reached?.watermark);
}

/** How a read model takes a parked event once more: rows and removal in one transaction, its place as it is. */
export function retakeByProjection<E extends Placed, R extends Row>(target: ProjectionTarget<E, R>, feed: Feed<E>): Retake<E> {
  return {
    feed,
    take: ({ id }, event) => inTransaction(target.db, async (db) => {
      const table = await lockTable(db, target.projection.name);
      if (await removeParked(db, id)) await applyEvents(db, target, table, [event]);
    }),
  };
}

/**
 * For what can be done again: the disk gets it a moment later, in the order of the log. After a power cut rows and place are
 * those of a little earlier together, and what came since is folded again.
 */
export const LAZILY = { lazily: true };

/** @param options `lazily` does not wait until the disk has it. */
export async function inTransaction<T>(pool: Pool, work: (db: PoolClient) => Promise<T>, options: { readonly lazily?: boolean } = {}): Promise<T> {
  const db = await pool.connect();
  let broken: Error | undefined;
  try {
    await db.query(options.lazily ? 'begin; set local synchronous_commit = off' : 'begin');
    const result = await work(db);
    await db.query('commit');
    return result;
  } catch (error) {
    await db.query('rollback').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    db.release(broken);
  }
}
