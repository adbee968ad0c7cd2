import type { Audience, Contract, Received, ServiceName } from '@flipside/contracts';
import type { CommandTarget, Decider, DomainEvent, EventSchemas, EventStore, Position, Recorded } from '@flipside/event-sourcing';
import {
  answeredOnce, FencedStore, Leases, openedFeed, ownFeed, sharedFeed, storeFeed, type Cause, type Feed, type Policy, type ToContract,
} from '@flipside/feeds';
import { createHiding } from '@flipside/feeds/kafka/whereabouts';
import { prepareReadModel, ReadModelReader, type Projection, type Row } from '@flipside/read-models';
import { createApp, type AppParts } from './bootstrap.js';
import type { Engines } from './engines.js';
import { CLOCK } from './clock.js';
import { openDatabase, type Database, type EntityClass, type MigrationClass } from './database.js';
import { Serial, WorkCounter } from './job.js';
import { FEED_SOURCE, EventsController } from './ops/events.controller.js';
import { InternalController, RELEASE_KEYS } from './ops/internal.controller.js';
import { dependenciesOf } from './ops/dependencies.js';
import { Gauges } from './ops/gauges.js';
import { OpsController } from './ops/ops.controller.js';
import { Operations } from './ops/operations.js';
import type { News } from './peers/news.js';
import { HIDING_KEY, RELAY_DATABASE, ToldController } from './peers/told.controller.js';
import { openPrivacy, type Privacy } from './privacy.js';
import type { ServiceConfig } from './service-config.js';
import { RunningService } from './running-service.js';
import { withCommandIds } from './runtime/command-ids.js';
import type { ServiceTimers } from './runtime/firing.js';
import { HANDED_PATIENCE_MS, ServiceRuntime } from './runtime/runtime.js';
import { Telemetry } from './telemetry/telemetry.js';
import { timersProjection } from './runtime/timers.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- projections over different events and rows stand in one list
export type AnyProjection = Projection<any, any>;

export interface ClosableStore extends EventStore {
  close(): Promise<void>;
}

export interface ServiceSchema {
  readonly name: ServiceName;
  readonly entities: readonly EntityClass[];
  readonly migrations: readonly MigrationClass[];
  readonly toContract: ToContract;
}

export interface ServiceParts extends Pick<AppParts, 'controllers' | 'providers' | 'errorCodes' | 'humans' | 'bodyLimit'> {
  readonly projections: readonly AnyProjection[];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- policies over different events stand in one list
  readonly policies: readonly any[];
  readonly timers?: ServiceTimers;
  /** How long a client may take to send a request, in milliseconds; 30 s unless a route takes uploads. */
  readonly requestTimeout?: number;
}

/** A service before its parts are known: its database, its log, and what its parts are made with. */
export class ServiceBase {
  readonly work = new WorkCounter();
  /** Work by the ten thousand. Who follows this service in the same process leaves the processor to it meanwhile. */
  readonly bulk = new WorkCounter();
  private readonly told = new Map<Audience, Feed<Contract>>();
  private runtime: ServiceRuntime | undefined;
  private readonly hidingKey: Buffer;
  /** Where a broker carries the news. */
  readonly news: News | undefined;

  private constructor(
    readonly schema: ServiceSchema,
    readonly engines: Engines,
    readonly store: ClosableStore,
    readonly database: Database,
    readonly privacy: Privacy,
    private readonly leases: Leases,
    private readonly telemetry: Telemetry,
  ) {
    const { log, peers } = engines;
    this.hidingKey = privacy.keys.hash.secret('whereabouts');
    const hiding = createHiding(this.hidingKey);
    this.news = engines.news?.({ store, toContract: schema.toContract, hiding, db: database.pool, leases, log, peers, aroundTelling: telemetry.aroundTelling });
  }

  static async open(schema: ServiceSchema, config: ServiceConfig, engines: Engines, store: ClosableStore): Promise<ServiceBase> {
    const database = await openDatabase(config.DATABASE_URL, schema);
    const leases = new Leases({ url: config.DATABASE_URL, service: schema.name });
    const telemetry = new Telemetry(schema.name, engines.tracing, config.METRICS_TOKEN);
    const seen = telemetry.store(new FencedStore(store, leases));
    return new ServiceBase(schema, engines, seen, database, await openPrivacy(schema.name, config, engines.peers), leases, telemetry);
  }

  /** What handleCommand needs for one kind of stream. */
  target<C, E extends DomainEvent, S>(schemas: EventSchemas<E>, decider: Decider<C, E, S>): CommandTarget<C, E, S> {
    return { store: this.store, codec: this.privacy.codec(schemas), decider, around: this.telemetry.aroundCommand };
  }

  /** The service's own events of some categories. */
  own<E extends DomainEvent>(schemas: EventSchemas<E>, categories: readonly string[]): Feed<Recorded<E>> {
    return sharedFeed(ownFeed(this.store, this.privacy.codec(schemas), this.schema.name, categories));
  }

