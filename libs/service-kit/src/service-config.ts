import type { ServiceName } from '@flipside/contracts';
import { checkUrl } from '@flipside/event-store-eventstoredb';
import type { KafkaSettings } from '@flipside/feeds/kafka/client';
import { metricsToken } from './auth/scrape-token.js';
import { developmentVariables } from './dev/variables.js';
import { tracingVariables } from './telemetry/open-tracing.js';
import { count, oneOf, optional, port, readEnvironment, secret, text, url, type Environment } from './environment.js';

/** Variables that each of the four services knows. */
export const serviceVariables = {
  DATABASE_URL: url('Postgres database of this service, postgres://…'),
  EVENTSTORE_URL: optional('EventStoreDB that holds the events, esdb://…; without it they are in the database', checkUrl),
  KEYS_DATABASE_URL: url('Postgres database of its keys, outside ordinary backups'),
  MASTER_KEY: secret('32 bytes in base64 that wrap all keys of personal data', 32),
  SERVICE_SECRET: text('secret that the services of this deployment share'),
  OIDC_ISSUER: text('issuer of the tokens that are believed'),
  OIDC_AUDIENCE: text('audience that tokens must name', 'flipside'),
  OIDC_JWKS_URL: url('where the issuer publishes its keys'),
  PEERS: text('addresses of the other services: participants=http://…,matching=http://…', ''),
  KAFKA_BROKERS: text('Kafka brokers that carry the news between services, host:port,…; without them services ask each other', ''),
  KAFKA_REPLICATION: count('copies of each topic, on as many brokers', 3),
  KAFKA_PREFIX: text('what names of topics, groups and transactions begin with, where several deployments share the brokers', ''),
  HOST: text('address to listen on', '127.0.0.1'),
  PORT: port('port to listen on; 0 takes a free one', 0),
  START_PATIENCE: count('how long it waits at its start for databases and the event store, in seconds', 300),
  METRICS_TOKEN: metricsToken,
  ...tracingVariables,
  LOG_LEVEL: oneOf('how much is logged', ['silent', 'error', 'warn', 'info', 'debug'], 'info'),
  ...developmentVariables,
  DEV_SEED: optional('development mode: seed of a new installation, from which all ids follow; random without it'),
} as const;

export type ServiceConfig = Environment<typeof serviceVariables>;

/** @throws Error that names every variable that is missing or wrong. */
export function readServiceConfig(env: NodeJS.ProcessEnv): ServiceConfig {
  const config = readEnvironment(serviceVariables, env);
  if (config.DEV_SEED !== undefined && config.FLIPSIDE_MODE !== 'development') {
    throw new Error('DEV_SEED makes ids that can be guessed: remove it, or set FLIPSIDE_MODE=development where nothing is real');
  }
  return config;
}

/** Addresses of the other services by name. */
export function peersOf(config: Pick<ServiceConfig, 'PEERS'>): ReadonlyMap<string, string> {
  const pairs = config.PEERS.split(',').filter(Boolean).map((pair) => pair.split('=') as [string, string]);
  return new Map(pairs.map(([name, address]) => [name.trim(), address.trim()]));
}

/** How a service reaches the brokers; undefined where services ask each other. */
export function kafkaOf(service: ServiceName, config: Pick<ServiceConfig, 'KAFKA_BROKERS' | 'KAFKA_REPLICATION' | 'KAFKA_PREFIX'>): KafkaSettings | undefined {
  const brokers = config.KAFKA_BROKERS.split(',').map((broker) => broker.trim()).filter(Boolean);
  if (brokers.length === 0) return undefined;
  return { brokers, service, replication: config.KAFKA_REPLICATION, prefix: config.KAFKA_PREFIX };
}
