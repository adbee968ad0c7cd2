import { categoryOf, EpochChanged, type Batch, type Position, type RecordedEvent, type StoredData } from '@flipside/event-sourcing';
import type { Connection, LogEvent, StreamEvent } from './connection.js';
import type { Epoch } from './epoch.js';
import { isNoPosition } from './faults.js';
import { metadataOf } from './new-append.js';
import type { Names } from './names.js';
import { roughSize } from './rough-size.js';
import { skim } from './skim.js';

/** A batch, and how many events of the log were looked at for it. */
export interface Page extends Batch {
  readonly examined: number;
}

/** How far back the end of the log is looked through at once for the last event that counts. */
const BACK = { first: 16, then: 512 };
/** The largest number that is a position: older servers put the largest of all where they know none. */
const LARGEST = 2n ** 63n;

/** Reads the log of one service. Failures are thrown as they come: who asks knows whether to wait. */
export class Reader {
  readonly connection: Connection;
  readonly epoch: Epoch;
  readonly names: Names;
  /** From the last event that counts to the end there were only the server's own: nobody has to look at them again. */
  #quiet = { from: 0n, to: 0n };

  constructor(connection: Connection, epoch: Epoch, names: Names) {
    this.connection = connection;
    this.epoch = epoch;
    this.names = names;
  }

  async stream(stream: string, from: bigint): Promise<readonly RecordedEvent[]> {
    const [epoch, events] = await Promise.all([this.epoch.recent(), this.connection.stream(this.names.stored(stream), from)]);
    if (events[0] && events[0].revision !== from) throw new StreamTruncated(stream, events[0].revision);
    return events.map((event) => this.recorded(event, epoch));
  }

