import type { Contract } from '@flipside/contracts';
import type { Kafka, Message, Producer, TopicMessages } from 'kafkajs';
import { TransientFault } from '../transient.js';
import type { KafkaSettings } from './client.js';
import type { Ends } from './relay-checkpoint.js';
import { RequestWriter, type Portion } from './requests.js';
import type { Hiding } from './whereabouts.js';

const TRANSACTION_TIMEOUT_MS = 30_000;

/** Tells contracts in transactions. After a failed one it is thrown away: what became of its last is not known to it. */
export class Teller {
  private constructor(
    private readonly producer: Producer,
    private readonly writer: RequestWriter,
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
    return new Teller(producer, new RequestWriter(settings, hiding));
  }

  /** All or none of them, in order. @returns the ends of the partitions after them. @throws also where a partition acknowledged nothing. */
  async tell(contracts: readonly Contract[], ends: Ends): Promise<Ends> {
    const transaction = await this.producer.transaction();
    const after = Object.fromEntries(Object.entries(ends).map(([topic, offsets]) => [topic, [...offsets]]));
    for (const request of this.writer.requestsOf(contracts)) {
      const placed = await transaction.sendBatch({ acks: -1, topicMessages: request.map(asMessages) });
      for (const { topic, partition, records } of request) {
        const { baseOffset } = placed.find((one) => one.topicName === topic && one.partition === partition) ?? {};
        // The client passes over a partition that it knows no leader of, without a word.
        if (baseOffset === undefined) throw new TransientFault(`${topic} acknowledged nothing in its partition ${partition}`);
        after[topic]![partition] = (BigInt(baseOffset) + BigInt(records.count)).toString();
      }
    }
    await transaction.commit();
    return after;
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
  }
}

/** The client is patched to take records that are written already. Another refuses a message without a value. */
function asMessages({ topic, partition, records }: Portion): TopicMessages {
  return { topic, messages: [{ partition, records } as unknown as Message] };
}
