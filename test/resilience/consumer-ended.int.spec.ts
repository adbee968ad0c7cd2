import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { openClient } from '@flipside/feeds/kafka/client';
import { freePorts } from '@flipside/local-kafka/ports';
import { testDatabase } from '@flipside/testing';
import { testKafka } from '@flipside/testing/kafka';
import { RUN_TS } from '@flipside/testing/run-ts';

const kafka = await testKafka();

(kafka ? describe : describe.skip)('a service of which a relay or a consumer ended for good', () => {
  it('ends with a line that says why, and a code by which whoever runs it knows', async () => {
    const [own, keys] = [await testDatabase(), await testDatabase()];
    const prefix = kafka!.prefix();
    const admin = openClient({ brokers: kafka!.brokers, service: 'participants', replication: 1, prefix }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: `${prefix}flipside.participants.v1`, numPartitions: 3, replicationFactor: 1 }] }).catch(() => undefined);
    await admin.disconnect();
    const [port] = await freePorts(1);
    const { PATH, HOME, FLIPSIDE_TEST_RUN = '' } = process.env;
    const child = spawn(process.execPath, [...RUN_TS, fileURLToPath(new URL('../../services/participants/src/main.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH, HOME, FLIPSIDE_TEST_RUN, DATABASE_URL: own.url, KEYS_DATABASE_URL: keys.url, MASTER_KEY: Buffer.alloc(32, 3).toString('base64'),
        SERVICE_SECRET: 'a secret of this test', OIDC_ISSUER: 'test', OIDC_JWKS_URL: 'http://localhost/none', PORT: String(port),
        KAFKA_BROKERS: kafka!.brokers.join(','), KAFKA_REPLICATION: '1', KAFKA_PREFIX: prefix,
      },
    });
    const [said, exit] = await Promise.all([child.stdout.toArray(), once(child, 'exit')]);
    const lines = said.join('').trim().split('\n').map((line) => JSON.parse(line) as { level: number; msg: string; error?: string });
    expect(lines).toContainEqual(expect.objectContaining({
      level: 60, msg: 'a consumer ended for good', error: expect.stringContaining(`${prefix}flipside.participants.v1 has 3 partitions, not 12`),
    }));
    expect(exit).toEqual([1, null]);
    await Promise.all([own.drop(), keys.drop()]);
  });
});
