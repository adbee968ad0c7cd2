import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOf } from '@flipside/embedded-postgres/process-identity';
import { testKafka } from '@flipside/testing/kafka';
import { RUN_TS } from '@flipside/testing/run-ts';

const kafka = await testKafka();
const MAIN = fileURLToPath(new URL('../../services/standalone/src/cluster/main.ts', import.meta.url));

(kafka ? describe : describe.skip)('npm run cluster', () => {
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null && child.kill('SIGINT')) await once(child, 'exit');
  });

  it('shows where everything is once it is ready, each line of a log with its process, and leaves nothing at Ctrl-C', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'flipside-cluster-'));
    const env = { ...process.env, FLIPSIDE_MODE: 'development', KAFKA_BROKERS: kafka!.brokers.join(','), LOG_LEVEL: 'info' };
    const child = spawn(process.execPath, [...RUN_TS, MAIN, '--folder', folder, '--port', '0'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const exited = once(child, 'exit');
    let said = '';
    const ready = new Promise<void>((resolve) => child.stdout.on('data', (text: Buffer) => (said += text.toString()).includes('Stop with Ctrl-C') && resolve()));
    await Promise.race([ready, exited]);
    const rows = [...said.matchAll(/^ {2}(\w+) +(\S+) +up \(([^)]*)\) +(\d+)$/gm)].map(([, name, where, what, pid]) => ({ name, where, what, pid: Number(pid) }));
    const service = { where: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), what: 'database, keys-database, event-store, kafka' };
    expect(rows).toMatchObject([
      ...['participants', 'matching', 'sessions', 'analytics'].map((name) => ({ name, ...service })),
      { name: 'gateway', where: service.where, what: 'participants, matching, sessions, analytics' },
    ]);
    expect(said).toMatch(/^ {2}kafka +\S+ +as KAFKA_BROKERS says +–$/m);
    expect(said).toMatch(/^ {2}postgres +\S+ +embedded +\d+$/m);
    expect(said).toMatch(/^ {2}event store {3}\S+ .+ –$/m);
    for (const { name } of rows) expect(said).toMatch(new RegExp(`^${name} +│ \\S+ info ready address=`, 'm'));
    child.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
    expect(said).toContain('Stopped: gateway, services, Kafka, Postgres.');
    for (const { pid } of rows) expect(await startOf(pid)).toBeUndefined();
    await rm(folder, { recursive: true, force: true });
  });
});
