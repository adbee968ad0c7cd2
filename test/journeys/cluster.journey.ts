import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJava } from '@flipside/local-kafka/java';
import { dockerAnswers } from '@flipside/local-kafka/container';
import { reportOf } from './kit/run-demo.js';

const PATIENCE_MS = 1_800_000;
const hasBroker = !!process.env.KAFKA_BROKERS || (await dockerAnswers(process.env)) || !('reason' in (await findJava(process.env)));
if (!hasBroker) process.stderr.write('SKIPPED: the demo on a cluster, for want of a Kafka broker\n');

(hasBroker ? describe : describe.skip)('the demo on separate processes', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'flipside-demo-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('ends with the report that it has in one process', async () => {
    const standalone = await reportOf(join(folder, 'standalone'));
    const cluster = await reportOf(join(folder, 'cluster'), '--cluster');
    expect(JSON.parse(cluster)).toEqual(JSON.parse(standalone)); // says what differs
    expect(cluster).toBe(standalone);
  }, PATIENCE_MS);
});
