import type { Position } from '@flipside/event-sourcing';
import type { Feed, Handed, Placed, Told } from './feed.js';
import { ConsumerOutdated } from './outdated.js';
import { isAtOrBefore, type ConsumerPlaces } from './places.js';
import type { Pool } from 'pg';
import { placeOf, type CheckpointRow } from './checkpoints.js';

interface Follower {
  readonly consumer: string;
  readonly feed: Feed<Placed>;
}

/** One source that is handed out, and the consumers that follow it. */
interface Source {
  readonly feed: Feed<Placed>;
  readonly handed: Handed<Placed>;
  readonly consumers: readonly string[];
  /** What was told whenever we asked, oldest first, until a consumer has all of that. */
  readonly awaited: ReadonlyMap<string, Told[]>;
  asking: Promise<void> | undefined;
  /** When it was last asked, on this machine's monotonic clock. */
  asked: number;
}

/** A place in a source that somebody waits for. */
export interface WantedPlace {
  readonly source: string;
  readonly position: Position;
}

/** Answers that are kept for a consumer that is slow: of more, the latest counts instead of the one before. */
const MOST_AWAITED = 8;
/** All who wait ask again and again, each for itself: their owner is asked no more often, in milliseconds. */
const GAP_MS = 20;

/**
 * Turns places in the parts of a source into places in the whole of it: a consumer that has everything that was told of a
 * source up to a position stands at that position, even where nothing was told of the last events.
 */
export class ToldPlaces {
  private readonly sources: readonly Source[];

  constructor(
    followers: readonly Follower[],
    private readonly places: Pick<ConsumerPlaces, 'at' | 'begins' | 'passed'>,
    private readonly db: Pool,
    private readonly gapMs = GAP_MS,
  ) {
    const byTopic = Map.groupBy(followers.filter(({ feed }) => feed.handed), ({ feed }) => feed.handed!.parts[0]!);
    this.sources = [...byTopic.values()].map((same) => ({
      feed: same[0]!.feed, handed: same[0]!.feed.handed!, consumers: same.map(({ consumer }) => consumer),
      awaited: new Map(same.map(({ consumer }) => [consumer, []])), asking: undefined, asked: -Infinity,
    }));
  }

  /** Nothing of what is followed is handed out in parts. */
  get idle(): boolean {
    return this.sources.length === 0;
  }

  /** Where the consumers stood when another process ran them. */
  async begin(): Promise<void> {
    const parts = this.sources.flatMap(({ handed }) => handed.parts);
    if (parts.length === 0) return;
    const { rows } = await this.db.query<CheckpointRow & { consumer: string; source: string }>(
      'select consumer, source, epoch, n, watermark_epoch, watermark from consumer_checkpoint where source = any($1)',
      [parts],
    );
    for (const row of rows) this.places.begins(row.consumer, row.source, placeOf(row));
  }

  /** A consumer moved: perhaps it has all by now. */
  moved(): void {
    for (const source of this.sources) this.compare(source);
  }

  /**
   * Asks how far the sources were told. An owner that does not answer is asked again the next time.
   * @param wanted by somebody who waits: its source is asked until an answer goes as far. Else those of which a consumer has all.
   * @throws ConsumerOutdated where a source was restored: its topics may hold less by now than a consumer has of them.
   */
  async refresh(wanted?: WantedPlace): Promise<void> {
    const open = this.sources.filter((source) => this.isOpen(source, wanted));
    await Promise.all(open.map((source) => (source.asking ??= this.ask(source).finally(() => (source.asking = undefined)))));
  }

  private async ask(source: Source): Promise<void> {
    source.asked = performance.now();
    const told = await source.handed.told().catch(() => undefined);
    if (!told || told.upTo.n === 0n) return;
    await this.refuseRestored(source, told.upTo);
    for (const all of source.awaited.values()) add(all, told);
    this.compare(source);
  }

  /** Whether an answer is missing that somebody needs. */
  private isOpen({ feed: { source }, awaited, asked }: Source, wanted: WantedPlace | undefined): boolean {
    if (!wanted) return [...awaited.values()].some((all) => all.length === 0);
    if (wanted.source !== source || performance.now() - asked < this.gapMs) return false;
    const goesAsFar = (place: Position | undefined): boolean => isAtOrBefore(wanted.position, place);
    return [...awaited].some(([consumer, all]) => !goesAsFar(all.at(-1)?.upTo) && !goesAsFar(this.places.at(consumer, source)));
  }

  /** Somebody who has seen another log than there is, or more of it, stands in one that is no more. */
  private async refuseRestored({ feed, consumers, handed }: Source, { epoch, n }: Position): Promise<void> {
    const seen = consumers.flatMap((consumer) => this.seenBy(consumer, feed.source, handed.parts));
    const furthest = seen.reduce((a, b) => (b.at.n > a.at.n ? b : a), { consumer: '', at: { epoch, n } });
    const beyond = furthest.at.n > n && furthest.at.n > (await endOf(feed)) ? furthest : undefined;
    const gone = seen.find(({ at }) => at.epoch !== epoch) ?? beyond;
    if (gone) throw new ConsumerOutdated(gone.consumer, feed.source, { known: gone.at.epoch, found: epoch });
  }

  private seenBy(consumer: string, source: string, parts: readonly string[]): readonly { readonly consumer: string; readonly at: Position }[] {
    const seen = [this.places.at(consumer, source), ...parts.map((part) => this.places.at(consumer, part)?.watermark)];
    return seen.flatMap((at) => (at && at.epoch > 0 ? [{ consumer, at }] : []));
  }

  /**
   * For each consumer by itself: a policy may wait for what a read model has, and the read model must not wait for the
   * policy to hear of it.
   */
  private compare({ feed: { source: name }, awaited }: Source): void {
    for (const [consumer, all] of awaited) {
      const has = all.findLastIndex((told) => this.hasAll(consumer, told));
      if (has < 0) continue;
      const [told] = all.splice(0, has + 1).slice(-1) as [Told]; // first: a place that is passed here is a move again
      if (!isAtOrBefore(told.upTo, this.places.at(consumer, name))) this.places.passed(consumer, name, told.upTo);
    }
  }

  private hasAll(consumer: string, { places }: Told): boolean {
    return [...places].every(([part, end]) => end === 0n || (this.places.at(consumer, part)?.n ?? 0n) >= end);
  }
}

/** An answer that says nothing new is not kept. */
function add(all: Told[], told: Told): void {
  if (isAtOrBefore(told.upTo, all.at(-1)?.upTo)) return;
  if (all.length === MOST_AWAITED) all.pop();
  all.push(told);
}

/** Of the log itself: what was sent a moment ago is told before the relay says so. Endless where its owner does not answer. */
async function endOf(feed: Feed<Placed>): Promise<bigint | number> {
  return feed.head().then(({ n }) => n, () => Infinity);
}
