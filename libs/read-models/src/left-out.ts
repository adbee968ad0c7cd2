import { faultName, isTransient, QUEUED, type Placed, type Unhandled } from '@flipside/feeds';
import type { PoolClient } from 'pg';
import { applyEvents, type ProjectionTarget } from './apply-events.js';
import { matters, type Folded, type Projection, type Row } from './projection.js';

/** Where events are folded into, within the caller's transaction. */
export interface Into<E extends Placed, R extends Row> {
  readonly db: PoolClient;
  readonly target: Pick<ProjectionTarget<E, R>, 'projection' | 'columns'>;
  readonly table: string;
}

/** What a read model leaves out of one source: events that can't be folded, and those of their streams behind them. */
export class LeftOut {
  readonly events: Unhandled[] = [];

  /** @param streams of which an event is parked already. */
  constructor(private readonly streams = new Set<string>()) {}

  /** Those that need not wait behind an earlier one of their stream; the others are left out from here on. */
  without<E extends Placed>(projection: Pick<Projection<E, Row>, 'keys'>, events: readonly E[]): readonly E[] {
    if (this.streams.size === 0) return events;
    const [waits, free] = [[] as E[], [] as E[]];
    for (const event of events) (this.streams.has(event.stream) && matters(projection, event) ? waits : free).push(event);
    this.events.push(...waits.map((event) => ({ event, error: QUEUED })));
    return free;
  }

  /** How many of these. */
  among(events: readonly Placed[]): number {
    return this.events.length === 0 ? 0 : events.filter((one) => this.events.some(({ event }) => event === one)).length;
  }

  add(event: Placed, error: unknown): void {
    this.streams.add(event.stream);
    this.events.push({ event, error: faultName(error) });
  }
}

/** Folds what can be folded: a piece that fails is halved, until the event is found that does not let itself be folded. */
export async function applyWhatCan<E extends Placed, R extends Row>(into: Into<E, R>, events: readonly E[], out: LeftOut): Promise<Folded<R>> {
  const { db, target, table } = into;
  const free = out.without(target.projection, events);
  await db.query('savepoint piece');
  try {
    const folded = await applyEvents(db, target, table, free);
    await db.query('release savepoint piece');
    return folded;
  } catch (error) {
    if (isTransient(error)) throw error;
    await db.query('rollback to savepoint piece; release savepoint piece');
    if (free.length > 1) return inHalves(into, free, out);
    out.add(free[0]!, error);
    return new Map();
  }
}

async function inHalves<E extends Placed, R extends Row>(into: Into<E, R>, events: readonly E[], out: LeftOut): Promise<Folded<R>> {
  const half = events.length >> 1;
  const first = await applyWhatCan(into, events.slice(0, half), out);
  return new Map([...first, ...(await applyWhatCan(into, events.slice(half), out))]);
}
