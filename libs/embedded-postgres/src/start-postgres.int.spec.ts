import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { DataDirectoryInUse, startPostgres } from './index.js';

interface Started {
  readonly url: string;
  readonly server: number;
}

const programs: ChildProcess[] = [];
const place = { dataDir: '' };

beforeEach(async () => {
  // 0700 and owned by root where the tests run as root: the server's user cannot even walk to it.
  place.dataDir = await mkdtemp(join(tmpdir(), 'flipside-postgres-spec-'));
});

afterEach(async () => {
  await Promise.all(programs.splice(0).map(kill));
  await (await startPostgres(place)).stop(); // stops what a killed program left
  await rm(place.dataDir, { recursive: true, force: true });
});

describe('an embedded server', () => {
  it('keeps what was committed, speaks UTF-8 and orders by code point', async () => {
    const first = await startPostgres(place);
    expect(await first.createDatabase('sessions')).toBe(true);
    expect(await first.createDatabase('sessions')).toBe(false);
    await query(first.url('sessions'), `create table note (text text); insert into note values ('ä'), ('z'), ('名')`);
    await first.stop();

    const second = await startPostgres(place);
    expect(await query(second.url('sessions'), 'select text from note order by text')).toEqual([['z'], ['ä'], ['名']]);
    expect(await query(second.url('sessions'), `select current_setting('fsync')`)).toEqual([['on']]);
    expect(await second.createDatabase('copy', 'sessions')).toBe(true);
    expect(await query(second.url('copy'), 'select count(*)::int from note')).toEqual([[3]]);
    await second.stop();
  });

  it('lets nobody in without the password, and keeps that to its owner', async () => {
    const server = await startPostgres(place);
    const guess = new URL(server.url('postgres'));
    guess.password = 'guess';
    await expect(query(guess.href, 'select 1')).rejects.toThrow('password authentication failed');
    expect((await stat(join(place.dataDir, 'password'))).mode & 0o077).toBe(0);
    expect((await stat(place.dataDir)).mode & 0o077).toBe(0);
    expect(server.url('postgres')).toContain(await readFile(join(place.dataDir, 'password'), 'utf8'));
    await server.stop();
  });

  it('restarts on its port, also after a crash', async () => {
    const server = await startPostgres(place);
    const url = server.url('postgres');
    await query(url, 'create table kept (n int); insert into kept values (1)');
    for (const how of ['fast', 'immediate'] as const) {
      const before = server.pid;
      await server.restart(how);
      expect(server.pid).not.toBe(before);
      expect(await query(url, 'select n from kept')).toEqual([[1]]);
    }
    await server.stop();
  });

  it('says why it does not start', async () => {
    await expect(startPostgres({ ...place, settings: { shared_buffers: 'much' } })).rejects.toThrow(/shared_buffers/);
  });
});

describe('one directory, several programs', () => {
  it('refuses a second live program, in this process or another, and says who has it', async () => {
    const server = await startPostgres(place);
    const refusal = await startPostgres(place).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DataDirectoryInUse);
    expect(String(refusal)).toContain(`process ${process.pid} on`);
    await expect(program()).rejects.toThrow(`process ${process.pid} on`);
    await server.stop();
    await program();
    await expect(startPostgres(place)).rejects.toThrow(`process ${programs.at(-1)?.pid} on`);
  });

  it('goes on after its program was killed, the server left behind included', async () => {
    const first = await program();
    await query(first.url, 'create table kept (n int); insert into kept values (7)');
    await kill(programs[0]!);
    expect(await query(first.url, 'select n from kept')).toEqual([[7]]); // nobody stopped the server

    const news: string[] = [];
    const second = await startPostgres({ ...place, log: (line) => news.push(line) });
    expect(news).toEqual([expect.stringContaining(`${first.server}`)]);
    expect(await query(second.url('postgres'), 'select n from kept')).toEqual([[7]]);
    await second.stop();
  });

  it('goes on after its program was killed at any moment of the first start', async () => {
    for (const after of [30, 120, 300, 500, 700]) {
      const killed = launchProgram();
      await new Promise((resolve) => setTimeout(resolve, after));
      await kill(killed);
    }
    const server = await startPostgres(place);
    expect(await query(server.url('postgres'), 'select 1')).toEqual([[1]]);
    await server.stop();
  });

  it('lets exactly one of many have a directory whose owner died', async () => {
    await program();
    await kill(programs[0]!);
    const all = await Promise.allSettled(Array.from({ length: 4 }, () => startPostgres(place)));
    const winners = all.filter((each) => each.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    await winners[0]!.value.stop();
  });
});

async function query(url: string, text: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

/** Another program with its own server on the same directory. */
async function program(): Promise<Started> {
  const [answer] = (await once(launchProgram(), 'message')) as [Started | { error: string }];
  if ('error' in answer) throw new Error(answer.error);
  return answer;
}

function launchProgram(): ChildProcess {
  const file = fileURLToPath(new URL('../test/program.ts', import.meta.url));
  const hooks = fileURLToPath(new URL('../../testing/run-ts.mjs', import.meta.url));
  const child = fork(file, [place.dataDir], { execArgv: ['--conditions=flipside-source', '--import', hooks], stdio: 'inherit' });
  programs.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
