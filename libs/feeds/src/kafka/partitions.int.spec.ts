import { testKafka } from '@flipside/testing/kafka';
import { KafkaRig } from '../../test/kafka-rig.js';
import type { Contract } from '@flipside/contracts';
import type { FeedConsumer } from '../feed.js';
import { TransientFault } from '../transient.js';
import { partitionFor } from './partition.js';
import { Teller } from './telling.js';
import { TopicRefused } from './topics.js';
import type { KafkaTransport } from './transport.js';

const kafka = await testKafka();
const WHAT_TO_DO = /partitions, not 12, on which the order of its streams rests\. Stop all services, and have its service tell it anew, as docs\/operating\.md says/;

(kafka ? describe : describe.skip)('a topic whose number of partitions was changed', () => {
  let rig: KafkaRig;
  beforeEach(async () => (rig = await KafkaRig.open(kafka!)));
  afterEach(() => rig.close());

  const seen: Contract[] = [];
  const consumer: FeedConsumer<Contract> = { name: 'one', open: async () => undefined, take: async (_, { events }) => seen.push(...events) > 0 };
  function listen(): KafkaTransport {
    const transport = rig.transport();
    transport.listen(() => undefined);
    rig.work.push(transport.hand(rig.topic, consumer, rig.ending.signal).catch((error: unknown) => rig.failures.push(error)));
    return transport;
  }
  async function withAdmin(work: (admin: ReturnType<ReturnType<KafkaRig['client']>['admin']>) => Promise<unknown>): Promise<void> {
    const admin = rig.client().admin();
    await admin.connect();
    await work(admin);
    await admin.disconnect();
  }
  async function refused(partitions: number): Promise<void> {
    await rig.until(() => rig.failures.length > 0);
    expect(rig.failures[0]).toBeInstanceOf(TopicRefused);
    expect(String(rig.failures[0])).toContain(`${rig.topic} has ${partitions} partitions`);
    expect(String(rig.failures[0])).toMatch(WHAT_TO_DO);
  }

  it('is refused by consumers that start', async () => {
    await withAdmin((admin) => admin.createTopics({ topics: [{ topic: rig.topic, numPartitions: 3, replicationFactor: 1 }], waitForLeaders: true }));
    listen();
    await refused(3);
  });

  it('takes no transaction that has no place for a part of it', async () => {
    await withAdmin((admin) => admin.createTopics({ topics: [{ topic: rig.topic, numPartitions: 3, replicationFactor: 1 }], waitForLeaders: true }));
    const teller = await Teller.open(rig.client(), rig.settings, rig.hiding);
    const told = ['unit-0', 'unit-1', 'unit-2'].map((stream): Contract => ({
      type: 'UnitClosed', audience: 'sealed', service: 'participants', id: stream, stream, at: '2027-01-04T09:00:00.000Z', data: {}, position: { epoch: 1, n: 1n }, revision: 0n,
    }));
    expect(Math.max(...told.map(({ stream }) => partitionFor(stream)))).toBeGreaterThan(2);
    await expect(teller.tell(told, { [rig.topic]: Array<string>(12).fill('0') })).rejects.toThrow(TransientFault);
    await teller.close();
  });

  it('is refused by a relay that runs, of which its lease is free then', async () => {
    rig.relay({ lookEveryMs: 50 });
    await rig.append(20);
    await rig.told();
    await withAdmin((admin) => admin.createPartitions({ topicPartitions: [{ topic: rig.topic, count: 13 }] }));
    await refused(13);
    const { rows } = await rig.teller.pool.query('select holder from lease');
    expect(rows).toEqual([{ holder: null }]);
  });

  it('is refused by consumers that run, with the next change of their group', async () => {
    rig.relay();
    listen();
    await rig.append(20);
    await rig.until(() => seen.length === 20);
    await withAdmin((admin) => admin.createPartitions({ topicPartitions: [{ topic: rig.topic, count: 13 }] }));
    const other = rig.client().consumer({ groupId: `${rig.settings.prefix}flipside-sessions` });
    await other.connect();
    await other.subscribe({ topic: rig.topic });
    await other.run({ eachBatch: async () => undefined });
    await refused(13);
    await other.disconnect();
  });
});
