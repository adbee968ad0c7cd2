import { dockerAnswers, startContainer } from './container.js';
import { findJava } from './java.js';
import { startBroker } from './java-broker.js';
import { externalKafka } from './external.js';

/** A real Kafka broker for development and tests: one node, on the loopback address, without authentication. */
export interface LocalKafka {
  /** Addresses for clients, `host:port`. They stay the same over restarts. */
  readonly brokers: readonly string[];
  readonly kind: 'external' | 'container' | 'java';
  /** The broker's process, for tests that break it; undefined where it is not ours. */
  readonly pid: number | undefined;
  /** The container's id where the broker runs in one. */
  readonly container?: string;
  /** Ends the broker as in a crash (SIGKILL); it stays down until `start`. */
  kill(): Promise<void>;
  /** Starts a killed or stopped broker again, with its data, and waits until it takes requests. */
  start(): Promise<void>;
  /** Stops the broker; what it has acknowledged stays in the data directory. */
  stop(): Promise<void>;
}

export interface KafkaOptions {
  /** Created when missing. Holds the broker's files and its log; one broker at a time. */
  readonly dataDir: string;
  /** Docker volume that keeps a container's files when it is stopped; without it they go. */
  readonly volume?: string;
  /** Why there is no broker, or which one was taken: one line each. */
  readonly say: (line: string) => void;
}

/**
 * Starts the first broker that can be had: the one that KAFKA_BROKERS names, a container where a Docker engine gives one,
 * the jars from the Maven repository where Java 17 and Maven are. Undefined, with the reason said, where none can be.
 */
export async function openKafka({ dataDir, volume, say }: KafkaOptions, env: NodeJS.ProcessEnv = process.env): Promise<LocalKafka | undefined> {
  if (env['KAFKA_BROKERS']) return externalKafka(env['KAFKA_BROKERS']);
  const contained = await inContainer(env, volume);
  if (!('reason' in contained)) return contained;
  const java = await findJava(env);
  if ('reason' in java) {
    say(`NO KAFKA: KAFKA_BROKERS is not set, ${contained.reason}, and ${java.reason}`);
    return undefined;
  }
  return startBroker(java, dataDir);
}

/** An engine may answer and still have no image, or get none. */
async function inContainer(env: NodeJS.ProcessEnv, volume: string | undefined): Promise<LocalKafka | { readonly reason: string }> {
  if (!(await dockerAnswers(env))) return { reason: 'no Docker engine answers' };
  return startContainer(volume).catch((error: unknown) => ({ reason: `Docker starts none (${String(error).split('\n')[0]})` }));
}
