import { join } from 'node:path';
import { membersOn } from './broker-settings.js';
import { startBroker } from './java-broker.js';
import { findJava } from './java.js';
import type { KafkaOptions, LocalKafka } from './local-kafka.js';
import { freePorts } from './ports.js';

/**
 * Several brokers that keep copies for each other, from Kafka's jars; each can be killed and started by itself. For tests of
 * what one broker alone can't show. They begin with empty folders. Undefined, with the reason said, where there is no Java.
 */
export async function openBrokers(count: number, { dataDir, say }: KafkaOptions, env: NodeJS.ProcessEnv = process.env): Promise<readonly LocalKafka[] | undefined> {
  const java = await findJava(env);
  if ('reason' in java) {
    say(`NO KAFKA: ${java.reason}`);
    return undefined;
  }
  const ports = await freePorts(2 * count);
  const members = membersOn(Array.from({ length: count }, (_, index) => ports.slice(2 * index, 2 * index + 2)));
  const started = await Promise.allSettled(members.map((member) => startBroker(java, join(dataDir, String(member.id)), member)));
  const brokers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = started.find((one) => one.status === 'rejected');
  if (!failed) return brokers;
  await Promise.all(brokers.map((broker) => broker.kill()));
  throw failed.reason;
}
