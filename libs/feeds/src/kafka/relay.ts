import { setTimeout as sleep } from 'node:timers/promises';
import type { Audience, Contract } from '@flipside/contracts';
import { LeaseLost, type EventStore } from '@flipside/event-sourcing';
import type { Kafka } from 'kafkajs';
import type { Pool } from 'pg';
import { contractsOf, type ToContract } from '../feed.js';
import type { Lease } from '../held-lease.js';
import type { Leases } from '../lease.js';
import type { Warn } from '../run-consumer.js';
import { asOutdated } from '../outdated.js';
import { isTransient } from '../transient.js';
import { isKafkaFault, openClient, PARTITIONS, topicName, type KafkaSettings } from './client.js';
import { gathered } from './gathered.js';
import { moveRelayPlace, readRelayPlace, type Ends, type RelayPlace } from './relay-checkpoint.js';
import { Teller } from './telling.js';
import { ensureTopics } from './topics.js';
import { watchPartitions } from './watched-topics.js';
import type { Hiding } from './whereabouts.js';

/** What surrounds the telling of contracts: what follows their traces. It may hand on others in their place. */
export type AroundTelling = <R>(contracts: readonly Contract[], tell: (contracts: readonly Contract[]) => Promise<R>) => Promise<R>;

export interface RelayParts {
  readonly settings: KafkaSettings;
  readonly store: EventStore;
  readonly toContract: ToContract;
  readonly hiding: Hiding;
  readonly db: Pool;
  readonly leases: Leases;
  readonly warn: Warn;
  readonly aroundTelling?: AroundTelling;
  /** How often it looks whether its topics still have their partitions: every 30 s unless given, in milliseconds. */
  readonly lookEveryMs?: number;
  /** Called at places where a test stops or breaks it. */
  readonly at?: (point: 'before-send' | 'after-send') => Promise<void>;
}

const AUDIENCES: readonly Audience[] = ['public', 'sealed'];
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
/** Pages of the log in one transaction: closing one costs the brokers the same, whatever is in it. */
const MOST_TOGETHER = 4;

/**
 * Tells a service's log to Kafka until the signal aborts: one holder of a lease, whatever the replicas. Faults that pass are
 * waited out; a batch may then come twice, never in pieces, and none is left out.
 * @throws TopicRefused, ConsumerOutdated: the program has to say so and stop.
 */
export async function runRelay(parts: RelayParts, signal: AbortSignal): Promise<void> {
  const kafka = openClient(parts.settings);
  const changed = new AbortController();
  const until = AbortSignal.any([signal, changed.signal]);
  const watching = watchPartitions(kafka, topicsOf(parts.settings), until, parts.lookEveryMs);
  watching.catch((refusal: unknown) => changed.abort(refusal)); // told below, once the lease is free; nobody waits for a look
  await tellOn(kafka, parts, until);
  if (!signal.aborted) changed.signal.throwIfAborted();
}

async function tellOn(kafka: Kafka, parts: RelayParts, signal: AbortSignal): Promise<void> {
  const progress = { pause: FIRST_PAUSE_MS };
  while (!signal.aborted) {
    try {
      await ensureTopics(kafka, parts.settings, topicsOf(parts.settings), parts.warn);
      const lease = await parts.leases.hold('relay', signal);
      await tellUnder(lease, kafka, parts, progress, signal).finally(() => lease.release());
    } catch (error) {
      if (signal.aborted) return;
      if (!isTransient(error) && !isKafkaFault(error) && !(error instanceof LeaseLost)) throw asOutdated(error, 'relay', parts.settings.service);
      parts.warn({ error: String(error) }, 'relay waits for its surroundings');
    }
    await sleep(progress.pause, undefined, { signal }).catch(() => undefined);
    progress.pause = Math.min(progress.pause * 2, LONGEST_PAUSE_MS);
  }
}

function topicsOf(settings: KafkaSettings): readonly string[] {
  return AUDIENCES.map((audience) => topicName(settings, settings.service, audience));
}

/**
 * The order matters: first whoever told before is refused by the brokers, then the checkpoint is read, then the lease is
 * looked at once more. So what an older holder may still have told is told again, and nothing of it comes after ours.
 */
async function tellUnder(lease: Lease, kafka: Kafka, parts: RelayParts, progress: { pause: number }, signal: AbortSignal): Promise<void> {
  const teller = await Teller.open(kafka, parts.settings, parts.hiding);
  const { aroundTelling = (contracts, tell) => tell(contracts) } = parts;
  const failed = new AbortController();
  let moved: Promise<void> = Promise.resolve();
  try {
    let place = (await readRelayPlace(parts.db)) ?? { upTo: undefined, ends: emptyEnds(parts.settings) };
    await lease.confirm();
    const until = AbortSignal.any([signal, lease.signal, failed.signal]);
    for await (const batch of gathered((ending) => parts.store.subscribe({ after: place.upTo, signal: ending }), MOST_TOGETHER, until)) {
      const { service } = parts.settings;
      const contracts = batch.events.flatMap((event) => contractsOf(event, service, parts.toContract));
      await parts.at?.('before-send');
      const { ends: reached } = place;
      const ends: Ends = contracts.length > 0 ? await aroundTelling(contracts, (told) => teller.tell(told, reached)) : reached;
      await parts.at?.('after-send');
      const next: RelayPlace = { upTo: batch.upTo, ends };
      await moved;
      moved = moveRelayPlace(parts.db, lease, next); // it follows the acknowledgement; the next batch need not follow it
      moved.catch(() => failed.abort()); // else it were found out with the next event, whenever that is
      place = next;
      progress.pause = FIRST_PAUSE_MS;
    }
    await moved;
  } finally {
    await moved.catch(() => undefined);
    await teller.close().catch(() => undefined);
  }
}

function emptyEnds(settings: KafkaSettings): Ends {
  return Object.fromEntries(topicsOf(settings).map((topic) => [topic, Array<string>(PARTITIONS).fill('0')]));
}
