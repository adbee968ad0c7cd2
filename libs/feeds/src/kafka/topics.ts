import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import type { Warn } from '../run-consumer.js';
import { openClient, PARTITIONS, topicName, type KafkaSettings } from './client.js';

/** A topic that can't be used as it is: order and completeness would be lost. */
export class TopicRefused extends Error {
  constructor(topic: string, partitions: number) {
    super(
      `${topic} has ${partitions} partitions, not ${PARTITIONS}, on which the order of its streams rests. Stop all services, `
      + 'and have its service tell it anew, as docs/operating.md says under "Another number of partitions"',
    );
  }
}

const TRIES = 30;
const LOOK_AGAIN_MS = 100;

/**
 * Nothing is ever deleted: a consumer may start from the beginning at any time. A message has the time that is told of its
 * event, not the broker's. What was acknowledged survives its leader: of three copies two have it, and no copy that fell
 * behind takes over.
 */
function settingsOf({ replication }: KafkaSettings): Readonly<Record<string, string>> {
  return {
    'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1', 'message.timestamp.type': 'CreateTime',
    'min.insync.replicas': String(Math.max(1, replication - 1)), 'unclean.leader.election.enable': 'false',
  };
}

/**
 * Makes the topics that are missing. Another setting than ours is reported.
 * @throws TopicRefused for another number of partitions: the order of a stream would be lost.
 */
export async function ensureTopics(kafka: Kafka, settings: KafkaSettings, topics: readonly string[], warn: Warn): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    await createMissing(admin, settings, topics);
    await reportReplication(admin, settings, topics, warn);
    await reportSettings(admin, settings, topics, warn);
  } finally {
    await admin.disconnect();
  }
}

/** Removes a service's own topics with all that was told: after a restore of its log they are told anew from the beginning. */
export async function dropTopics(settings: KafkaSettings): Promise<void> {
  const admin = openClient(settings).admin();
  const own = (['public', 'sealed'] as const).map((audience) => topicName(settings, settings.service, audience));
  const left = async (): Promise<string[]> => (await admin.listTopics()).filter((topic) => own.includes(topic));
  try {
    await admin.connect();
    const topics = await left();
    if (topics.length > 0) await admin.deleteTopics({ topics });
    while ((await left()).length > 0) await sleep(LOOK_AGAIN_MS);
  } finally {
    await admin.disconnect();
  }
}

async function createMissing(admin: Admin, settings: KafkaSettings, topics: readonly string[]): Promise<void> {
  const known = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !known.has(topic));
  if (missing.length === 0) return;
  const configEntries = Object.entries(settingsOf(settings)).map(([name, value]) => ({ name, value }));
  await admin.createTopics({
    waitForLeaders: true,
    topics: missing.map((topic) => ({ topic, numPartitions: PARTITIONS, replicationFactor: settings.replication, configEntries })),
  });
}

/** @returns what the brokers say of topics that are there. @throws TopicRefused */
export async function refuseOtherPartitions(admin: Admin, names: readonly string[]): ReturnType<Admin['fetchTopicMetadata']> {
  const found = await metadataOf(admin, names);
  for (const { name, partitions } of found.topics) if (partitions.length !== PARTITIONS) throw new TopicRefused(name, partitions.length);
  return found;
}

async function reportReplication(admin: Admin, { replication }: KafkaSettings, names: readonly string[], warn: Warn): Promise<void> {
  const { topics } = await refuseOtherPartitions(admin, names);
  for (const { name: topic, partitions } of topics) {
    const fewest = Math.min(...partitions.map(({ replicas }) => replicas.length));
    if (fewest !== replication) warn({ topic, replication: fewest, configured: replication }, 'topic has another replication than configured');
  }
}

/** A topic that was made just now, here or by another service, is not known everywhere at once. */
async function metadataOf(admin: Admin, names: readonly string[]): ReturnType<Admin['fetchTopicMetadata']> {
  for (let tries = 1; ; tries++) {
    try {
      return await admin.fetchTopicMetadata({ topics: [...names] });
    } catch (error) {
      if ((error as { type?: string }).type !== 'UNKNOWN_TOPIC_OR_PARTITION' || tries === TRIES) throw error;
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

async function reportSettings(admin: Admin, settings: KafkaSettings, topics: readonly string[], warn: Warn): Promise<void> {
  const wantedOf = settingsOf(settings);
  const configNames = Object.keys(wantedOf);
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name, configNames })),
  });
  for (const { resourceName, configEntries } of resources) {
    for (const { configName, configValue } of configEntries) {
      const wanted = wantedOf[configName];
      if (configValue !== wanted) warn({ topic: resourceName, setting: configName, is: configValue, wanted }, 'topic has another setting than ours');
    }
  }
}
