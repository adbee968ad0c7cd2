import { setTimeout as sleep } from 'node:timers/promises';
import type { Contract } from '@flipside/contracts';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { FeedConsumer } from '../feed.js';
import { isTransient } from '../transient.js';
import { Alarms } from './alarms.js';
import { asTransient, isKafkaFault, openClient, partOf, PARTITIONS, type TopicSource } from './client.js';
import { PartitionDelivery, type Next } from './delivery.js';
import { piecesOf, Reading, type Oddities } from './reading.js';
import { ensureTopics, TopicRefused } from './topics.js';
import type { TransportParts } from './transport.js';
import { Watchdog } from './watchdog.js';

export interface ReaderParts extends TransportParts {
  readonly sources: ReadonlyMap<string, TopicSource>;
  readonly consumersOf: (topic: string) => readonly FeedConsumer<Contract>[];
  /** It ended for good. */
  readonly failed: (error: unknown) => void;
}

const HEARTBEAT_MS = 2_000;
const SESSION_TIMEOUT_MS = 10_000;
/** How long the brokers wait for news before they answer: a seek takes effect after that at the latest. */
const LONGEST_WAIT_MS = 250;
/** Events of one transaction of a consumer at most. */
const PIECE = 2_000;
const LONGEST_PAUSE_MS = 5_000;
const RETRY_MS = 1_000;
/** Joining takes some 100 ms where the brokers are there and nobody died. */
const JOINS_WITHIN_MS = 5_000;

