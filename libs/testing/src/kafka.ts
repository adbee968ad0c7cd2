import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKafka } from '@flipside/local-kafka';

export interface TestKafka {
  readonly brokers: readonly string[];
  /** What the names of one spec's topics, groups and transactions begin with: the broker is shared. */
  prefix(): string;
}

/**
 * A real broker shared by all spec files of this jest worker, or undefined, with the reason printed, where none can be had:
 * `const kafka = await testKafka(); (kafka ? describe : describe.skip)(…)`.
 */
export async function testKafka(): Promise<TestKafka | undefined> {
  const folder = join(process.env.FLIPSIDE_TEST_RUN ?? join(tmpdir(), `flipside-tests-${process.pid}`), `kafka-${process.env.JEST_WORKER_ID ?? '0'}-${process.pid}`);
  const record = join(folder, 'server.json');
  const known = await readFile(record, 'utf8').catch(() => undefined);
  const brokers = known === undefined ? await start(folder, record) : (JSON.parse(known) as { brokers: readonly string[] }).brokers;
  return brokers && { brokers, prefix: () => `t${randomBytes(6).toString('hex')}.` };
}

async function start(folder: string, record: string): Promise<readonly string[] | undefined> {
  await mkdir(folder, { recursive: true });
  const kafka = await openKafka({ dataDir: folder, say: (line) => process.stderr.write(`SKIPPED: ${line}\n`) });
  if (!kafka) return undefined;
  await writeFile(`${record}.new`, JSON.stringify({ pid: kafka.pid, container: kafka.container, brokers: kafka.brokers }));
  await rename(`${record}.new`, record);
  return kafka.brokers;
}
