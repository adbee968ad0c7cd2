import { AsyncLocalStorage } from 'node:async_hooks';
import type { Contract } from '@flipside/contracts';
import { Server, type BaseRpcContext, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Pool } from 'pg';
import { openCheckpoint } from '../checkpoints.js';
import type { FeedConsumer, Place, PlacedBatch } from '../feed.js';
import type { Warn } from '../run-consumer.js';
import { sourceOf, type KafkaSettings, type TopicSource } from './client.js';
import { GroupReader } from './group-reader.js';
import type { Oddities } from './reading.js';
import type { WatchLimits } from './watchdog.js';
import type { HidingOf } from './whereabouts.js';

/** What a handler gets: `@EventPattern(topic, { consumer: 'name' })`. It answers false when its place is another by now. */
export interface Delivery {
  readonly part: string;
  readonly batch: PlacedBatch<Contract>;
  readonly reached: Place | undefined;
}

export interface TransportParts {
  readonly settings: KafkaSettings;
  readonly db: Pool;
  readonly warn: Warn;
  readonly hidingOf: HidingOf;
  readonly limits?: Partial<WatchLimits>;
}

type Handler = MessageHandler<Delivery, BaseRpcContext, unknown>;

/**
 * Nest's way to Kafka, by batches. Each handler of a topic is a named consumer with a place of its own; they are called one
 * after the other, and what one of them throws is its own affair.
 */
export class KafkaTransport extends Server<never, never> implements CustomTransportStrategy {
  override readonly transportId = Symbol('flipside-kafka');
  private readonly sources = new Map<string, TopicSource>();
  private reader: GroupReader | undefined;
  private listening = false;
  private starting: NodeJS.Immediate | undefined;
  /** Beginning and ending take turns: a reader that two begin at once would stay in the group for nobody. */
  private turns: Promise<void> = Promise.resolve();
  private readonly failures = new Set<(error: unknown) => void>();
  /** What ended the reading while no consumer was there to be told: the next one is. */
  private untold: { readonly error: unknown } | undefined;

  constructor(private readonly parts: TransportParts) {
    super();
  }

  /** Never waits for the brokers: a service takes commands and answers queries without them. */
  listen(callback: () => void): void {
    this.listening = true;
    this.startSoon();
    callback();
  }

  async close(): Promise<void> {
    this.listening = false;
    await this.inTurn(() => this.stopReading());
  }

  /** Hands a topic to a consumer until the signal aborts. @throws what does not pass by itself. */
  async hand(topic: string, consumer: FeedConsumer<Contract>, signal: AbortSignal): Promise<void> {
    const asNow = AsyncLocalStorage.snapshot(); // what is appended by it rests on the lease that it runs under
    const handler = ((delivery: Delivery) => asNow(() => consumer.take(delivery.part, delivery.batch, delivery.reached))) as unknown as Handler;
    this.addHandler(topic, handler, true, { consumer: consumer.name, open: consumer.open });
    this.startSoon();
    try {
      await this.until(signal);
    } finally {
      this.messageHandlers.delete(keyOf(topic, consumer.name));
      await this.inTurn(async () => {
        if (this.messageHandlers.size === 0) await this.stopReading();
      });
    }
  }

  /** Each by itself: Nest would chain the handlers of one pattern, and a call of the first would start all of them at once. */
  override addHandler(topic: string, callback: Handler, isEventHandler = false, extras: Record<string, unknown> = {}): void {
    const { consumer } = extras;
    if (typeof consumer !== 'string') throw new Error(`a handler of ${topic} needs the name of its consumer: @EventPattern(topic, { consumer })`);
    this.messageHandlers.set(keyOf(topic, consumer), Object.assign(callback, { isEventHandler, extras }));
    this.sources.set(topic, sourceOf(topic));
  }

  on(): never {
    throw new Error('the transport has no events: see its hooks');
  }

  unwrap<T>(): T {
    return this.reader as T;
  }

  /** Why the process should be replaced; undefined while all is well. */
  stalled(): string | undefined {
    return this.reader?.stalled();
  }

  /** Messages that each part has yet to hand out, as far as is known. */
  lag(): ReadonlyMap<string, bigint> {
    return this.reader?.lag() ?? new Map();
  }

  get oddities(): Oddities {
    return this.reader?.oddities ?? { unknown: 0, newer: 0, unreadable: 0 };
  }

  /** All consumers ask at once when a service starts: the topics are known after that. */
  private startSoon(): void {
    if (!this.listening || this.starting) return;
    this.starting = setImmediate(() => {
      this.starting = undefined;
      void this.inTurn(() => this.restart());
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    return (this.turns = this.turns.then(work));
  }

  private async restart(): Promise<void> {
    const topics = [...this.sources].filter(([topic]) => this.consumersOf(topic).length > 0);
    if (!this.listening || topics.length === 0) return;
    if (this.reader?.reads(topics.map(([topic]) => topic))) return this.reader.refresh();
    await this.stopReading();
    this.reader = new GroupReader({
      ...this.parts,
      sources: new Map(topics),
      consumersOf: (topic) => this.consumersOf(topic),
      failed: (error) => this.fail(error),
    });
    void this.reader.run();
  }

  private async stopReading(): Promise<void> {
    const { reader } = this;
    this.reader = undefined;
    await reader?.stop();
  }

  private consumersOf(topic: string): readonly FeedConsumer<Contract>[] {
    return this.handlersOf(topic).map((handler) => ({
      name: nameOf(handler),
      open: (part) => openOf(handler)?.(part) ?? openCheckpoint(this.parts.db, nameOf(handler), part),
      take: (part, batch, reached) => answerOf(handler, { part, batch, reached }),
    }));
  }

  private handlersOf(topic: string): readonly Handler[] {
    return [...this.messageHandlers].filter(([key]) => key.startsWith(keyOf(topic, ''))).map(([, handler]) => handler as unknown as Handler);
  }

  private until(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      this.failures.add(reject);
      const done = (): void => {
        this.failures.delete(reject);
        resolve();
      };
      if (signal.aborted) done();
      else if (this.untold) reject(this.untold.error);
      else signal.addEventListener('abort', done, { once: true });
    });
  }

  /** One of them tells it; all end when the program stops. */
  private fail(error: unknown): void {
    const [reject] = this.failures;
    this.failures.clear();
    if (reject) reject(error);
    else this.untold = { error };
  }
}

function nameOf({ extras }: Handler): string {
  return (extras as { readonly consumer: string }).consumer;
}

function openOf({ extras }: Handler): FeedConsumer<Contract>['open'] | undefined {
  return (extras as { readonly open?: FeedConsumer<Contract>['open'] }).open;
}

function keyOf(topic: string, consumer: string): string {
  return `${topic} ${consumer}`;
}

/** A handler's failure may come as a stream that nobody has subscribed to; its last value is the answer. */
async function answerOf(handler: Handler, delivery: Delivery): Promise<boolean> {
  const answer: unknown = await handler(delivery, undefined as never);
  const value: unknown = isObservable(answer) ? await lastValueFrom(answer, { defaultValue: undefined }) : answer;
  return value !== false;
}
