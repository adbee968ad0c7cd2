import type { Contract, ServiceName } from '@flipside/contracts';
import { comparePositions, EpochChanged, type Position } from '@flipside/event-sourcing';
import type { FeedConsumer, Place, PlacedBatch } from '../feed.js';
import { isAtOrBefore } from '../places.js';
import { asOutdated } from '../outdated.js';
import { isTransient, overOf } from '../transient.js';

/** A stretch of one partition, from an offset (inclusive) to another (exclusive), with what could be read of it. */
export interface Stretch {
  readonly from: bigint;
  readonly to: bigint;
  readonly messages: readonly { readonly offset: bigint; readonly contract: Contract }[];
}

/** What has to be done before the next stretch: read from another offset, or wait until a moment first. */
export interface Next {
  /** Somebody has yet to get what comes from here on. */
  readonly seek?: bigint;
  /** Milliseconds on the clock given; nobody takes anything before. */
  readonly pauseUntil?: number;
  /** Somebody who was left behind wants to try again then; the others go on meanwhile. */
  readonly retryAt?: number;
}

export interface DeliveryHooks {
  /** Whose log the partition is of. */
  readonly source: ServiceName;
  readonly now: () => number;
  readonly waits: (consumer: string, error: unknown) => void;
  /** What somebody waited for is there: the partition is to be read on from where it stands, whatever moment was given. */
  readonly over: () => void;
}

/** Where one consumer stands, as far as this process knows. */
interface Standing {
  place: Place | undefined;
  /** The offset that it takes next. Beyond the place where only the brokers' own records were passed. */
  next: bigint;
  retryAt: number;
  pause: number;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
/** Topics keep their part of the position's order under one epoch: a new one is a new topic. */
const EPOCH = 1;

/**
 * Hands one partition to its consumers, one after the other; each has a place of its own. Who can't take a stretch just now
 * gets it later, and holds nobody else up. It knows nothing of Kafka, so that its rules can be tried on any history.
 */
export class PartitionDelivery {
  private readonly standing = new Map<string, Standing>();

  constructor(
    private readonly part: string,
    private readonly consumers: () => readonly FeedConsumer<Contract>[],
    private readonly hooks: DeliveryHooks,
  ) {}

  /** Others may have had the partition meanwhile: where consumers stand is asked anew. */
  forget(): void {
    this.standing.clear();
  }

  /** The first offset that somebody still needs; undefined where nobody is there. */
  async start(): Promise<bigint | undefined> {
    const all = await Promise.all(this.consumers().map((consumer) => this.standingOf(consumer)));
    return all.length > 0 ? least(all) : undefined;
  }

  /** @throws what does not pass by itself. */
  async deliver(stretch: Stretch): Promise<Next> {
    for (const consumer of this.consumers()) await this.offer(consumer, stretch);
    return this.after(stretch.to);
  }

  /** Piece after piece, until somebody has to wait; undefined where they are not ours to deliver any more. */
  async deliverAll(pieces: Iterable<Stretch>, ours: () => boolean): Promise<Next | undefined> {
    let next: Next = {};
    for (const piece of pieces) {
      if (!ours()) return undefined;
      next = await this.deliver(piece);
      if (next.pauseUntil !== undefined) break;
    }
    return next;
  }

  /** How far everybody is; undefined where nobody has taken anything yet. */
  get reached(): bigint | undefined {
    return this.standing.size > 0 ? least([...this.standing.values()]) : undefined;
  }

  /** Between two offsets are only the brokers' own records. */
  skip(from: bigint, to: bigint): void {
    for (const one of this.standing.values()) if (one.next >= from && one.next < to) one.next = to;
  }

  private async offer(consumer: FeedConsumer<Contract>, stretch: Stretch): Promise<void> {
    const one = this.standing.get(consumer.name);
    if (one && one.retryAt > this.hooks.now()) return;
    try {
      await this.bring(consumer, stretch);
    } catch (error) {
      if (!isTransient(error) || error instanceof EpochChanged) throw asOutdated(error, consumer.name, this.hooks.source);
      this.hooks.waits(consumer.name, error);
      this.later(consumer.name, overOf(error));
    }
  }

