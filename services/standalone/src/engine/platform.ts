import type { Contract, ServiceName } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import {
  BusinessClock, createLogger, devIssuer, lazyFeed, peerClient, serviceTokens, tokenVerifier, type CreateService, type DevIssuer, type Engines,
  type LogDestination, type Logger, type Pace, type RunningService, type ServiceConfig, type Tracing,
} from '@flipside/service-kit';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openDatabases, type Databases } from './databases.js';
import { patientFeed } from './patient-feed.js';
import type { DataFolder } from './data-folder.js';

export interface PlatformOptions {
  readonly folder: DataFolder;
  readonly services: ReadonlyMap<ServiceName, CreateService>;
  readonly pace: Pace;
  /** Business time of a new installation, ISO 8601 in UTC. */
  readonly firstMoment: string;
  /** From which all ids of a new installation follow; random when not given. */
  readonly seed?: string;
  readonly logLevel: string;
  /** Where log lines go; standard output when not given. */
  readonly logTo?: LogDestination;
  /** Traces of a program by its name; none when not given. */
  readonly tracing?: (program: string) => Tracing | undefined;
  readonly onFailure: (error: unknown) => void;
  readonly news: (line: string) => void;
}

/** All four services in one process on one embedded Postgres server. */
export interface Platform {
  readonly clock: BusinessClock;
  readonly issuer: DevIssuer;
  readonly log: Logger;
  readonly serviceSecret: string;
  readonly databases: Databases;
  readonly services: ReadonlyMap<ServiceName, RunningService>;
  /** `http://127.0.0.1:port` of each service. */
  readonly addresses: ReadonlyMap<ServiceName, string>;
  /** The OpenAPI document of each service. */
  documents(): ReadonlyMap<ServiceName, OpenAPIObject>;
  /** Services, then pools, then the Postgres server last. */
  stop(): Promise<void>;
}

export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { folder, services } = options;
  const databases = await openDatabases(folder.postgres, [...services.keys()], options.news);
  const started = new Map<ServiceName, RunningService>();
  const stop = async (): Promise<void> => {
    for (const service of [...started.values()].reverse()) await service.stop();
    await databases.close();
  };
  try {
    const clock = await BusinessClock.open(databases.own, options.pace, options.firstMoment);
    const issuer = await devIssuer(folder.issuerKey);
    const addresses = new Map<ServiceName, string>();
    const context: Context = { ...options, databases, clock, issuer, started, addresses };
    for (const [name, create] of services) started.set(name, await create(configOf(name, context), enginesOf(name, context)));
    for (const [name, service] of started) addresses.set(name, await service.start('127.0.0.1', 0, options.onFailure));
    const log = createLogger('standalone', options.logLevel, options.logTo);
    return {
      clock, issuer, log, databases, services: started, addresses, serviceSecret: folder.serviceSecret,
      documents: () => new Map([...started].map(([name, service]) => [name, service.openApi()])),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Context extends PlatformOptions {
  readonly databases: Databases;
  readonly clock: BusinessClock;
  readonly issuer: DevIssuer;
  readonly started: ReadonlyMap<ServiceName, RunningService>;
  readonly addresses: ReadonlyMap<ServiceName, string>;
}

/** Each service has engines of its own: logger, tokens, clients; it shares the clock and reads others' contracts from their stores. */
function enginesOf(name: ServiceName, { folder, logLevel, logTo, tracing, clock, issuer, started, addresses }: Context): Engines {
  const tokens = serviceTokens(name, folder.serviceSecret);
  return {
    clock,
    log: createLogger(name, logLevel, logTo),
    tracing: tracing?.(name),
    verifyToken: tokenVerifier(issuer.trust),
    serviceTokens: tokens,
    peers: peerClient(tokens, (peer) => addresses.get(peer as ServiceName)),
    contracts: (source, audience): Feed<Contract> =>
      patientFeed(lazyFeed(source, () => started.get(source)!.feed(audience)), () => started.get(source)!.base.bulk),
  };
}

function configOf(name: ServiceName, { databases, folder, issuer, logLevel, seed }: Context): ServiceConfig {
  return {
    DATABASE_URL: databases.url(name),
    EVENTSTORE_URL: undefined,
    KEYS_DATABASE_URL: databases.keysUrl(name),
    MASTER_KEY: folder.masterKey,
    SERVICE_SECRET: folder.serviceSecret,
    OIDC_ISSUER: issuer.trust.issuer,
    OIDC_AUDIENCE: issuer.trust.audience,
    OIDC_JWKS_URL: 'http://127.0.0.1/unused-in-one-process',
    PEERS: '',
    HOST: '127.0.0.1',
    PORT: 0,
    START_PATIENCE: 1,
    METRICS_TOKEN: undefined,
    OTEL_EXPORTER_OTLP_ENDPOINT: undefined, OTEL_EXPORTER_OTLP_HEADERS: undefined, OTEL_TRACES_SAMPLER_ARG: 0,
    LOG_LEVEL: logLevel as ServiceConfig['LOG_LEVEL'],
    FLIPSIDE_MODE: 'development',
    DEV_STATE_DATABASE_URL: undefined, DEV_CLOCK: 'frozen', DEV_CLOCK_BEGINS: undefined, DEV_SEED: seed,
    KAFKA_BROKERS: '', KAFKA_REPLICATION: 1, KAFKA_PREFIX: '',
  };
}
