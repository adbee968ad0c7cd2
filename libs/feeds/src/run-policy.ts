import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { moveCheckpoint, readCheckpoint } from './checkpoints.js';
import type { FeedConsumer, PlacedBatch } from './feed.js';
import { faultName, parkBehind, parkedStreams, parkEvent, pauseBeforeTry, removeParked, TRIES_BEFORE_PARKING } from './parking.js';
import type { ConsumerPlaces } from './places.js';
import { isExpected, lastOfEach, policyContext, type Cause, type Policy } from './policy.js';
import type { Retake } from './replay.js';
import { runConsumer, type Warn } from './run-consumer.js';
import { isTransient } from './transient.js';

/** What surrounds the taking of events by a read model: what follows their traces. */
export type AroundTaking = <R>(consumer: string, events: readonly Cause[], take: () => Promise<R>) => Promise<R>;

export interface ConsumerHooks {
  readonly places: ConsumerPlaces;
  readonly warn: Warn;
  readonly aroundTaking?: AroundTaking;
}

type Outcome = 'handled' | 'ignored' | 'none';

/** Runs a policy until the signal aborts. */
export function runPolicy<E extends Cause>(policy: Policy<E>, db: Pool, hooks: ConsumerHooks, signal: AbortSignal): Promise<void> {
  return runConsumer(policyConsumer(policy, db, hooks, signal), policy.feed, hooks.warn, signal);
}

/**
 * A policy as a consumer: append first, then move the checkpoint, so that a crash in between repeats the command under the
 * same id. Transient faults are thrown; what keeps failing is parked with its stream.
 */
export function policyConsumer<E extends Cause>(policy: Policy<E>, db: Pool, hooks: ConsumerHooks, signal: AbortSignal): FeedConsumer<E> {
  return {
    name: policy.name,
    open: (part) => readCheckpoint(db, policy.name, part),
    take: (part, batch) => applyBatch({ policy, db, hooks, part }, batch, signal),
  };
}

interface Run<E extends Cause> {
  readonly policy: Policy<E>;
  readonly db: Pool;
  readonly hooks: ConsumerHooks;
  readonly part: string;
}

async function applyBatch<E extends Cause>({ policy, db, hooks, part }: Run<E>, batch: PlacedBatch<E>, signal: AbortSignal): Promise<boolean> {
  const counts = { handled: 0, ignored: 0 };
  const wanted = lastOfEach(policy, batch.events.filter((event) => event.type in policy.on));
  if (wanted.length === 0) {
    hooks.places.passed(policy.name, part, batch.upTo);
    return true;
  }
  const blocked = await parkedStreams(db, policy.name, policy.feed.source);
  for (const event of wanted) {
    signal.throwIfAborted();
    const queued = blocked.has(event.stream) && (await parkBehind(db, policy.name, policy.feed.source, event));
    const outcome = queued ? 'parked' : await handleOrPark({ policy, db, hooks }, event, signal);
    if (outcome === 'parked') blocked.add(event.stream);
    else if (outcome !== 'none') counts[outcome]++;
  }
  if (!(await moveCheckpoint(db, policy.name, part, batch.upTo, counts))) return false;
  hooks.places.moved(policy.name, part, batch.upTo);
  return true;
}

async function handleOrPark<E extends Cause>(
  { policy, db, hooks }: Omit<Run<E>, 'part'>, event: E, signal: AbortSignal,
): Promise<Outcome | 'parked'> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await handleOnce(policy, event, signal);
    } catch (error) {
      if (signal.aborted || isTransient(error)) throw error;
      if (attempt === TRIES_BEFORE_PARKING) return park(policy, db, hooks, event, faultName(error));
      await sleep(pauseBeforeTry(attempt));
    }
  }
}

/** How a policy takes a parked event once more: the command has the same id, so a crash before it is removed repeats nothing. */
export function retakeByPolicy<E extends Cause>(policy: Policy<E>, db: Pool): Retake<E> {
  return {
    feed: policy.feed,
    async take({ id }, event) {
      await handleOnce(policy, event);
      await removeParked(db, id);
    },
  };
}

/** One attempt, without retry or parking. */
async function handleOnce<E extends Cause>(policy: Policy<E>, event: E, signal?: AbortSignal): Promise<Outcome> {
  const handler = policy.on[event.type as E['type']] as ((event: E, context: unknown) => Promise<unknown>) | undefined;
  if (!handler) return 'none';
  if (event.broken) throw event.broken;
  try {
    await handler(event, policyContext(policy.name, event, signal));
    return 'handled';
  } catch (error) {
    if (isExpected(error, policy.expected)) return 'ignored';
    throw error;
  }
}

async function park<E extends Cause>(policy: Policy<E>, db: Pool, hooks: ConsumerHooks, event: E, error: string): Promise<'parked'> {
  await parkEvent(db, { consumer: policy.name, source: policy.feed.source, event, error });
  hooks.warn({ consumer: policy.name, eventId: event.id, type: event.type, error }, 'event parked with its stream');
  return 'parked';
}
