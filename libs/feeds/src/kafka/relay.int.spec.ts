import { testKafka } from '@flipside/testing/kafka';
import { KafkaRig } from '../../test/kafka-rig.js';
import { fromMessage } from './message.js';
import { readRelayPlace } from './relay-checkpoint.js';
import { TopicRefused } from './topics.js';

const kafka = await testKafka();

(kafka ? describe : describe.skip)('the relay', () => {
  let rig: KafkaRig;
  beforeEach(async () => (rig = await KafkaRig.open(kafka!)));
  afterEach(() => rig.close());

  /** Everything on the topic, by stream, in the order of its partitions. */
  async function heard(count: number): Promise<ReadonlyMap<string, readonly number[]>> {
    const consumer = rig.client().consumer({ groupId: `${rig.settings.prefix}look${Math.random()}`, maxWaitTimeInMs: 100 });
    const streams = new Map<string, number[]>();
    let seen = 0;
    await consumer.connect();
    await consumer.subscribe({ topic: rig.topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        const { contract } = fromMessage(message, 'participants', undefined);
        expect(message.key!.toString()).toBe(contract.stream);
        streams.set(contract.stream, [...(streams.get(contract.stream) ?? []), contract.data['n'] as number]);
        seen++;
      },
    });
    await rig.until(() => seen >= count);
    await consumer.disconnect();
    return streams;
  }

  it('tells the log once and in the order of each stream, and knows the ends that hold all of it', async () => {
    await rig.append(400);
    rig.relay();
    await rig.told();
    await rig.append(100);
    await rig.told();
    const streams = await heard(500);
    expect([...streams.values()].map((all) => all.length)).toEqual([100, 100, 100, 100, 100]);
    for (const all of streams.values()) expect(all).toEqual(all.toSorted((a, b) => a - b));
    const admin = rig.client().admin();
    await admin.connect();
    const offsets = await admin.fetchTopicOffsets(rig.topic);
    await admin.disconnect();
    const { ends } = (await readRelayPlace(rig.teller.pool))!;
    for (const { partition, high } of offsets) {
      const end = BigInt(ends[rig.topic]![partition]!);
      expect([end, end + 1n]).toContain(BigInt(high)); // after the last message is the record of its transaction
    }
  });

  it('tells a block again after a failure, never in pieces, and leaves nothing out', async () => {
    let left = 3;
    rig.relay({
      at: async (point) => {
        if (point === 'after-send' && left-- > 0) throw Object.assign(new Error('the process is said to have died here'), { code: 'ECONNRESET' });
      },
    });
    await rig.append(60);
    await rig.told();
    const streams = await heard(60);
    for (const all of streams.values()) expect([...new Set(all)]).toHaveLength(12);
    for (const all of streams.values()) expect([...new Set(all)]).toEqual([...new Set(all)].toSorted((a, b) => a - b));
  });

  it('stores its checkpoint after all where that fails at first and nothing more comes', async () => {
    await rig.teller.pool.query(`create sequence tries;
      create function refuse() returns trigger language plpgsql as $$ begin
        if nextval('tries') <= 2 then raise exception 'busy' using errcode = '40001'; end if; return new; end $$;
      create trigger refuse before insert on relay_checkpoint for each row execute function refuse()`);
    rig.relay();
    await rig.append(10, 1);
    await rig.told();
    expect(new Set((await heard(10)).get('unit-0'))).toEqual(new Set(Array.from({ length: 10 }, (_, n) => n)));
  });

  it('makes its topics with 12 partitions for ever', async () => {
    rig.relay();
    await rig.append(1);
    await rig.told();
    const admin = rig.client().admin();
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [rig.topic] });
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: rig.topic, configNames: ['retention.ms', 'retention.bytes'] }] });
    await admin.disconnect();
    expect(topics[0]!.partitions).toHaveLength(12);
    expect(resources[0]!.configEntries.map(({ configValue }) => configValue)).toEqual(['-1', '-1']);
    expect(rig.warnings.filter((line) => line.startsWith('topic has another'))).toEqual([]); // a busy broker may be waited for
  });

  it('reports another setting, and refuses another number of partitions', async () => {
    const admin = rig.client().admin();
    await admin.connect();
    const forgetful = { topic: rig.topic, numPartitions: 12, replicationFactor: 1, configEntries: [{ name: 'retention.ms', value: '1000' }] };
    const small = { topic: `${rig.settings.prefix}flipside.participants.v1`, numPartitions: 3, replicationFactor: 1 };
    await admin.createTopics({ topics: [forgetful], waitForLeaders: true });
    rig.relay();
    await rig.append(1);
    await rig.told();
    expect(rig.warnings.join()).toContain('"setting":"retention.ms","is":"1000","wanted":"-1"');
    rig.ending.abort();
    await Promise.all(rig.work);
    await admin.deleteTopics({ topics: [small.topic] });
    await rig.until(async () => { // the old one goes in a moment, and who makes a topic may be told too early that it is there
      await admin.createTopics({ topics: [small] }).catch(() => undefined);
      const { topics } = await admin.fetchTopicMetadata({ topics: [small.topic] }).catch(() => ({ topics: [] }));
      return topics[0]?.partitions.length === 3;
    });
    await admin.disconnect();
    rig.relay({}, new AbortController().signal);
    await rig.until(() => rig.failures.length > 0);
    expect(rig.failures[0]).toBeInstanceOf(TopicRefused);
    expect(String(rig.failures[0])).toContain('has 3 partitions, not 12');
  });
});
