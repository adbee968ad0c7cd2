import { testKafka } from '@flipside/testing/kafka';
import type { Consumer } from 'kafkajs';
import { KafkaRig } from '../../test/kafka-rig.js';
import { ConsumerDied } from './watchdog.js';

const kafka = await testKafka();

(kafka ? describe : describe.skip)('consumers whose client crashes for a reason of its own', () => {
  let rig: KafkaRig;
  let other: Consumer;
  beforeEach(async () => (rig = await KafkaRig.open(kafka!)));
  afterEach(async () => {
    await other.disconnect();
    await rig.close();
  });

  /** Somebody else is in their group, who shares partitions out in another way: the brokers refuse who comes second. */
  async function takeTheGroup(): Promise<void> {
    other = rig.client().consumer({
      groupId: `${rig.settings.prefix}flipside-sessions`,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 }, // a broker that has just begun knows no groups yet
      partitionAssigners: [() => ({ name: 'another-way', version: 1, assign: async () => [], protocol: () => ({ name: 'another-way', metadata: Buffer.from('') }) })],
    });
    const joined = new Promise((resolve) => other.on(other.events.GROUP_JOIN, resolve));
    await other.connect();
    await other.subscribe({ topic: rig.topic });
    await other.run({ eachBatch: async () => undefined });
    await joined;
  }

  it('end, and say why', async () => {
    rig.relay();
    await rig.append(1);
    await rig.told();
    await takeTheGroup();
    const transport = rig.transport();
    transport.listen(() => undefined);
    const ended = await transport.hand(rig.topic, { name: 'one', open: async () => undefined, take: async () => true }, rig.ending.signal).catch((error: unknown) => error);
    expect(ended).toBeInstanceOf(ConsumerDied);
    expect(String(ended)).toMatch(/Kafka's client crashed: .*protocol/);
  });
});
