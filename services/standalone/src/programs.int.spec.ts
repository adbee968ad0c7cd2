import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUN_TS } from '@flipside/testing/run-ts';

describe('a program that offers tokens to whoever asks', () => {
  it.each(['main', 'demo/main', 'cluster/main'])('does not start unless it is said that this is wanted: %s', async (program) => {
    const { FLIPSIDE_MODE: _, ...env } = process.env;
    const child = spawn(process.execPath, [...RUN_TS, fileURLToPath(new URL(`./${program}.ts`, import.meta.url))], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [said, refused, [code]] = await Promise.all([child.stdout.toArray(), child.stderr.toArray(), once(child, 'exit')]);
    expect([said.join(''), code]).toEqual(['', 1]);
    expect(refused.join('')).toMatch(/^This program is for development[\s\S]*npm (start|run demo|run cluster)[\s\S]*FLIPSIDE_MODE=development/);
  });
});

describe('npm start', () => {
  let cwd: string;
  beforeEach(async () => (cwd = await mkdtemp(join(tmpdir(), 'flipside-start-'))));
  afterEach(() => rm(cwd, { recursive: true, force: true }));

  /** All that it says where it can't start. */
  const refused = async (...options: string[]): Promise<string> => {
    const program = fileURLToPath(new URL('./main.ts', import.meta.url));
    const child = spawn(process.execPath, [...RUN_TS, program, ...options], {
      cwd, env: { ...process.env, FLIPSIDE_MODE: 'development' }, stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [said, [code]] = await Promise.all([child.stderr.toArray(), once(child, 'exit')]);
    expect(code).toBe(1);
    return said.join('');
  };

  it('says which other port to take where its own is taken, and leaves no server behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await refused('--port', String(port))).toBe(
      `Port ${port} is taken: stop what listens there, or choose another one: npm start -- --port ${port + 1}\n`,
    );
    other.close();
    expect(await readdir(join(cwd, '.flipside/data/postgres'))).not.toContain('owner.json');
  });

  it('opens no demo that there is not', async () => {
    expect(await refused('--demo')).toBe('There is no .flipside/demo: `npm run demo` makes it.\n');
    expect(await readdir(cwd)).toEqual([]);
  });
});