/** Reads a service's topics as one consumer group of Kafka's. Where each named consumer stands is kept in Postgres alone. */
export class GroupReader {
  private readonly kafka: Kafka;
  private readonly consumer: Consumer;
  private readonly reading: Reading;
  private readonly deliveries = new Map<string, PartitionDelivery>();
  private readonly alarms = new Alarms();
  private readonly watchdog: Watchdog;
  private readonly stopping = new AbortController();
  private joining: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ReaderParts) {
    const { settings, db, sources } = parts;
    this.kafka = openClient(settings);
    this.reading = new Reading(db, parts.hidingOf, parts.warn);
    this.consumer = this.kafka.consumer({
      groupId: `${settings.prefix}flipside-${settings.service}`,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: LONGEST_WAIT_MS,
      allowAutoTopicCreation: false,
      readUncommitted: false,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8, restartOnFailure: async () => !this.stopping.signal.aborted },
    });
    for (const topic of sources.keys()) {
      for (let partition = 0; partition < PARTITIONS; partition++) this.open(topic, partition);
    }
    this.watchdog = new Watchdog(this.kafka, this.consumer, {
      ...parts,
      again: () => this.alarms.at(performance.now() + RETRY_MS, () => void this.run()),
      reached: (part) => this.deliveries.get(part)?.reached,
    });
    this.consumer.on(this.consumer.events.GROUP_JOIN, ({ payload }) => void this.joined(payload.memberAssignment));
    this.consumer.on(this.consumer.events.START_BATCH_PROCESS, ({ payload }) => {
      if (payload.batchSize === 0) this.skip(payload);
    });
  }

  get oddities(): Oddities {
    return this.reading.oddities;
  }

  readonly reads = (topics: readonly string[]): boolean => topics.every((topic) => this.parts.sources.has(topic));
  /** Waits for the brokers as long as it takes. Resolves when it is a member of the group, or was stopped. */
  run(): Promise<void> {
    return (this.joining = this.join());
  }

  private async join(): Promise<void> {
    const { signal } = this.stopping;
    for (let pause = 100; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        await ensureTopics(this.kafka, this.parts.settings, [...this.parts.sources.keys()], this.parts.warn);
        await this.consumer.connect();
        await this.consumer.subscribe({ topics: [...this.parts.sources.keys()], fromBeginning: true });
        if (signal.aborted) return;
        this.watchdog.start();
        await this.consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: PARTITIONS, // a consumer takes together what comes at once
          eachBatch: (payload) => this.eachBatch(payload),
        });
        if (signal.aborted) await this.consumer.disconnect(); // it took longer to join than who stopped it waited
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (!isTransient(error) && !isKafkaFault(error)) return this.parts.failed(error);
        this.parts.warn({ error: String(error) }, 'consumers wait for Kafka');
        await sleep(pause, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /**
   * Finishes what is being handed out, and leaves the group. Who is about to join it joins first: told to leave in the middle,
   * the client would stay a member that nobody hears of, and the next one waits for the brokers to find that out.
   */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.watchdog.stop();
    this.alarms.drop();
    await Promise.race([this.joining, sleep(JOINS_WITHIN_MS, undefined, { ref: false })]);
    await this.consumer.disconnect().catch(() => undefined);
  }

  /** Consumers came or went: who is new may need what was already handed out. */
  refresh(): void {
    const all = [...this.parts.sources.keys()].map((topic) => [topic, Array.from({ length: PARTITIONS }, (_, n) => n)] as const);
    void this.joined(Object.fromEntries(all));
  }

  readonly stalled = (): string | undefined => this.watchdog.stalled();
  readonly lag = (): ReadonlyMap<string, bigint> => this.watchdog.lag();

  private open(topic: string, partition: number): void {
    const part = partOf(topic, partition);
    this.deliveries.set(part, new PartitionDelivery(part, () => this.parts.consumersOf(topic), {
      source: this.parts.sources.get(topic)!.service,
      now: () => performance.now(),
      waits: (consumer, error) => this.parts.warn({ consumer, part, error: String(error) }, 'consumer waits for its surroundings'),
      over: () => this.wake(topic, partition),
    }));
  }

  /** Offsets are kept in Postgres: batches may come from elsewhere before the seek takes effect, and are not applied. */
  private async joined(assignment: Readonly<Record<string, readonly number[]>>): Promise<void> {
    for (const [topic, partitions] of Object.entries(assignment)) {
      if (partitions.some((partition) => partition >= PARTITIONS)) return this.parts.failed(new TopicRefused(topic, Math.max(...partitions) + 1));
      for (const partition of partitions) {
        const delivery = this.deliveries.get(partOf(topic, partition))!;
        delivery.forget();
        const offset = await delivery.start().catch(() => undefined); // found out again with the first batch
        if (offset !== undefined && offset > 0n) this.seek(topic, partition, offset);
      }
    }
  }

  private async eachBatch({ batch, resolveOffset, heartbeat, isRunning, isStale, pause }: EachBatchPayload): Promise<void> {
    const { topic, partition } = batch;
    const source = this.parts.sources.get(topic)!;
    const part = partOf(topic, partition);
    const awaited = this.reading.awaits(batch, source);
    if (awaited) return this.follow(topic, partition, awaited, pause);
    const beating = setInterval(() => void heartbeat().catch(() => undefined), HEARTBEAT_MS);
    const done = this.watchdog.handing(part, BigInt(batch.highWatermark));
    try {
      const delivery = this.deliveries.get(part)!;
      const pieces = piecesOf(await this.reading.stretchOf(batch, source), PIECE);
      const next = await delivery.deliverAll(pieces, () => isRunning() && !isStale());
      if (!next) return;
      if (next.pauseUntil === undefined && next.seek === undefined) resolveOffset(batch.lastOffset());
      this.follow(topic, partition, next, pause);
    } catch (error) {
      if (isTransient(error)) throw asTransient(error); // what could not be read is not kept yet: it comes again
      this.parts.failed(error);
      pause();
    } finally {
      clearInterval(beating);
      done();
    }
  }

  private follow(topic: string, partition: number, { seek, pauseUntil, retryAt }: Next, pause: () => () => void): void {
    if (seek !== undefined) this.seek(topic, partition, seek);
    if (pauseUntil !== undefined) this.alarms.at(pauseUntil, pause());
    if (retryAt !== undefined) this.alarms.at(retryAt, () => void this.retry(topic, partition));
  }

  private wake(topic: string, partition: number): void {
    if (this.stopping.signal.aborted) return;
    this.consumer.resume([{ topic, partitions: [partition] }]);
    void this.retry(topic, partition);
  }

  private async retry(topic: string, partition: number): Promise<void> {
    const offset = await this.deliveries.get(partOf(topic, partition))!.start().catch(() => undefined);
    if (offset !== undefined) this.seek(topic, partition, offset);
    else this.alarms.at(performance.now() + RETRY_MS, () => void this.retry(topic, partition));
  }

  private seek(topic: string, partition: number, offset: bigint): void {
    if (!this.stopping.signal.aborted) this.consumer.seek({ topic, partition, offset: offset.toString() });
  }

  private skip({ topic, partition, firstOffset, lastOffset }: { topic: string; partition: number; firstOffset: string | null; lastOffset: string }): void {
    if (firstOffset !== null) this.deliveries.get(partOf(topic, partition))?.skip(BigInt(firstOffset), BigInt(lastOffset) + 1n);
  }
}
