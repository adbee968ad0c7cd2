import { randomBytes } from 'node:crypto';
import type { Audience, Contract } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import { openClient, partOf, PARTITIONS, topicName } from '@flipside/feeds/kafka/client';
import { readRelayPlace, type Ends } from '@flipside/feeds/kafka/relay-checkpoint';
import { partitionFor } from '@flipside/feeds/kafka/partition';
import { services } from '../kit/deployment.js';
import type { Mirror } from '../mirror.js';
import type { Findings } from './findings.js';
import { checkPartition, type Ids } from './topics.js';

const audiences: readonly Audience[] = ['public', 'sealed'];
const prefix = '';

/** Compares all topics with the feeds that they were told from. @returns how many messages were told again. */
export async function checkTopics(brokers: readonly string[], mirror: Mirror, findings: Findings): Promise<number> {
  const ends: Record<string, readonly string[]> = {};
  for (const name of services) Object.assign(ends, (await readRelayPlace(mirror.service(name).base.database.pool))?.ends);
  const told = await readTopics(brokers, ends);
  let again = 0;
  for (const service of services) {
    for (const audience of audiences) {
      const topic = topicName({ prefix }, service, audience);
      const feed = await idsByPart(topic, mirror.service(service).feed(audience));
      for (let n = 0; n < PARTITIONS; n++) {
        const part = partOf(topic, n);
        again += checkPartition(part, feed.get(part) ?? [], told.get(part) ?? [], findings);
      }
    }
  }
  return again;
}

/** Ids of a feed's contracts by the partition that they belong to. */
export async function idsByPart(topic: string, feed: Feed<Contract>): Promise<ReadonlyMap<string, Ids>> {
  const all: Contract[] = [];
  for (let after, more = true; more; ) {
    const page = await feed.read({ after, limit: 5_000 });
    all.push(...page.events);
    more = page.upTo.n > (after?.n ?? 0n);
    after = page.upTo;
  }
  const byPart = Map.groupBy(all, ({ stream }) => partOf(topic, partitionFor(stream)));
  return new Map([...byPart].map(([part, events]) => [part, events.map(({ id }) => id)]));
}

/** Everything on the topics that is committed, by partition, from the beginning to where the relays say they end. */
export async function readTopics(brokers: readonly string[], ends: Ends): Promise<ReadonlyMap<string, Ids>> {
  const client = openClient({ brokers, service: 'analytics', replication: 1, prefix });
  const groupId = `look-${randomBytes(6).toString('hex')}`;
  const consumer = client.consumer({ groupId, maxWaitTimeInMs: 100, readUncommitted: false });
  const told = new Map<string, string[]>();
  const open = new Map(Object.entries(ends).flatMap(([topic, all]) => all.flatMap((end, n) => (end === '0' ? [] : [[partOf(topic, n), BigInt(end)] as const]))));
  await consumer.connect();
  await consumer.subscribe({ topics: Object.keys(ends), fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    if (open.size === 0) resolve();
    const late = setTimeout(() => reject(new Error(`topics end before what was told: ${[...open].join(' ')}`)), 60_000);
    void consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        const part = partOf(batch.topic, batch.partition);
        told.set(part, [...(told.get(part) ?? []), ...batch.messages.map(({ headers }) => String(headers!['ce_id']))]);
        if (BigInt(batch.lastOffset()) + 1n >= (open.get(part) ?? 0n)) open.delete(part);
        if (open.size > 0) return;
        clearTimeout(late);
        resolve();
      },
    });
  }).finally(() => consumer.disconnect());
  return told;
}
