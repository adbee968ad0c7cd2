import { DomainError } from '@flipside/event-sourcing';
import type { Pool } from 'pg';
import type { Clock } from '../clock.js';

/** `frozen` stands still between moves, as a simulation needs; `running` goes on with machine time from where it was. */
export type Pace = 'frozen' | 'running';

/** Where it was moved to, and the machine time of that move where it has gone on since; milliseconds. */
interface Place {
  readonly at: number;
  readonly since: number | undefined;
}

const TABLE = `
  create table if not exists business_clock (only_row boolean primary key default true check (only_row), now timestamptz not null);
  alter table business_clock add column if not exists since timestamptz`;
/** A running clock is never behind machine time when it is opened; a frozen one stands where it had got to. */
const OPEN = {
  frozen: `update business_clock set now = now + greatest($1::timestamptz - since, interval '0'), since = null where since is not null`,
  running: 'update business_clock set now = greatest(now, $1), since = $1 where since is null',
};

/**
 * Business time in development mode: it can be moved on, never goes back, and is kept in a database from which all processes
 * of a deployment read it. Between moves each computes it for itself.
 */
export class BusinessClock implements Clock {
  private last = 0;

  private constructor(
    private readonly db: Pool,
    private readonly pace: Pace,
    private place: Place,
  ) {}

  /** @param first where time begins in a new installation, ISO 8601. */
  static async open(db: Pool, pace: Pace, first: string): Promise<BusinessClock> {
    await db.query(`select pg_advisory_xact_lock(7270002); ${TABLE}`); // processes that start together take turns
    await db.query('insert into business_clock (now) values ($1) on conflict do nothing', [first]);
    await db.query(OPEN[pace], [new Date().toISOString()]);
    return new BusinessClock(db, pace, await read(db));
  }

  get frozen(): boolean {
    return this.pace === 'frozen';
  }

  now(): string {
    const { at, since } = this.place;
    this.last = Math.max(this.last, since === undefined ? at : at + Date.now() - since); // machine time may be set back
    return new Date(this.last).toISOString();
  }

  /** Another process may have moved it. */
  async refresh(): Promise<void> {
    this.place = await read(this.db);
  }

  /** Moves time on; other processes of the deployment go by it once they refresh. @throws DomainError `clock-goes-back` */
  async set(moment: string): Promise<void> {
    const [to, machine] = [new Date(moment).toISOString(), new Date().toISOString()];
    const { rowCount } = to < this.now() ? { rowCount: 0 } : await this.db.query(
      `update business_clock set now = $1, since = case when since is not null then $2::timestamptz end
       where now + coalesce($2::timestamptz - since, interval '0') <= $1`,
      [to, machine],
    );
    if (rowCount === 0) throw new DomainError('clock-goes-back', `Business time is ${this.now()} and only goes on.`);
    await this.refresh();
  }
}

async function read(db: Pool): Promise<Place> {
  const { rows } = await db.query<{ now: Date; since: Date | null }>('select now, since from business_clock');
  return { at: rows[0]!.now.getTime(), since: rows[0]!.since?.getTime() };
}
