import type { Recorded, DomainEvent } from '@flipside/event-sourcing';
import type { Feed, Placed } from '@flipside/feeds';
import { defineProjection, ReadModelReader, type Projection } from '@flipside/read-models';
import type { Pool } from 'pg';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something that must happen at a moment, folded from events. The command is ours to interpret. */
@Entity('timer_v1')
@Index(['due', 'id'])
export class TimerRow {
  /** Names what it is for: `offer/{pairing}`; setting it again moves it. */
  @PrimaryColumn({ type: 'text' })
  id: string;

  /** Business time, ISO 8601 in UTC with milliseconds, so that text order is time order. */
  @Column({ type: 'text' })
  due: string;

  /** Plain data: what to do, to which stream. No personal data. */
  @Column({ type: 'jsonb' })
  command: TimerCommand;
}

export interface TimerCommand {
  readonly type: string;
  readonly stream: string;
  readonly [field: string]: unknown;
}

export type TimerChange =
  | { readonly set: string; readonly due: string; readonly command: TimerCommand }
  | { readonly cancel: string };

/** Which timers an event sets, moves or cancels; pure. */
export type TimerRules<E extends Placed> = (event: E) => readonly TimerChange[];

/** Migration of the tables that every service's timers use. */
export const timerTables = `
  create table if not exists timer_v1 (id text primary key, due text not null, command jsonb not null);
  create index if not exists timer_v1_due on timer_v1 (due, id);
  create table if not exists timer_fired (id text not null, due text not null, outcome text not null, primary key (id, due));
`;

/** The read model of due moments. */
export function timersProjection<E extends Placed>(rules: TimerRules<E>, feeds: readonly Feed<E>[]): Projection<E, TimerRow> {
  return defineProjection<E, TimerRow>({
    name: 'timers',
    version: 1,
    entity: TimerRow,
    feeds,
    keys: (event) => [...new Set(rules(event).map((change) => ('set' in change ? change.set : change.cancel)))],
    evolve: (row, event, id) => rules(event).reduce((current, change) => applyChange(current, change, id), row),
  });
}

function applyChange(row: TimerRow | undefined, change: TimerChange, id: string): TimerRow | undefined {
  if ('cancel' in change) return change.cancel === id ? undefined : row;
  if (change.set !== id) return row;
  return { id, due: new Date(change.due).toISOString(), command: change.command };
}

/** Reads what is due and remembers what was fired, so that a rebuild fires nothing twice. */
export class TimerStore {
  private readonly reader: ReadModelReader<TimerRow>;

  constructor(private readonly db: Pool) {
    this.reader = new ReadModelReader<TimerRow>(db, 'timers');
  }

  /** Timers due at or before a moment that were not fired, in order. */
  async due(until: string, limit: number): Promise<readonly TimerRow[]> {
    return this.reader.many(`where t.due <= $1 and ${NOT_FIRED} order by t.due, t.id limit $2`, [new Date(until).toISOString(), limit]);
  }

  /** The next due moment; undefined when nothing is planned. */
  async next(): Promise<string | undefined> {
    return (await this.reader.many(`where ${NOT_FIRED} order by t.due, t.id limit 1`))[0]?.due;
  }

  async fired(timer: TimerRow, outcome: string): Promise<void> {
    await this.db.query('insert into timer_fired (id, due, outcome) values ($1, $2, $3) on conflict do nothing', [
      timer.id, timer.due, outcome,
    ]);
  }
}

const NOT_FIRED = 'not exists (select 1 from timer_fired f where f.id = t.id and f.due = t.due)';

/** Events of a service as its timers see them. */
export type TimedEvent = Recorded<DomainEvent>;
