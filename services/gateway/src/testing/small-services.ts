import type { Audience, ServiceName } from '@flipside/contracts';
import { handleCommand, type CommandContext } from '@flipside/event-sourcing';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import { definePolicy, type Cause, type Feed } from '@flipside/feeds';
import {
  createLogger, lazyFeed, openApiOf, peerClient, ServiceBase, serviceTokens, tokenVerifier, type DevIssuer, type Engines, type RunningService,
  type ServiceConfig,
} from '@flipside/service-kit';
import type { ClockControl } from '../dev/clock-control.js';
import type { OpenApi } from '../openapi/document.js';
import { serviceNames } from '../openapi/read-documents.js';
import { followUp, planContracts, planDecider, planSchemas, type PlanEvent } from './plan.js';

export interface SmallServices {
  readonly addresses: Readonly<Record<ServiceName, string>>;
  readonly documents: ReadonlyMap<ServiceName, OpenApi>;
  readonly running: ReadonlyMap<ServiceName, RunningService>;
  /** What is done under these ids no policy can handle. */
  readonly refused: Set<string>;
  /** Plans something in a service, as a command from outside. */
  plan(service: ServiceName, id: string, due: string, hops: number): Promise<void>;
  stop(): Promise<void>;
}

interface NewDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

type Plan = (id: string, due: string, hops: number, context: CommandContext) => Promise<unknown>;

/**
 * Four real services, each with its log, database, timers and a policy: what is done in one is planned in the next,
 * `hops` times. They stand for the real ones, which the gateway must not import.
 */
export async function smallServices(issuer: DevIssuer, clock: ClockControl, newDatabase: () => Promise<NewDatabase>): Promise<SmallServices> {
  const running = new Map<ServiceName, RunningService>();
  const plans = new Map<ServiceName, Plan>();
  const refused = new Set<string>();
  const drops: (() => Promise<void>)[] = [];
  const feedOf = (service: ServiceName, audience: Audience) => lazyFeed(service, () => running.get(service)!.feed(audience));
  for (const [index, name] of serviceNames.entries()) {
    const database = await newDatabase();
    drops.push(() => database.drop());
    const base = await open(name, database.url, issuer, clock, feedOf);
    const target = base.target(planSchemas, planDecider);
    const plan: Plan = (id, due, hops, context) => handleCommand(target, `plan-${id}`, { type: 'plan', id, due, hops }, context);
    plans.set(name, plan);
    running.set(name, await base.assemble({
      controllers: [], providers: [], errorCodes: {}, projections: [],
      policies: [policyOf(name, base.contracts(serviceNames[(index + 3) % 4]!, 'public') as unknown as Feed<Told>, plan, refused)],
      timers: {
        feeds: [base.own(planSchemas, ['plan']) as Feed<never>],
        rules: (event: PlanEvent) => (event.type === 'Planned'
          ? [{ set: `plan/${event.data.id}`, due: event.data.due, command: { type: 'do', stream: `plan-${event.data.id}` } }]
          : [{ cancel: `plan/${event.data.id}` }]),
        fire: (timer, context) => handleCommand(target, timer.command.stream, { type: 'do' }, context),
      },
    }));
  }
  const started = await Promise.all([...running].map(async ([name, service]) => [name, await service.start('127.0.0.1', 0, fail)] as const));
  return {
    running, refused,
    addresses: Object.fromEntries(started) as Record<ServiceName, string>,
    documents: new Map([...running].map(([name, { app }]) => [name, openApiOf(app, name, {}) as unknown as OpenApi])),
    plan: async (service, id, due, hops) => {
      await plans.get(service)!(id, due, hops, { commandId: crypto.randomUUID(), actor: { kind: 'system' }, at: clock.now() });
    },
    stop: async () => {
      await Promise.all([...running.values()].map((service) => service.stop()));
      await Promise.all(drops.map((drop) => drop()));
    },
  };
}

type Told = Cause & { readonly type: 'Done'; readonly at: string; readonly data: { readonly id: string; readonly hops: number } };

function policyOf(name: ServiceName, feed: Feed<Told>, plan: Plan, refused: ReadonlySet<string>) {
  return definePolicy<Told>({
    name: 'follow-up',
    feed,
    on: {
      Done: async ({ data: { id, hops }, at }, context) => {
        if (refused.has(id)) throw new TypeError(`${id} cannot be followed`);
        const next = `${id}.${name}`;
        if (hops > 0) await plan(next, followUp(next, at), hops - 1, context.command(`plan-${next}`));
      },
    },
    expected: [],
  });
}

async function open(name: ServiceName, url: string, issuer: DevIssuer, clock: ClockControl, contracts: Engines['contracts']): Promise<ServiceBase> {
  const tokens = serviceTokens(name, 'secret');
  const engines: Engines = {
    clock, contracts,
    log: createLogger(name, 'silent'),
    verifyToken: tokenVerifier(issuer.trust),
    serviceTokens: tokens,
    peers: peerClient(tokens, () => undefined),
  };
  const config = { DATABASE_URL: url, KEYS_DATABASE_URL: url, MASTER_KEY: Buffer.alloc(32, 7) } as ServiceConfig;
  const store = await createPostgresEventStore({ url, service: name, migrate: true });
  return ServiceBase.open({ name, entities: [], migrations: [], toContract: planContracts }, config, engines, store);
}

function fail(error: unknown): never {
  throw error;
}
