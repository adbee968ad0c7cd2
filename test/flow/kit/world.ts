import type { Audience, Contract, ServiceName } from '@flipside/contracts';
import { createService as analytics } from '@flipside/analytics';
import { createService as matching } from '@flipside/matching';
import { createService as participants } from '@flipside/participants';
import { createService as sessions } from '@flipside/sessions';
import type { Feed } from '@flipside/feeds';
import {
  createLogger, devIssuer, lazyFeed, newDevIssuerKey, peerClient, readServiceConfig, serviceTokens, tokenVerifier,
  type CreateService, type DevIssuer, type Engines, type RunningService, type ServiceConfig,
} from '@flipside/service-kit';
import { isSettled } from '@flipside/service-kit';
import { testDatabase, type TestDatabase } from '@flipside/testing';

const creators: Readonly<Record<ServiceName, CreateService>> = { participants, matching, sessions, analytics };
export const serviceNames = Object.keys(creators) as readonly ServiceName[];

const SECRET = 'a secret of this test';

/** The four services in one process, as standalone runs them, each on databases of a test; the clock stands still between moves. */
export class World {
  now = '2027-01-04T08:00:00.000Z';
  readonly failures: unknown[] = [];
  private services = new Map<ServiceName, RunningService>();
  private readonly addresses = new Map<ServiceName, string>();

  private constructor(
    private readonly databases: ReadonlyMap<ServiceName, { readonly own: TestDatabase; readonly keys: TestDatabase }>,
    readonly issuer: DevIssuer,
    private readonly names: readonly ServiceName[],
  ) {}

  static async open(names: readonly ServiceName[] = serviceNames): Promise<World> {
    const databases = new Map<ServiceName, { own: TestDatabase; keys: TestDatabase }>();
    for (const name of names) databases.set(name, { own: await testDatabase(), keys: await testDatabase() });
    const world = new World(databases, await devIssuer(await newDevIssuerKey()), names);
    await world.start();
    return world;
  }

  async start(): Promise<void> {
    for (const name of this.names) this.services.set(name, await this.create(name));
    for (const [name, service] of this.services) this.addresses.set(name, await service.start('127.0.0.1', 0, (error) => this.failures.push(error)));
  }

  /** A second instance of a service over the same databases, running as a replica does. */
  async replica(name: ServiceName): Promise<RunningService> {
    const service = await this.create(name);
    await service.start('127.0.0.1', 0, (error) => this.failures.push(error));
    return service;
  }

  async stop(): Promise<void> {
    for (const service of [...this.services.values()].reverse()) await service.stop();
    this.services = new Map();
  }

  /** One service ends; the others and its replica go on. */
  async end(name: ServiceName): Promise<void> {
    const service = this.services.get(name);
    this.services.delete(name);
    await service?.stop();
  }

  async close(): Promise<void> {
    await this.stop();
    for (const { own, keys } of this.databases.values()) await Promise.all([own.drop(), keys.drop()]);
  }

  service(name: ServiceName): RunningService {
    return this.services.get(name)!;
  }

  database(name: ServiceName): TestDatabase {
    return this.databases.get(name)!.own;
  }

  address(name: ServiceName): string {
    return this.addresses.get(name)!;
  }

  /** Waits until every consumer of every service has taken all there is, twice unchanged. */
  async settled(): Promise<void> {
    for (let still = 0, last = ''; still < 2; ) {
      const all = await Promise.all([...this.services.values()].map((service) => service.runtime.status()));
      const now = all.map(({ head }) => head).join(' ');
      still = isSettled(all) && now === last ? still + 1 : 0;
      last = now;
      if (this.failures.length > 0) throw this.failures[0];
      if (still < 2) await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  /** Moves business time; what falls due on the way is fired in order. */
  async moveTo(to: string): Promise<void> {
    for (;;) {
      await this.settled();
      const all = await Promise.all([...this.services.values()].map((service) => service.runtime.status()));
      const due = all.flatMap(({ nextDue }) => nextDue ?? []).filter((moment) => moment <= to).sort()[0];
      if (due === undefined) break;
      if (due > this.now) this.now = due;
      for (const service of this.services.values()) await service.runtime.fireDue(this.now);
    }
    this.now = to;
  }

  private create(name: ServiceName): Promise<RunningService> {
    return creators[name](this.config(name), this.engines(name));
  }

  private config(name: ServiceName): ServiceConfig {
    const { own, keys } = this.databases.get(name)!;
    return readServiceConfig({
      DATABASE_URL: own.url, KEYS_DATABASE_URL: keys.url, MASTER_KEY: Buffer.alloc(32, 7).toString('base64'), SERVICE_SECRET: SECRET,
      OIDC_ISSUER: 'test', OIDC_JWKS_URL: 'http://127.0.0.1/none', LOG_LEVEL: 'error', FLIPSIDE_MODE: 'development',
    });
  }

  private engines(name: ServiceName): Engines {
    const tokens = serviceTokens(name, SECRET);
    return {
      clock: { now: () => this.now, frozen: true },
      log: createLogger(name, 'error'),
      verifyToken: tokenVerifier(this.issuer.trust),
      serviceTokens: tokens,
      peers: peerClient(tokens, (peer) => this.addresses.get(peer as ServiceName)),
      contracts: (source: ServiceName, audience: Audience): Feed<Contract> => lazyFeed(source, () => this.services.get(source)!.feed(audience)),
    };
  }
}
