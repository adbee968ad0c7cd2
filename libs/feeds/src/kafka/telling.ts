import type { Contract } from '@flipside/contracts';
import type { Kafka, Message, Producer, TopicMessages } from 'kafkajs';
import { topicName, type KafkaSettings } from './client.js';
import { toMessage } from './message.js';
import { partitionFor } from './partition.js';
import type { Ends } from './relay-checkpoint.js';
import type { Hiding } from './whereabouts.js';

/** A request holds at most so many bytes of one transaction: topics take 1 MiB, an event has at most 256 KiB. */
const REQUEST_BYTES = 640 * 1024;
const TRANSACTION_TIMEOUT_MS = 30_000;
const OVERHEAD_BYTES = 600;

/** Tells contracts in transactions. After a failed one it is thrown away: what became of its last is not known to it. */
export class Teller {
  private constructor(
    private readonly producer: Producer,
    private readonly settings: KafkaSettings,
    private readonly hiding: Hiding,
  ) {}

  /** Whoever told under the same name before is refused from now on, whatever it still wants to send. */
  static async open(kafka: Kafka, settings: KafkaSettings, hiding: Hiding): Promise<Teller> {
    const producer = kafka.producer({
      transactionalId: `${settings.prefix}relay-${settings.service}`,
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      transactionTimeout: TRANSACTION_TIMEOUT_MS,
      createPartitioner: () => ({ message }) => message.partition!, // each message says where it goes
    });
    try {
      await producer.connect();
      // The client asks for its turn with the first transaction, not before: an empty one, so that we have it from here on.
      await (await producer.transaction()).abort();
    } catch (error) {
      await producer.disconnect().catch(() => undefined); // else its connection stays, and the process with it
      throw error;
    }
    return new Teller(producer, settings, hiding);
  }

  /** All or none of them, in order. @returns the ends of the partitions after them. */
  async tell(contracts: readonly Contract[], ends: Ends): Promise<Ends> {
    const transaction = await this.producer.transaction();
    const after = Object.fromEntries(Object.entries(ends).map(([topic, offsets]) => [topic, [...offsets]]));
    for (const topicMessages of this.requests(contracts)) {
      const placed = await transaction.sendBatch({ acks: -1, topicMessages });
      for (const { topicName: topic, partition, baseOffset } of placed) {
        const count = topicMessages.find((one) => one.topic === topic)!.messages.filter((one) => one.partition === partition).length;
        after[topic]![partition] = (BigInt(baseOffset!) + BigInt(count)).toString();
      }
    }
    await transaction.commit();
    return after;
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }

  private *requests(contracts: readonly Contract[]): Generator<TopicMessages[]> {
    let byTopic = new Map<string, Message[]>();
    let bytes = 0;
    for (const contract of contracts) {
      const topic = topicName(this.settings, contract.service, contract.audience);
      const message = toMessage(contract, partitionFor(contract.stream), this.hiding);
      if (bytes > 0 && bytes + sizeOf(message) > REQUEST_BYTES) {
        yield asRequest(byTopic);
        byTopic = new Map();
        bytes = 0;
      }
      bytes += sizeOf(message);
      const messages = byTopic.get(topic);
      if (messages) messages.push(message);
      else byTopic.set(topic, [message]);
    }
    if (bytes > 0) yield asRequest(byTopic);
  }
}

function asRequest(byTopic: ReadonlyMap<string, Message[]>): TopicMessages[] {
  return [...byTopic].map(([topic, messages]) => ({ topic, messages }));
}

/** Characters count up to three bytes each; most are ASCII, and the limit leaves room. */
function sizeOf({ value }: Message): number {
  return (value as string).length + OVERHEAD_BYTES;
}
