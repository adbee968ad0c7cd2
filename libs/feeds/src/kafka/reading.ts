import type { ServiceName } from '@flipside/contracts';
import type { Batch as KafkaBatch } from 'kafkajs';
import type { Pool } from 'pg';
import type { Warn } from '../run-consumer.js';
import { isTransient } from '../transient.js';
import type { TopicSource } from './client.js';
import { minorOf } from './definitions.js';
import type { Next, Stretch } from './delivery.js';
import { fromMessage, Unreadable, type Arrived } from './message.js';
import { keepUnreadable } from './unreadable.js';
import type { Hiding, HidingOf } from './whereabouts.js';

/** What came and was not as this code knows it. */
export interface Oddities {
  /** Types that are not known here: passed over. */
  unknown: number;
  /** Minor versions newer than ours: taken, without what is new in them. */
  newer: number;
  unreadable: number;
}

/** How long a public topic rests before it is looked at again whether its owner has answered. */
const OWNER_PAUSE_MS = 100;

/** Reads messages as contracts: what can't be read is kept raw, what is not known is passed over; both are counted. */
export class Reading {
  readonly oddities: Oddities = { unknown: 0, newer: 0, unreadable: 0 };
  private readonly hidings = new Map<ServiceName, Hiding>();
  private readonly asked = new Set<ServiceName>();

  constructor(
    private readonly db: Pool,
    private readonly hidingOf: HidingOf,
    private readonly warn: Warn,
  ) {}

  /** A public topic's owner says once how to read it. It may be away: that topic then rests, and no other waits for it. */
  awaits(batch: KafkaBatch, { service, audience }: TopicSource): Next | undefined {
    if (audience === 'sealed' || this.hidings.has(service)) return undefined;
    if (!this.asked.has(service)) void this.ask(service);
    return { seek: fetchedOffsetOf(batch), pauseUntil: performance.now() + OWNER_PAUSE_MS };
  }

  private async ask(service: ServiceName): Promise<void> {
    this.asked.add(service);
    try {
      this.hidings.set(service, await this.hidingOf(service));
    } catch (error) {
      if (!isTransient(error)) throw error;
      this.warn({ service, error: String(error) }, 'the public topic of a service waits for its owner');
    } finally {
      this.asked.delete(service);
    }
  }

  async stretchOf(batch: KafkaBatch, source: TopicSource): Promise<Stretch> {
    const messages: { offset: bigint; contract: Arrived['contract'] }[] = [];
    for (const message of batch.messages) {
      const arrived = this.read(message, source);
      if (arrived instanceof Unreadable) {
        await keepUnreadable(this.db, { topic: batch.topic, partition: batch.partition, message, error: arrived.message });
      } else if (this.isKnown(arrived, source)) {
        messages.push({ offset: BigInt(message.offset), contract: arrived.contract });
      }
    }
    return { from: fetchedOffsetOf(batch), to: BigInt(batch.lastOffset()) + 1n, messages };
  }

  private read(message: KafkaBatch['messages'][number], { service, audience }: TopicSource): Arrived | Unreadable {
    try {
      return fromMessage(message, service, audience === 'public' ? this.hidings.get(service) : undefined);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.oddities.unreadable++;
      return error;
    }
  }

  private isKnown({ contract, minor }: Arrived, { service, audience }: TopicSource): boolean {
    const known = minorOf(service, audience, contract.type);
    if (known === undefined) this.oddities.unknown++;
    else if (minor > known) this.oddities.newer++;
    return known !== undefined;
  }
}

/** The offset that was asked for: between it and the first message are only records of the brokers. */
function fetchedOffsetOf(batch: KafkaBatch): bigint {
  return BigInt((batch as unknown as { readonly fetchedOffset: string }).fetchedOffset);
}

/** The same stretch in pieces of at most so many messages, so that one transaction never grows large. */
export function* piecesOf({ from, to, messages }: Stretch, most: number): Generator<Stretch> {
  let start = from;
  for (let i = 0; i + most < messages.length; i += most) {
    const end = messages[i + most]!.offset;
    yield { from: start, to: end, messages: messages.slice(i, i + most) };
    start = end;
  }
  const left = messages.length === 0 ? 0 : Math.floor((messages.length - 1) / most) * most;
  yield { from: start, to, messages: messages.slice(left) };
}
