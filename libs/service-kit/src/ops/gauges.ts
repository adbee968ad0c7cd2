import { parsePosition, type Position } from '@flipside/event-sourcing';
import { readRelayPlace } from '@flipside/feeds/kafka/relay-checkpoint';
import type { Pool } from 'pg';
import type { Clock } from '../clock.js';
import type { News } from '../peers/news.js';
import type { ServiceRuntime } from '../runtime/runtime.js';
import type { ServiceStatus } from '../runtime/status.js';
import { HeadHistory } from '../telemetry/head-history.js';
import type { Metrics } from '../telemetry/metrics.js';

export interface GaugesParts {
  readonly metrics: Metrics;
  readonly runtime: ServiceRuntime;
  readonly pools: Readonly<Record<string, Pool>>;
  readonly clock: Clock;
  readonly news: News | undefined;
}

/** What is looked at only when somebody reads the metrics: where everything stands. */
export class Gauges {
  private readonly histories = new Map<string, HeadHistory>();
  private readonly lagEvents;
  private readonly lagSeconds;
  private readonly relayEvents;
  private readonly relaySeconds;
  private readonly parked;
  private readonly overdue;
  private readonly working;
  private readonly pool;
  private readonly oddities;

  constructor(private readonly parts: GaugesParts) {
    const { metrics } = parts;
    this.lagEvents = metrics.gauge('flipside_consumer_lag_events', 'positions of the source that a consumer has still to examine', ['consumer', 'source']);
    this.lagSeconds = metrics.gauge('flipside_consumer_lag_seconds', 'age of the first event that a consumer has not examined; at least, where it is older than the first look', ['consumer', 'source']);
    this.relayEvents = metrics.gauge('flipside_relay_lag_events', 'positions of the own log that are still to be told to Kafka');
    this.relaySeconds = metrics.gauge('flipside_relay_lag_seconds', 'age of the first event that is still to be told to Kafka');
    this.parked = metrics.gauge('flipside_parked_events', 'events parked with their streams', ['consumer']);
    this.overdue = metrics.gauge('flipside_timer_overdue_seconds', 'how long the oldest due timer waits to be fired, in business time; 0 where none is due');
    this.working = metrics.gauge('flipside_work_in_flight', 'imports, match runs and rebuilds under way');
    this.pool = metrics.gauge('flipside_pool_connections', 'connections to Postgres by pool: used, idle; and requests that wait for one', ['pool', 'state']);
    this.oddities = metrics.gauge('flipside_odd_messages', 'messages from Kafka since the start that were unknown (passed over), newer (taken) or unreadable (kept raw)', ['kind']);
  }

  /** What can't be found out is left out: the others are shown all the same. */
  async refresh(now: number): Promise<void> {
    this.pools();
    this.messages();
    await Promise.all([this.consumers(now).catch(() => this.forget()), this.relay(now).catch(() => undefined), this.parking().catch(() => this.parked.reset())]);
  }

  private pools(): void {
    for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(this.parts.pools)) {
      this.pool.set({ pool, state: 'used' }, totalCount - idleCount);
      this.pool.set({ pool, state: 'idle' }, idleCount);
      this.pool.set({ pool, state: 'waiting' }, waitingCount);
    }
  }

  private messages(): void {
    for (const [kind, count] of Object.entries(this.parts.news?.transport.oddities ?? {})) this.oddities.set({ kind }, count);
  }

  private async consumers(now: number): Promise<void> {
    const [status, heads] = await Promise.all([this.parts.runtime.status(), this.parts.runtime.heads()]);
    for (const { consumer, source, position } of status.consumers) {
      const head = heads.get(source);
      if (head) this.lag({ consumer, source }, head, parsePosition(position), now);
    }
    this.working.set(status.inFlight);
    this.overdue.set(secondsOverdue(status, this.parts.clock));
  }

  private lag(labels: { consumer: string; source: string }, head: Position, at: Position, now: number): void {
    const { events, seconds } = this.behind(labels.source, head, at, now);
    this.lagEvents.set(labels, events);
    this.lagSeconds.set(labels, seconds);
  }

  private async relay(now: number): Promise<void> {
    const { news, pools, runtime } = this.parts;
    if (!news) return;
    const [place, head] = await Promise.all([readRelayPlace(pools.service!), runtime.head()]);
    const { events, seconds } = this.behind(runtime.service, head, place?.upTo, now);
    this.relayEvents.set(events);
    this.relaySeconds.set(seconds);
  }

  private async parking(): Promise<void> {
    const { rows } = await this.parts.pools.service!.query<{ consumer: string; n: number }>('select consumer, count(*)::int as n from parked_event group by consumer');
    this.parked.reset();
    for (const { consumer, n } of rows) this.parked.set({ consumer }, n);
  }

  /** Positions of an older epoch lead nowhere: all is to be done again. */
  private behind(source: string, head: Position, at: Position | undefined, now: number) {
    const known = this.histories.get(source);
    const history = known ?? new HeadHistory();
    if (!known) this.histories.set(source, history);
    history.saw(head.n, now);
    const n = at?.epoch === head.epoch ? at.n : 0n;
    return { events: Number(head.n > n ? head.n - n : 0n), seconds: history.secondsBehind(n, now) };
  }

  private forget(): void {
    for (const gauge of [this.lagEvents, this.lagSeconds]) gauge.reset();
  }
}

function secondsOverdue({ nextDue }: ServiceStatus, clock: Clock): number {
  return nextDue === undefined ? 0 : Math.max(0, Date.parse(clock.now()) - Date.parse(nextDue)) / 1_000;
}
