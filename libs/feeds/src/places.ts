import { comparePositions, type Position } from '@flipside/event-sourcing';
import type { Pool } from 'pg';
import type { Place } from './feed.js';

/** Where one consumer stands in one source. */
export interface ConsumerPlace {
  readonly consumer: string;
  readonly source: string;
  readonly position: Place;
}

/** How long a place that was merely passed waits for others to be written with it, in milliseconds. */
const GATHER_MS = 20;
const PAUSE_AFTER_FAULT_MS = 500;
const START: Place = { epoch: 0, n: 0n };

/**
 * Where the consumers of this process stand. Most events concern few consumers: a place that a consumer merely passed is
 * known here at once and written a moment later, in one statement for all. Losing it costs a second look, never an event.
 */
export class ConsumerPlaces {
  private readonly places = new Map<string, ConsumerPlace>();
  private unwritten = new Map<string, ConsumerPlace>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private closed = false;

  /** @param onMove called after any consumer moved. */
  constructor(
    private readonly db: Pool,
    private readonly onMove: () => void = () => undefined,
  ) {}

  /** Undefined where this process does not run the consumer. */
  at(consumer: string, source: string): Place | undefined {
    return this.places.get(`${consumer} ${source}`)?.position;
  }

  list(): readonly ConsumerPlace[] {
    return [...this.places.values()];
  }

  /** A consumer starts here. */
  begins(consumer: string, source: string, position: Place = START): void {
    this.places.set(`${consumer} ${source}`, { consumer, source, position });
  }

  /** A consumer did what was to be done and stored its place with it. */
  moved(consumer: string, source: string, position: Place): void {
    this.begins(consumer, source, position);
    this.onMove();
  }

  /** There was nothing to be done for a consumer up to here. */
  passed(consumer: string, source: string, position: Place): void {
    const place = { consumer, source, position };
    this.places.set(`${consumer} ${source}`, place);
    this.unwritten.set(`${consumer} ${source}`, place);
    this.writeIn(GATHER_MS);
    this.onMove();
  }

  /** Another process may run the consumers from now on, and begins where they stood here; what can't be written comes again there. */
  async handOver(): Promise<void> {
    await this.writing;
    await this.write();
    this.places.clear();
    this.unwritten = new Map();
  }

  /** Writes what is not written yet; after it nothing is written any more. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.writing;
    await this.write();
  }

  private writeIn(ms: number): void {
    if (this.closed || this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.writing = this.write();
    }, ms);
  }

  private async write(): Promise<void> {
    const places = [...this.unwritten.values()].sort(inOrder);
    this.unwritten = new Map();
    if (places.length === 0) return;
    try {
      await this.db.query(PASS, [
        places.map(({ consumer }) => consumer), places.map(({ source }) => source),
        places.map(({ position }) => position.epoch), places.map(({ position }) => position.n.toString()),
        places.map(({ position }) => position.watermark?.epoch), places.map(({ position }) => position.watermark?.n.toString()),
      ]);
    } catch {
      for (const place of places) this.keep(place);
      this.writeIn(PAUSE_AFTER_FAULT_MS);
    }
  }

  private keep(place: ConsumerPlace): void {
    const key = `${place.consumer} ${place.source}`;
    if (!this.unwritten.has(key)) this.unwritten.set(key, place);
  }
}

/**
 * Never back: who did something further on has stored that already. Rows are locked in one order by everybody. The disk may
 * have it a moment later: a place lost in a power cut is passed again.
 */
const PASS = `
  insert into consumer_checkpoint (consumer, source, epoch, n, watermark_epoch, watermark)
  select p.* from unnest($1::text[], $2::text[], $3::integer[], $4::bigint[], $5::integer[], $6::bigint[]) p,
    set_config('synchronous_commit', 'off', true)
  on conflict (consumer, source) do update set epoch = excluded.epoch, n = excluded.n,
    watermark_epoch = excluded.watermark_epoch, watermark = excluded.watermark
  where (consumer_checkpoint.epoch, consumer_checkpoint.n) < (excluded.epoch, excluded.n)`;

function inOrder(a: ConsumerPlace, b: ConsumerPlace): number {
  if (a.consumer !== b.consumer) return a.consumer < b.consumer ? -1 : 1;
  return a.source < b.source ? -1 : a.source > b.source ? 1 : 0;
}

/** Whether a position is at or behind another; undefined is before everything. */
export function isAtOrBefore(a: Position | undefined, b: Position | undefined): boolean {
  return a === undefined || (b !== undefined && comparePositions(a, b) <= 0);
}
