import type { ServiceName } from '@flipside/contracts';
import { DomainError, formatPosition, type Position } from '@flipside/event-sourcing';
import { ConsumerPlaces, countParked, type AroundTaking, type Feed, type Leases, type Placed, type Retake } from '@flipside/feeds';
import { dropRetired, PositionWaiter, rebuild, type Projection, type Row } from '@flipside/read-models';
import type { Logger } from 'pino';
import type { Pool } from 'pg';
import type { Clock } from '../clock.js';
import type { ReadYourWrites } from '../http/min-position.js';
import { answered } from './answered.js';
import { Consumers, type AnyPolicy, type AnyReadModel } from './consumers.js';
import { purgeHourly } from './purging.js';
import { Reaching } from './reaching.js';
import { retakeOf } from './retake.js';
import { consumerStatus, NOTHING_ODD, type Oddities, type ServiceStatus, type Unhandled } from './status.js';
import { Firing, type AtOnce, type FireTimer } from './firing.js';
import { TimerStore } from './timers.js';

export interface RuntimeParts {
  readonly service: ServiceName;
  readonly db: Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly leases: Leases;
  readonly readModels: readonly AnyReadModel[];
  readonly policies: readonly AnyPolicy[];
  readonly own: Pick<Feed<Placed>, 'head'>;
  readonly fire?: FireTimer;
  readonly atOnce?: AtOnce;
  /** Id of the command that a timer fires as. Nobody can compute it, or a guess of what caused an event could be proven. */
  readonly timerCommand: (id: string, due: string) => string;
  /** False where whoever moves business time fires what is due; then nothing is fired between its moves. */
  readonly ticking: boolean;
  readonly aroundTaking?: AroundTaking;
  /** Work under way that the settle barrier has to wait for (imports, match runs). */
  readonly inFlight: () => number;
  /** What came over the broker and was not as this code knows it. */
  readonly oddities?: () => Oddities | undefined;
}

/** A broker hands out by partitions: a policy that waits for read models holds up partitions that they may still need. */
export const HANDED_PATIENCE_MS = 500;
const TIMER_POLL_MS = 500;
/** How long policies may take to answer what a timer did, where the next one waits for that. */
const ANSWERED_WITHIN_MS = 60_000;
/** Somewhat longer than tables are kept for queries that were running when they were switched away from. */
const RETIRED_MS = 130_000;

/** Runs what a service does by itself: its read models, policies and timers. */
export class ServiceRuntime implements ReadYourWrites {
  readonly service: ServiceName;
  private readonly waiter: PositionWaiter;
  private readonly reaching: Reaching;
  private readonly timers: TimerStore;
  private readonly places: ConsumerPlaces;
  private readonly consumers: Consumers;
  private readonly firing: Firing;
  private readonly stopping = new AbortController();
  private consuming: Promise<void> = Promise.resolve();
  private ticker: NodeJS.Timeout | undefined;
  private dropping: NodeJS.Timeout | undefined;
  private purging: NodeJS.Timeout | undefined;

  constructor(private readonly parts: RuntimeParts) {
    this.service = parts.service;
    this.places = new ConsumerPlaces(parts.db, () => {
      this.consumers.moved();
      this.waiter.moved();
    });
    this.waiter = new PositionWaiter(parts.db, this.places);
    this.timers = new TimerStore(parts.db);
    this.consumers = new Consumers(parts, this.places);
    this.firing = new Firing({ ...parts, timers: this.timers, turn: parts.leases.turn('timers'), ...(!parts.ticking && { between: () => this.answered() }) });
    this.reaching = new Reaching({ ...parts, waiter: this.waiter, refresh: (wanted) => this.consumers.refresh(wanted) });
  }

  /** @param onFailure a consumer ended for good (a new epoch, a fault of ours): the program has to say so and stop. */
  async start(onFailure: (error: unknown) => void): Promise<void> {
    const { readModels, db } = this.parts;
    await dropRetired(db, new Set(readModels.map(({ template }) => template)));
    this.purging = purgeHourly(db);
    this.consuming = this.consumers.run(onFailure, this.stopping.signal);
    if (this.parts.fire && this.parts.ticking) this.ticker = setInterval(() => void this.tick(), TIMER_POLL_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.ticker);
    clearTimeout(this.dropping);
    clearInterval(this.purging);
    this.stopping.abort();
    await this.consuming;
    await this.firing.idle();
    await this.places.close();
  }

