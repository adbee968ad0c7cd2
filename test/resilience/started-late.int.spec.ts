import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres, type EmbeddedPostgres } from '@flipside/embedded-postgres';
import { freePorts } from '@flipside/local-kafka/ports';
import { RUN_TS } from '@flipside/testing/run-ts';

describe('a service that is started before its Postgres', () => {
  let folder: string;
  let postgres: EmbeddedPostgres;
  let child: ChildProcess;
  let address: string;
  let output = '';

  const begin = async (environment: Record<string, string>, ...command: string[]): Promise<ChildProcess> => {
    output = '';
    const file = fileURLToPath(new URL('../../services/participants/src/main.ts', import.meta.url));
    const { PATH, HOME, FLIPSIDE_TEST_RUN = '' } = process.env;
    const begun = spawn(process.execPath, [...RUN_TS, file, ...command], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH, HOME, FLIPSIDE_TEST_RUN, DATABASE_URL: postgres.url('own'), KEYS_DATABASE_URL: postgres.url('keys'),
        MASTER_KEY: Buffer.alloc(32, 3).toString('base64'), SERVICE_SECRET: 'a secret of this test', OIDC_ISSUER: 'test',
        OIDC_JWKS_URL: 'http://localhost/none', PORT: new URL(address).port, ...environment,
      },
    });
    for (const stream of [begun.stdout!, begun.stderr!]) stream.on('data', (text: Buffer) => (output += text.toString()));
    return begun;
  };
  const until = async (what: () => boolean): Promise<void> => {
    while (!what()) {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const ask = async (path: string): Promise<{ status: number; body: object; retryAfter: string | null }> => {
    const response = await fetch(address + path);
    return { status: response.status, body: (await response.json()) as object, retryAfter: response.headers.get('retry-after') };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'flipside-late-'));
    const [ours, theirs] = await freePorts(2);
    address = `http://127.0.0.1:${theirs}`;
    postgres = await startPostgres({ dataDir: folder, port: ours! });
    for (const name of ['own', 'keys']) await postgres.createDatabase(name);
    await postgres.stop();
  });
  afterAll(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('gives up after a while, with a line that names what is missing and what to do', async () => {
    child = await begin({ START_PATIENCE: '1' });
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(1);
    const line = output.trim().split('\n').map((each) => JSON.parse(each) as { error: string; msg: string }).at(-1)!;
    expect(line.msg).toBe('it can not begin');
    expect(line.error).toMatch(/^(keys-)?database has not answered for \d+ s \(\w+\): start it, or correct (KEYS_)?DATABASE_URL$/);
  });

  it('waits for it, alive but not ready, and begins once it answers', async () => {
    child = await begin({});
    await until(() => output.includes('"dependency":"database"') && output.includes('"dependency":"keys-database"'));
    expect(await ask('/health/live')).toMatchObject({ status: 200, body: { status: 'up' } });
    expect(await ask('/health/ready')).toMatchObject({ status: 503, body: { status: 'down', dependencies: { database: 'down', 'keys-database': 'down' } } });
    expect(await ask('/v1/people')).toMatchObject({ status: 503, retryAfter: '1', body: { code: 'service-unavailable' } });
    postgres = await startPostgres({ dataDir: folder, port: postgres.port });
    await until(() => output.includes('"msg":"ready"'));
    expect(await ask('/health/ready')).toMatchObject({ status: 200, body: { status: 'up', dependencies: { database: 'up' } } });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('runs an operator\'s command in place of the service', async () => {
    child = await begin({}, 'restored');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(output).toMatch(/^participants: \d+ consumers of participants go on; .*: none\nrun in every other service: restored participants \d+:0\n$/);
    child = await begin({}, 'resorted');
    expect([await once(child, 'exit'), output]).toEqual([[1, null], 'there is no command resorted: restored\n']);
  });
});
