import type { Audience, Contract, ServiceName } from '@flipside/contracts';
import type { Feed, Told } from '../feed.js';
import { partOf, PARTITIONS, topicName, type KafkaSettings } from './client.js';
import type { RelayPlace } from './relay-checkpoint.js';
import type { KafkaTransport } from './transport.js';

export interface KafkaFeedParts {
  readonly settings: KafkaSettings;
  readonly transport: KafkaTransport;
  /** Reads the source by itself, in one order: what a rebuild and the replay of one event need. */
  readonly owner: Feed<Contract>;
  /** Up to where the owner has told its log. */
  readonly told: (service: ServiceName) => Promise<RelayPlace>;
}

/** Another service's contracts as Kafka hands them out, by partitions. */
export function kafkaFeed({ settings, transport, owner, told }: KafkaFeedParts, audience: Audience): Feed<Contract> {
  const { source } = owner;
  const topic = topicName(settings, source, audience);
  return {
    ...owner,
    handed: {
      parts: Array.from({ length: PARTITIONS }, (_, partition) => partOf(topic, partition)),
      hand: (consumer, signal) => transport.hand(topic, consumer, signal),
      told: async () => toldOf(await told(source), topic),
    },
  };
}

function toldOf({ upTo, ends }: RelayPlace, topic: string): Told {
  return { upTo, places: new Map((ends[topic] ?? []).map((end, partition) => [partOf(topic, partition), BigInt(end)])) };
}
