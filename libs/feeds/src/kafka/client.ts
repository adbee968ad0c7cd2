import type { Audience, ServiceName } from '@flipside/contracts';
import { TOPIC_PARTITIONS, topicOf } from '@flipside/contracts';
import kafkajs, { type Kafka } from 'kafkajs';
import { TransientFault } from '../transient.js';

/** How a service reaches its brokers. */
export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly service: ServiceName;
  /** Copies of each topic that is made here. */
  readonly replication: number;
  /** What the names of topics, groups and transactions begin with, where several deployments share the brokers. */
  readonly prefix: string;
}

/** Where a topic's contracts come from. */
export interface TopicSource {
  readonly service: ServiceName;
  readonly audience: Audience;
}

export const PARTITIONS = TOPIC_PARTITIONS;

/** Short: the transaction of a batch ends while the one before is still being closed, and the default pause is 300 ms. */
const FIRST_RETRY_MS = 5;

export function openClient({ brokers, service }: KafkaSettings): Kafka {
  return new kafkajs.Kafka({
    clientId: `flipside-${service}`,
    brokers: [...brokers],
    logLevel: kafkajs.logLevel.NOTHING, // what happened is said by us, in our own log
    connectionTimeout: 3_000,
    requestTimeout: 20_000,
    retry: { initialRetryTime: FIRST_RETRY_MS, maxRetryTime: 2_000, retries: 8 },
  });
}

/** Asks once. @throws what came in the way. */
export async function reachBrokers(kafka: Kafka): Promise<void> {
  const admin = kafka.admin({ retry: { retries: 0 } });
  try {
    await admin.connect();
    await admin.describeCluster();
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

export function topicName({ prefix }: Pick<KafkaSettings, 'prefix'>, service: ServiceName, audience: Audience): string {
  return `${prefix}${topicOf(service, audience)}`;
}

/** Whose contracts a topic holds. @throws Error for a topic that holds none. */
export function sourceOf(topic: string): TopicSource {
  const [, service, sealed] = /flipside\.(participants|matching|sessions|analytics)(\.sealed)?\.v1$/.exec(topic) ?? [];
  if (!service) throw new Error(`${topic} is no topic of contracts`);
  return { service: service as ServiceName, audience: sealed ? 'sealed' : 'public' };
}

/** Whose contracts a checkpoint's part holds: a service by its name, or a partition of a topic. */
export function ownerOf(part: string): string {
  return part.includes('/') ? sourceOf(part.slice(0, part.lastIndexOf('/'))).service : part;
}

/** The key of a partition's checkpoint. */
export function partOf(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}

/** A fault of the brokers or of the way to them: none of ours. */
export function isKafkaFault(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith('KafkaJS');
}

const UNREACHABLE = /^KafkaJS(Connection|RequestTimeout|NoBrokerAvailable|BrokerNotFound|GroupCoordinatorNotFound|TopicMetadataNotLoaded|NumberOfRetries|LockTimeout)/;

/** The brokers are away or not ready yet. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof Error && (UNREACHABLE.test(error.name) || (error.cause !== undefined && isUnreachable(error.cause)));
}

/** What the brokers did not do just now, as a fault that passes. */
export function asTransient(error: unknown): TransientFault {
  return new TransientFault(`Kafka: ${(error as Error).message}`, { cause: error });
}