  private async bring(consumer: FeedConsumer<Contract>, stretch: Stretch): Promise<void> {
    const standing = await this.standingOf(consumer);
    if (standing.next < stretch.from || standing.next >= stretch.to) return; // not there yet, or beyond
    const batch = batchFor(standing, stretch);
    if (await consumer.take(this.part, batch, standing.place)) {
      this.standing.set(consumer.name, { place: batch.upTo, next: stretch.to, retryAt: 0, pause: FIRST_PAUSE_MS });
    } else {
      this.standing.delete(consumer.name); // somebody else moved it: where it stands is asked anew
    }
  }

  private later(consumer: string, over: Promise<unknown> | undefined): void {
    const one = this.standing.get(consumer) ?? { place: undefined, next: -1n, retryAt: 0, pause: FIRST_PAUSE_MS };
    one.retryAt = this.hooks.now() + one.pause;
    one.pause = Math.min(one.pause * 2, LONGEST_PAUSE_MS);
    this.standing.set(consumer, one);
    void over?.then(() => this.nowOver(consumer, one));
  }

  private nowOver(consumer: string, one: Standing): void {
    if (this.standing.get(consumer) !== one || one.retryAt === 0) return;
    one.retryAt = 0;
    one.pause = FIRST_PAUSE_MS;
    this.hooks.over();
  }

  private async standingOf(consumer: FeedConsumer<Contract>): Promise<Standing> {
    const known = this.standing.get(consumer.name);
    if (known && known.next >= 0n) return known;
    const place = await consumer.open(this.part);
    const standing = { place, next: place?.n ?? 0n, retryAt: 0, pause: known?.pause ?? FIRST_PAUSE_MS };
    this.standing.set(consumer.name, standing);
    return standing;
  }

  private after(end: bigint): Next {
    const all = this.consumers().map(({ name }) => this.standing.get(name));
    if (all.length === 0) return {};
    const behind = all.filter((one) => one === undefined || one.next < end);
    if (behind.length === 0) return least(all) > end ? { seek: least(all) } : {};
    const now = this.hooks.now();
    const ready = behind.filter((one) => one === undefined || one.retryAt <= now);
    if (ready.length > 0) return { seek: least(ready) };
    const retryAt = Math.min(...behind.map((one) => one!.retryAt));
    return behind.length === all.length ? { seek: least(behind), pauseUntil: retryAt } : { retryAt };
  }
}

/** The lowest next offset; whoever's is not known may need the beginning, and says so when asked. */
function least(standings: readonly (Standing | undefined)[]): bigint {
  return standings.map((one) => (one && one.next > 0n ? one.next : 0n)).reduce((a, b) => (a < b ? a : b));
}

/** What a consumer gets of a stretch: nothing twice, whether it was sent twice or read twice. */
function batchFor({ place, next }: Standing, { to, messages }: Stretch): PlacedBatch<Contract> {
  const events: Contract[] = [];
  let watermark = place?.watermark;
  for (const { offset, contract } of messages) {
    if (offset < next || isKnown(contract.position, watermark)) continue;
    events.push(contract);
    watermark = contract.position;
  }
  return { events, upTo: { epoch: EPOCH, n: to, ...(watermark && { watermark }) } };
}

/** @throws EpochChanged when the source was restored since, or the message is from before: what was derived has to be rebuilt. */
function isKnown(position: Position, watermark: Position | undefined): boolean {
  if (watermark && position.epoch !== watermark.epoch) throw new EpochChanged(watermark.epoch, position.epoch);
  return watermark !== undefined && comparePositions(position, watermark) <= 0;
}

/** Whether a place has everything up to an offset. */
export function hasReached(place: Place | undefined, offset: bigint): boolean {
  return offset === 0n || isAtOrBefore({ epoch: EPOCH, n: offset }, place);
}
