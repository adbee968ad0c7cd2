import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract } from '@flipside/contracts';
import { openBrokers } from '@flipside/local-kafka';
import { openClient, PARTITIONS, topicName, type KafkaSettings } from '../src/kafka/client.js';
import { partitionFor } from '../src/kafka/partition.js';
import { Teller } from '../src/kafka/telling.js';
import { createHiding } from '../src/kafka/whereabouts.js';

const folder = await mkdtemp(join(tmpdir(), 'flipside-moved-leaders-'));
const brokers = await openBrokers(2, { dataDir: folder, say: (line) => process.stderr.write(`SKIPPED: ${line}\n`) });
const [ONE, OTHER] = [1, 2];
/** A stream of each partition. */
const streams = Array.from({ length: PARTITIONS }, (_, partition) => ofPartition(partition));
const all = Array.from({ length: PARTITIONS }, (_, partition) => partition);

(brokers ? describe : describe.skip)('partitions that another broker leads by now', () => {
  const settings: KafkaSettings = { brokers: brokers?.flatMap((one) => one.brokers) ?? [], service: 'participants', replication: 1, prefix: 'moved.' };
  const topic = topicName(settings, 'participants', 'sealed');
  const kafka = openClient(settings);
  const admin = kafka.admin();
  afterAll(async () => {
    await admin.disconnect();
    await Promise.all(brokers!.map((one) => one.kill()));
    await rm(folder, { recursive: true, force: true });
  });

  it('get what is told to them, once, while others of the same transaction are acknowledged at once', async () => {
    await admin.connect();
    const replicaAssignment = all.map((partition) => ({ partition, replicas: [partition % 2 === 0 ? ONE : OTHER] }));
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, replicaAssignment }] });
    const teller = await Teller.open(kafka, settings, createHiding(randomBytes(32)));
    const ends = await teller.tell(contracts(1), { [topic]: all.map(() => '0') });
    await move(all.filter((partition) => partition % 4 === 1), ONE); // the client does not know of it
    const after = await teller.tell(contracts(2), ends);
    await teller.close();
    expect(ends[topic]).toEqual(all.map(() => '1'));
    expect(after[topic]).toEqual(all.map(() => '4')); // one, what closed its transaction, two
  });

  async function move(partitions: readonly number[], broker: number): Promise<void> {
    await admin.alterPartitionReassignments({ topics: [{ topic, partitionAssignment: partitions.map((partition) => ({ partition, replicas: [broker] })) }] });
    for (let moved = false; !moved; ) {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      moved = topics[0]!.partitions.every(({ partitionId, leader }) => !partitions.includes(partitionId) || leader === broker);
    }
  }
});

/** So many of each partition. */
function contracts(count: number): readonly Contract[] {
  return streams.flatMap((stream) => Array.from({ length: count }, (_, n) => ({
    type: 'UnitClosed', audience: 'sealed', service: 'participants', id: randomUUID(), stream, at: '2026-01-05T00:00:00.000Z', data: { n },
    position: { epoch: 1, n: 1n }, revision: 0n,
  } as const)));
}

function ofPartition(partition: number): string {
  for (let n = 0; ; n++) if (partitionFor(`unit-${n}`) === partition) return `unit-${n}`;
}
