import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { findJava } from './java.js';
import { startBroker } from './java-broker.js';
import { openKafka, type LocalKafka } from './local-kafka.js';

const java = await findJava(process.env);
if ('reason' in java) process.stderr.write(`SKIPPED, a broker from jars: ${java.reason}\n`);

describe('a local broker', () => {
  let dataDir: string;
  beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'flipside-kafka-'))));
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('is the one that KAFKA_BROKERS names, which is not ours to break', async () => {
    const kafka = await openKafka({ dataDir, say: () => undefined }, { KAFKA_BROKERS: 'a:1, b:2' });
    expect(kafka).toMatchObject({ kind: 'external', brokers: ['a:1', 'b:2'] });
    await expect(kafka!.kill()).rejects.toThrow('not ours');
  });

  it('says loudly why there is none', async () => {
    const said: string[] = [];
    const bare = { DOCKER_HOST: 'unix:///nowhere', XDG_CACHE_HOME: join(dataDir, 'empty'), PATH: '/nowhere' };
    expect(await openKafka({ dataDir, say: (line) => said.push(line) }, bare)).toBeUndefined();
    expect(said).toEqual(['NO KAFKA: KAFKA_BROKERS is not set, no Docker engine answers, and there is no java']);
  });

  (('reason' in java ? it.skip : it) as typeof it)('keeps what it acknowledged over a crash, at the same address, and for a later program', async () => {
    const broker = await startBroker(java as Exclude<typeof java, { reason: string }>, dataDir);
    try {
      await send(broker, 'one');
      const { pid } = broker;
      await broker.kill();
      await broker.start();
      expect(broker.pid).not.toBe(pid);
      await send(broker, 'two');
      const admin = clientOf(broker).admin();
      await admin.connect();
      expect(await admin.fetchTopicOffsets('kept')).toMatchObject([{ high: '2' }]);
      await admin.disconnect();
    } finally {
      await broker.stop();
    }
    const later = await startBroker(java as Exclude<typeof java, { reason: string }>, dataDir);
    try {
      await send(later, 'three');
    } finally {
      await later.stop();
    }
  });
});

function clientOf({ brokers }: LocalKafka): Kafka {
  return new Kafka({ clientId: 'spec', brokers: [...brokers], logLevel: logLevel.NOTHING });
}

async function send(broker: LocalKafka, value: string): Promise<void> {
  const kafka = clientOf(broker);
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 1, replicationFactor: 1 }] });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'kept', acks: -1, messages: [{ value }] });
  await producer.disconnect();
}
