import type { ServiceName } from '@flipside/contracts';
import { DEV_AUDIENCE, DEV_ISSUER, type Pace } from '@flipside/service-kit';
import type { DataFolder } from '../engine/data-folder.js';
import type { ClusterPostgres } from './engines/postgres.js';
import { keysDatabaseOf, services, STATE_DATABASE, type Program } from './programs.js';

export interface EnvironmentParts {
  readonly folder: DataFolder;
  readonly postgres: ClusterPostgres;
  readonly brokers: readonly string[];
  readonly kafkaPrefix: string;
  readonly eventStoreUrl: string | undefined;
  readonly ports: ReadonlyMap<Program, number>;
  readonly pace: Pace;
  /** Business time of a new cluster, ISO 8601 in UTC. */
  readonly firstMoment: string;
  /** From which all ids of a new cluster follow; random when not given. */
  readonly seed?: string | undefined;
  /** What all processes get beside, unless set here. */
  readonly inherited: NodeJS.ProcessEnv;
}

export function addressOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** What each process of a cluster is told: development mode, whose issuer is the gateway. */
export function environmentOf(program: Program, parts: EnvironmentParts): NodeJS.ProcessEnv {
  const { folder, ports, postgres, inherited } = parts;
  const common = {
    ACCESS_LOG: 'off',
    LOG_LEVEL: 'warn',
    RATE_LIMITS: 'off',
    ...inherited,
    FLIPSIDE_MODE: 'development',
    DEV_STATE_DATABASE_URL: postgres.url(STATE_DATABASE),
    DEV_CLOCK: parts.pace,
    DEV_CLOCK_BEGINS: parts.firstMoment,
    SERVICE_SECRET: folder.serviceSecret,
    OIDC_ISSUER: DEV_ISSUER,
    OIDC_AUDIENCE: DEV_AUDIENCE,
    OIDC_JWKS_URL: `${addressOf(ports.get('gateway')!)}/v1/dev/jwks.json`,
    PEERS: services.map((service) => `${service}=${addressOf(ports.get(service)!)}`).join(','),
    HOST: '127.0.0.1',
    PORT: String(ports.get(program)),
  };
  return program === 'gateway' ? { ...common, DEV_ISSUER_KEY: JSON.stringify(folder.issuerKey) } : { ...common, ...serviceOnly(program, parts) };
}

function serviceOnly(service: ServiceName, { folder, postgres, brokers, kafkaPrefix, eventStoreUrl, seed }: EnvironmentParts): NodeJS.ProcessEnv {
  return {
    DATABASE_URL: postgres.url(service),
    KEYS_DATABASE_URL: postgres.url(keysDatabaseOf(service)),
    MASTER_KEY: folder.masterKey.toString('base64'),
    EVENTSTORE_URL: eventStoreUrl ?? '',
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_PREFIX: kafkaPrefix,
    KAFKA_REPLICATION: '1',
    ...(seed !== undefined && { DEV_SEED: seed }),
  };
}
