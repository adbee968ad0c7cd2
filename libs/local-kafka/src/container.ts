import { request } from 'node:http';
import type { LocalKafka } from './local-kafka.js';
import { KAFKA_VERSION } from './java.js';
import { freePorts } from './ports.js';

const ANSWER_TIMEOUT_MS = 1_000;
/** Belongs to the image's user, so that a new volume does too. */
const DATA = '/var/lib/kafka/data';
const SOCKET = '/var/run/docker.sock';

/** Whether a Docker engine answers where DOCKER_HOST says, or at the usual socket. */
export async function dockerAnswers(env: NodeJS.ProcessEnv): Promise<boolean> {
  const host = env['DOCKER_HOST'] || `unix://${SOCKET}`;
  const where = host.startsWith('unix://')
    ? { socketPath: host.slice('unix://'.length) }
    : { host: new URL(host).hostname, port: new URL(host).port };
  return new Promise((resolve) => {
    const ask = request({ ...where, path: '/_ping', timeout: ANSWER_TIMEOUT_MS }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    ask.on('timeout', () => ask.destroy(new Error('no answer')));
    ask.on('error', () => resolve(false));
    ask.end();
  });
}

/** A broker in a container, published on one loopback port that clients are told as its address. */
export async function startContainer(volume?: string): Promise<LocalKafka> {
  const { GenericContainer, Wait, getContainerRuntimeClient } = await import('testcontainers');
  const [port] = (await freePorts(1)) as [number];
  const started = await new GenericContainer(`apache/kafka:${KAFKA_VERSION}`)
    .withBindMounts(volume === undefined ? [] : [{ source: volume, target: DATA }])
    .withExposedPorts({ container: port, host: port })
    .withEnvironment({ ...environmentOf(port), ...(volume !== undefined && { KAFKA_LOG_DIRS: DATA }) })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  const client = await getContainerRuntimeClient();
  const container = client.container.getById(started.getId());
  return {
    brokers: [`127.0.0.1:${port}`],
    kind: 'container',
    pid: undefined,
    container: started.getId(),
    kill: async () => {
      await container.kill();
    },
    start: async () => {
      if ((await container.inspect()).State.Running) return;
      await client.container.start(container);
      await Wait.forLogMessage(/Kafka Server started/).waitUntilReady(container, undefined as never, new Date());
    },
    stop: async () => {
      await started.stop({ removeVolumes: true });
    },
  };
}

function environmentOf(port: number): Record<string, string> {
  return {
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@127.0.0.1:29093',
    KAFKA_LISTENERS: `PLAINTEXT://0.0.0.0:${port},CONTROLLER://127.0.0.1:29093`,
    KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_INTER_BROKER_LISTENER_NAME: 'PLAINTEXT',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
    KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR: '1',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
  };
}