  /**
   * Another service's contracts, their sealed fields opened as far as they are granted.
   * @param categories of streams that matter here: what is told of others is neither opened nor passed on.
   */
  contracts<R extends Received = Received>(service: ServiceName, audience: Audience, categories?: readonly string[]): Feed<R> {
    return sharedFeed(openedFeed(this.unopened(service, audience), this.privacy.open, categories)) as unknown as Feed<R>;
  }

  /** The same with their sealed fields as they are. */
  unopened(service: ServiceName, audience: Audience): Feed<Contract> {
    return (this.news ?? this.engines).contracts(service, audience);
  }

  async close(): Promise<void> {
    await Promise.all([this.store.close(), this.privacy.close(), this.leases.close(), this.database.close()]);
  }

  /** Work of one kind, one piece after the other, whatever the replicas; what it appends is safe from a holder that slept. */
  serial(name: string): Serial {
    return new Serial(this.leases.turn(name));
  }

  /** A policy whose commands depend on what it finds: it answers each event once, however often it is told. */
  once<E extends Cause>(policy: Policy<E>): Policy<E> {
    return answeredOnce(policy, this.database.pool);
  }

  /** Folds read models anew, from a log in which keys are gone. For timers, once it runs. */
  async refold(names: readonly string[]): Promise<void> {
    await this.runtime?.refold(names);
  }

  reader<R extends Row>(name: string): ReadModelReader<R> {
    return new ReadModelReader<R>(this.database.pool, name);
  }

  /** Waits until this service's read models hold all of its log as it is now. For policies and desks, once it runs. */
  async caughtUp(): Promise<void> {
    await this.runtime?.caughtUp();
  }

  /**
   * Waits until this service's read models hold a source up to a position: what a policy needs that reads them for an event.
   * @throws TransientFault when they do not get there in time, so that the consumer tries again as soon as they are there.
   */
  async reached(source: ServiceName, position: Position): Promise<void> {
    const patience = this.news && source !== this.schema.name ? HANDED_PATIENCE_MS : undefined;
    await this.runtime?.reached(source, position, patience);
  }

  /** Puts the parts together; nothing runs before start(). */
  async assemble(parts: ServiceParts): Promise<RunningService> {
    const { pool, dataSource } = this.database;
    const { log, clock } = this.engines;
    const { store, privacy, telemetry, news } = this;
    const timers = parts.timers ? [timersProjection(parts.timers.rules, parts.timers.feeds) as unknown as AnyProjection] : [];
    const projections: AnyProjection[] = [...parts.projections, ...timers];
    const readModels = await Promise.all(projections.map((one) => prepareReadModel(one, dataSource, pool)));
    const commandIdOf = (id: string): string => privacy.keys.hash.id('policy command', this.schema.name, id);
    const runtime = new ServiceRuntime({
      service: this.schema.name, db: pool, clock, log, readModels, own: store, leases: this.leases,
      policies: telemetry.policies(parts.policies.map((policy) => withCommandIds(policy, commandIdOf))), fire: telemetry.timers(parts.timers?.fire), atOnce: parts.timers?.atOnce, aroundTaking: telemetry.aroundTaking,
      timerCommand: (id, due) => privacy.keys.hash.id('timer', this.schema.name, id, due),
      ticking: !clock.frozen,
      inFlight: () => this.work.count + operations.active, oddities: () => this.news?.transport.oddities,
    });
    this.runtime = runtime;
    const operations: Operations = new Operations(runtime, pool, log);
    const gauges = new Gauges({ metrics: telemetry.metrics, runtime, clock, news, pools: { service: pool, keys: privacy.pool } });
    const app = await createApp({
      ...this.engines, ...parts, telemetry,
      look: () => gauges.refresh(Date.now()),
      service: this.schema.name,
      digest: privacy.keys.bodyDigest,
      stalled: () => news?.transport.stalled(),
      reads: runtime,
      dependencies: dependenciesOf({ pool, keys: privacy.pool, store, news }),
      controllers: [OpsController, InternalController, ToldController, EventsController, ...parts.controllers],
      providers: [
        { provide: ServiceRuntime, useValue: runtime },
        { provide: CLOCK, useValue: clock },
        { provide: RELAY_DATABASE, useValue: pool },
        { provide: HIDING_KEY, useValue: this.hidingKey },
        { provide: Operations, useValue: operations },
        { provide: RELEASE_KEYS, useValue: privacy.releaseKeys },
        { provide: FEED_SOURCE, useValue: { service: this.schema.name, feed: (audience: Audience) => this.feed(audience), cursors: privacy.keys.cursors } },
        ...parts.providers,
      ],
    });
    if (news) app.connectMicroservice({ strategy: news.transport }, { inheritAppConfig: true });
    return new RunningService(this, runtime, app, operations, parts.errorCodes);
  }

  /** This service's contracts straight from its store, made once for all who follow them in this process. */
  feed(audience: Audience): Feed<Contract> {
    const feed = this.told.get(audience) ?? sharedFeed(storeFeed(this.store, this.schema.name, this.schema.toContract, audience));
    this.told.set(audience, feed);
    return feed;
  }
}
