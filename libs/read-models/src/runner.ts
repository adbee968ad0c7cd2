import { setTimeout as sleep } from 'node:timers/promises';
import {
  isAtOrBefore, isTransient, moveCheckpoints, openCheckpoint, parkedStreams, parkEvent, pauseBeforeTry, removeParked, runConsumer,
  TRIES_BEFORE_PARKING, type ConsumerHooks, type Feed, type FeedConsumer, type Place, type Placed, type PlacedBatch, type Retake,
} from '@flipside/feeds';
import type { Pool, PoolClient } from 'pg';
import { applyEvents, type ProjectionTarget } from './apply-events.js';
import { applyWhatCan, LeftOut } from './left-out.js';
import { matters, type Row } from './projection.js';
import { lockPlaces, lockTable } from './tables.js';
import { Together } from './together.js';

/** Events of several parts that go into one transaction. */
const MOST_TOGETHER = 4_000;

/** Keeps a read model up to date with one of its feeds until the signal aborts. */
export function runProjection<E extends Placed, R extends Row>(
  target: ProjectionTarget<E, R>,
  feed: Feed<E>,
  hooks: ConsumerHooks,
  signal: AbortSignal,
): Promise<void> {
  return runConsumer(projectionConsumer(target, feed, hooks), feed, hooks.warn, signal);
}

/**
 * A read model as a consumer: rows, place and what is parked move in one transaction. Parts that come at once share one: they
 * would wait for each other's locks anyway.
 */
export function projectionConsumer<E extends Placed, R extends Row>(
  target: ProjectionTarget<E, R>,
  { source }: Pick<Feed<E>, 'source'>,
  hooks: ConsumerHooks,
): FeedConsumer<E> {
  const { name } = target.projection;
  const stored = new Map<string, Place | undefined>();
  const together = new Together<Taken<E>>((takes) => applyOrPark({ target, source, hooks }, takes), MOST_TOGETHER);
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
      const apply = (): Promise<boolean> => together.do({ part, batch, stored: stored.get(part), reached }, batch.events.length);
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
  readonly source: string;
  readonly hooks: ConsumerHooks;
}

/** A batch of a part; what the runner last stored there, and how far it has looked since: in between was nothing for it. */
interface Taken<E extends Placed> {
  readonly part: string;
  readonly batch: PlacedBatch<E>;
  readonly stored: Place | undefined;
  readonly reached: Place | undefined;
}

/** What keeps failing is parked with its stream. @throws faults that pass */
async function applyOrPark<E extends Placed, R extends Row>(run: Run<E, R>, takes: readonly Taken<E>[]): Promise<readonly boolean[]> {
  for (let attempt = 1; attempt < TRIES_BEFORE_PARKING; attempt++) {
    try {
      return await applyBatches(run, takes, false);
    } catch (error) {
      if (isTransient(error)) throw error;
      await sleep(pauseBeforeTry(attempt));
    }
  }
  return applyBatches(run, takes, true);
}

/** Applies batches in a transaction; false for one whose checkpoint is not where it continues: somebody else moved it. */
async function applyBatches<E extends Placed, R extends Row>(
  { target, source, hooks }: Run<E, R>,
  takes: readonly Taken<E>[],
  parking: boolean,
): Promise<readonly boolean[]> {
  const { name } = target.projection;
  const { ours, out } = await inTransaction(target.db, async (db) => {
    const { places, table, parked } = await lockPlaces(db, name, takes.map(({ part }) => part), source);
    const ours = takes.filter((taken) => continues(places.get(taken.part), taken));
    if (ours.length === 0) return { ours, out: [] };
    const left = new LeftOut(parked ? await parkedStreams(db, name, source) : undefined);
    const events = ours.flatMap(({ batch }) => batch.events);
    if (parking) await applyWhatCan({ db, target, table }, events, left);
    else await applyEvents(db, target, table, left.without(target.projection, events));
    for (const { event, error } of left.events) await parkEvent(db, { consumer: name, source, event, error });
    await moveCheckpoints(db, name, ours.map(({ part, batch }) => ({ source: part, to: batch.upTo, handled: batch.events.length - left.among(batch.events) })));
    return { ours, out: left.events };
  }, LAZILY);
  for (const { event, error } of out) hooks.warn({ consumer: name, eventId: event.id, type: event.type, error }, 'event parked with its stream');
  return takes.map((taken) => ours.includes(taken));
}

function continues<E extends Placed>(place: Place | undefined, { stored, reached }: Taken<E>): boolean {
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