  behind(source: string, wanted: Position): Promise<Position | undefined> {
    return this.reaching.behind(source, wanted);
  }

  /** For policies. @throws TransientFault */
  reached(source: string, wanted: Position, patienceMs?: number): Promise<void> {
    return this.reaching.reached(source, wanted, patienceMs);
  }

  /** Waits until this service's own read models hold all of its own log as it is now. */
  async caughtUp(): Promise<void> {
    const head = await this.parts.own.head();
    if (head.n === 0n) return; // an empty log: no consumer has a place in it yet
    const reached = await this.behind(this.service, head);
    if (reached) throw new DomainError('read-model-behind', `The read models are at ${formatPosition(reached)}: try again.`);
  }

  /** Fires all timers due at or before a moment, in order. Timers of one moment are fired before it returns. */
  fireDue(until: string): Promise<number> {
    return this.firing.due(until);
  }

  /** Where everything stands: for the settle barrier, for operators. */
  async status(): Promise<ServiceStatus> {
    const head = await this.parts.own.head();
    await this.consumers.refresh();
    return {
      service: this.service,
      head: formatPosition(head),
      consumers: (await this.consumers.list()).map(consumerStatus),
      inFlight: this.parts.inFlight(),
      nextDue: this.parts.fire ? await this.timers.next() : undefined,
    };
  }

  /** Head of the service's own log. */
  head(): Promise<Position> {
    return this.parts.own.head();
  }

  /** Heads of all logs that consumers follow, as far as they can be had: of others', up to where they were told. */
  async heads(): Promise<ReadonlyMap<string, Position>> {
    return new Map([...(await this.consumers.heads()), [this.service, await this.head()]]);
  }

  /** What was not handled: for operators, for metrics. */
  async unhandled(): Promise<Unhandled> {
    return { parked: await countParked(this.parts.db), ...(this.parts.oddities?.() ?? NOTHING_ODD) };
  }

  /** Rebuilds one read model beside the active one and switches over. */
  async rebuild(name: string, onProgress: (done: bigint, of: bigint) => Promise<void>): Promise<void> {
    const model = this.parts.readModels.find(({ projection }) => projection.name === name);
    if (!model) throw new DomainError('not-found', `There is no read model ${name}.`);
    await rebuild(model, model.template, ({ done, of }) => onProgress(done, of), this.stopping.signal);
  }

  /** Folds read models anew; what was switched away from goes as soon as no query can still be reading it. */
  async refold(names: readonly string[]): Promise<void> {
    for (const name of names) await this.rebuild(name, async () => undefined);
    clearTimeout(this.dropping);
    const { db, readModels } = this.parts;
    const drop = (): void => void dropRetired(db, new Set(readModels.map(({ template }) => template))).catch(() => undefined);
    this.dropping = setTimeout(drop, RETIRED_MS).unref();
  }

  get readModelNames(): readonly string[] {
    return this.parts.readModels.map(({ projection }) => projection.name);
  }

  get projections(): readonly Projection<Placed, Row>[] {
    return this.parts.readModels.map(({ projection }) => projection);
  }

  /** How a consumer takes parked events of a source once more; undefined where there is no such consumer any more. */
  retake(consumer: string, source: string): Retake<Placed> | undefined {
    return retakeOf(this.parts, consumer, source);
  }

  private async tick(): Promise<void> {
    if (this.stopping.signal.aborted || !this.consumers.running) return; // whoever runs the consumers fires
    await this.fireDue(this.parts.clock.now()).catch((error: unknown) => {
      this.parts.log.warn({ error: error instanceof Error ? error.name : 'Error' }, 'timers wait for their surroundings');
    });
  }

  /** Waits until this service's own policies have answered all of its log. */
  private answered(): Promise<void> {
    const own = this.parts.policies.filter(({ feed }) => feed.source === this.service).map(({ name }) => name);
    return answered({ head: () => this.head(), reached: (head) => this.waiter.reached(own, this.service, head, ANSWERED_WITHIN_MS) });
  }
}
