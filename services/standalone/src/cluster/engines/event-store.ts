import { dockerAnswers } from '@flipside/local-kafka/container';

/** Where the services keep their events. */
export interface ClusterEventStore {
  /** Which one, and why: for people. */
  readonly said: string;
  readonly kind: 'external' | 'container' | 'postgres';
  /** Of EventStoreDB; undefined where each service keeps them in its own database. */
  readonly url: string | undefined;
  stop(): Promise<void>;
}

const IMAGE = 'eventstore/eventstore:24.10.0-jammy';
const HTTP = 2113;
const SETTINGS = { EVENTSTORE_INSECURE: 'true', EVENTSTORE_CLUSTER_SIZE: '1', EVENTSTORE_RUN_PROJECTIONS: 'None' };

/**
 * EventStoreDB as EVENTSTORE_URL names it, else in a container where a Docker engine answers and has the image, else Postgres.
 * @param volume Docker volume that keeps a container's files; without it they go with it.
 */
export async function openClusterEventStore(volume: string | undefined, env: NodeJS.ProcessEnv): Promise<ClusterEventStore> {
  const url = env['EVENTSTORE_URL'];
  if (url) return { kind: 'external', said: 'EventStoreDB, as EVENTSTORE_URL says', url, stop: async () => undefined };
  if (!(await dockerAnswers(env))) return onPostgres('EVENTSTORE_URL is not set, no Docker engine answers');
  try {
    return await inContainer(volume);
  } catch {
    return onPostgres(`EVENTSTORE_URL is not set, Docker gives no ${IMAGE}`);
  }
}

function onPostgres(reason: string): ClusterEventStore {
  return { kind: 'postgres', said: `Postgres: ${reason}`, url: undefined, stop: async () => undefined };
}

async function inContainer(volume: string | undefined): Promise<ClusterEventStore> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = await new GenericContainer(IMAGE)
    .withEnvironment(SETTINGS)
    .withExposedPorts(HTTP)
    .withBindMounts(volume === undefined ? [] : [{ source: volume, target: '/var/lib/eventstore' }])
    .withWaitStrategy(Wait.forHttp('/health/live', HTTP).forStatusCode(204))
    .start();
  return {
    kind: 'container',
    said: `EventStoreDB in a container of ${IMAGE}`,
    url: `esdb://${container.getHost()}:${container.getMappedPort(HTTP)}?tls=false`,
    stop: async () => void (await container.stop()),
  };
}