  /** Position of the last event that counts, 0n where there is none. System events come after it without end. */
  async head(): Promise<Position> {
    const [epoch, n] = await Promise.all([this.epoch.ask(), this.#last()]);
    return { epoch, n };
  }

  /** The events among the next `limit` that count, and at most about `bytes` of them. */
  async page(after: Position | undefined, limit: number, categories?: readonly string[], bytes = Infinity): Promise<Page> {
    const examined = this.#examine(after, limit, categories && new Set(categories), bytes).catch((error: unknown) => this.#explain(error, after));
    const [epoch, page] = await Promise.all([this.epoch.ask(), examined]);
    this.#check(after, epoch);
    if (page.examined === 0 && after && after.n > 0n) await this.checkEnd(after);
    const events = page.events.map((event) => this.recorded(event, epoch));
    return { events, upTo: { epoch, n: page.upTo }, examined: page.examined };
  }

  /** The next events of some categories however far apart they are; the server leaves out the others. */
  async next(after: Position | undefined, limit: number, categories: readonly string[], bytes: number): Promise<Page> {
    const wanted = new Set(categories);
    const subscribe = (checkpoint: Parameters<Connection['subscribe']>[3]) =>
      this.connection.subscribe(after?.n, this.names.regexOf(categories), limit, checkpoint);
    const skimmed = skim(subscribe, { limit, bytes }).catch((error: unknown) => this.#explain(error, after));
    const [epoch, { events, upTo = 0n, before }] = await Promise.all([this.epoch.ask(), skimmed]);
    this.#check(after, epoch);
    const recorded = events.filter((event) => this.#isWanted(event, wanted)).map((event) => this.recorded(event, epoch));
    const n = [upTo, before === undefined ? 0n : await this.#lastBefore(before)].reduce(later, after?.n ?? 0n);
    return { events: recorded, upTo: { epoch, n }, examined: events.length };
  }

  /** @throws EpochChanged when there is another epoch or the log does not reach to the position. */
  async check(position: Position): Promise<void> {
    this.#check(position, await this.epoch.ask());
    if (position.n > 0n) await this.checkEnd(position);
  }

  /** @throws PositionLost when the log ends before a position. */
  async checkEnd(after: Position): Promise<void> {
    const end = await this.#lastBefore(undefined);
    if (after.n > end) throw new PositionLost(after, { epoch: after.epoch, n: end });
  }

  /** @throws Error when the server does not tell the positions of a stream's events. */
  recorded(event: StreamEvent | LogEvent, epoch: number): RecordedEvent {
    const n = event.position?.commit;
    if (n === undefined || n >= LARGEST) throw new Error('EventStoreDB 22.6 or later is needed: this one tells no positions');
    return {
      id: event.id,
      type: event.type,
      data: event.data as unknown as StoredData,
      metadata: metadataOf(event.metadata as Record<string, unknown>),
      stream: this.names.own(event.streamId),
      revision: event.revision,
      position: { epoch, n },
    };
  }

  #isWanted(event: LogEvent, categories: ReadonlySet<string> | undefined): boolean {
    return this.names.kind(event) === 'own' && (!categories || categories.has(categoryOf(this.names.own(event.streamId))));
  }

  #check(after: Position | undefined, epoch: number): void {
    if (after && after.epoch !== epoch) throw new EpochChanged(after.epoch, epoch);
  }

  async #examine(after: Position | undefined, limit: number, categories: ReadonlySet<string> | undefined, bytes: number) {
    const events: LogEvent[] = [];
    const start = after?.n ?? 0n;
    let [from, upTo, seen, examined, size] = [start, start, 0, 0, 0];
    do {
      seen = 0;
      await this.connection.log(from, limit + 1, (event) => {
        seen++;
        if (event.position.commit <= from && from > 0n) return true; // the one before: a position is read inclusive
        from = event.position.commit;
        const kind = this.names.kind(event);
        if (kind === 'system' || kind === 'epoch') return true;
        upTo = event.position.commit;
        examined++;
        if (this.#isWanted(event, categories)) size += roughSize(events[events.push(event) - 1]!.data);
        return examined < limit && size < bytes;
      });
    } while (seen > limit && examined < limit && size < bytes);
    return { events, upTo, examined };
  }

  /** In a log that was restored, what was the beginning of an event may be the middle of another. */
  async #explain(error: unknown, after: Position | undefined): Promise<never> {
    if (!after || !isNoPosition(error)) throw error;
    this.#check(after, await this.epoch.ask());
    throw new PositionLost(after, await this.head());
  }

  /** Position of the last event before a place, or before the end; 0n where there is none. */
  async #lastBefore(place: bigint | undefined): Promise<bigint> {
    let last = 0n;
    await this.connection.logBackwards(place, 1, ({ position }) => {
      last = position.commit;
      return false;
    });
    return last;
  }

  async #last(): Promise<bigint> {
    let [before, end, found]: (bigint | undefined)[] = [];
    for (let count = BACK.first; found === undefined; count = BACK.then) {
      let seen = 0;
      await this.connection.logBackwards(before, count, (event) => {
        seen++;
        before = event.position.commit;
        end ??= before;
        const kind = this.names.kind(event);
        if (kind === 'own' || kind === 'other') found = before;
        else if (before === this.#quiet.to) found = this.#quiet.from;
        return found === undefined;
      });
      if (seen < count) found ??= 0n;
    }
    this.#quiet = { from: found, to: end ?? 0n };
    return found;
  }
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** Somebody has cut off the beginning of a stream (`$maxCount`, `$maxAge`, `$tb`): what is decided on the rest would be wrong. */
export class StreamTruncated extends RangeError {
  constructor(stream: string, first: bigint) {
    super(`${stream} begins at revision ${first}: its beginning was truncated on the server`);
  }
}

/** The reader stands behind the end of the log: it was restored and no new epoch was begun. */
export class PositionLost extends EpochChanged {
  constructor(known: Position, head: Position) {
    super(known.epoch, head.epoch);
    this.message = `the reader has read to position ${known.n}, which this log does not have (it ends at ${head.n}): start a new epoch and rebuild`;
  }
}
