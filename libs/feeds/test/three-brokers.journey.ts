import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contract } from '@flipside/contracts';
import { openBrokers, type LocalKafka } from '@flipside/local-kafka';
import { KafkaRig } from './kafka-rig.js';
import { ConsumerPlaces } from '../src/places.js';
import { definePolicy, type Policy } from '../src/policy.js';
import { runPolicy } from '../src/run-policy.js';

const PATIENCE_MS = 300_000;
const folder = await mkdtemp(join(tmpdir(), 'flipside-three-brokers-'));
const brokers = await openBrokers(3, { dataDir: folder, say: (line) => process.stderr.write(`SKIPPED: ${line}\n`) });

(brokers ? describe : describe.skip)('three brokers with three copies of each topic', () => {
  let rig: KafkaRig;
  const seen: string[] = [];
  const ids = new Set<string>();
  beforeAll(async () => {
    rig = await KafkaRig.open({ brokers: brokers!.flatMap((one) => one.brokers), prefix: () => 'three.' }, 3);
    const transport = rig.transport();
    transport.listen(() => undefined);
    const places = new ConsumerPlaces(rig.hearer.pool);
    const note = async ({ id, stream, revision }: Contract & { revision: bigint }): Promise<void> => {
      if (ids.has(id)) return; // a policy knows its commands again by their ids
      ids.add(id);
      seen.push(`${stream}@${revision}`);
    };
    const policy = definePolicy({ name: 'notes', feed: rig.feed(transport), expected: [], on: { UnitClosed: note } } as unknown as Policy<Contract>);
    rig.work.push(runPolicy(policy, rig.hearer.pool, { places, warn: rig.warn }, rig.ending.signal).catch((error: unknown) => rig.failures.push(error)));
    rig.relay();
  });
  afterAll(async () => {
    await rig.close();
    await Promise.all(brokers!.map((one) => one.kill()));
    await rm(folder, { recursive: true, force: true });
  });

  /** Everything up to the log's end was heard, each once, each stream in its order. */
  async function heardAll(): Promise<void> {
    const { n } = await rig.store.head();
    await rig.until(() => BigInt(seen.length) >= n, 120_000);
    expect(new Set(seen).size).toBe(Number(n));
    const last = new Map<string, number>();
    for (const one of seen) {
      const [stream, revision] = one.split('@') as [string, string];
      expect([one, Number(revision)]).toEqual([one, (last.get(stream) ?? -1) + 1]);
      last.set(stream, Number(revision));
    }
    expect(rig.failures).toEqual([]);
  }

  it('are asked to acknowledge only what two of them have, and to let no copy lead that fell behind', async () => {
    await rig.append(50);
    await heardAll();
    const admin = rig.client().admin();
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [rig.topic] });
    const configNames = ['min.insync.replicas', 'unclean.leader.election.enable'];
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type: 2, name: rig.topic, configNames }] });
    await admin.disconnect();
    expect(topics[0]!.partitions.map(({ replicas }) => replicas.length)).toEqual(Array.from({ length: 12 }, () => 3));
    expect(Object.fromEntries(resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue])))
      .toEqual({ 'min.insync.replicas': '2', 'unclean.leader.election.enable': 'false' });
    expect(rig.warnings.filter((line) => line.startsWith('topic has another'))).toEqual([]);
  });

  it.each([0, 1, 2])('lose nothing and tell nothing twice when broker %i dies while the log is told, and go on with the two others', async (index) => {
    const dying = brokers![index]!;
    await appendFor(2_000, () => dying.kill());
    await heardAll();
    await dying.start();
    await rig.append(50);
    await heardAll();
  }, PATIENCE_MS);

  it('acknowledge nothing while only one is left, and everything once they are back', async () => {
    const [one, other] = brokers as readonly [LocalKafka, LocalKafka, LocalKafka];
    await rig.told();
    await Promise.all([one.kill(), other.kill()]);
    const heard = seen.length;
    await rig.append(100);
    await sleep(5_000);
    expect(seen.length).toBe(heard);
    await Promise.all([one.start(), other.start()]);
    await heardAll();
  }, PATIENCE_MS);

  /** Appends for so long; something happens in the middle of it. */
  async function appendFor(ms: number, inTheMiddle: () => Promise<void>): Promise<void> {
    const end = Date.now() + ms;
    let done: Promise<void> | undefined;
    while (Date.now() < end) {
      await rig.append(20);
      if (Date.now() > end - ms / 2) done ??= inTheMiddle();
      await sleep(20);
    }
    await done;
  }
});
