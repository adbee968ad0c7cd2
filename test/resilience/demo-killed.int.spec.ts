import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startOf } from '@flipside/embedded-postgres/process-identity';
import { RUN_TS } from '@flipside/testing/run-ts';

/** The demo's own program, whose output is read as it comes. */
class DemoProcess {
  readonly child: ChildProcess;
  output = '';
  private readonly told: (() => void)[] = [];

  constructor(folder: string) {
    const file = fileURLToPath(new URL('../../services/standalone/src/demo/main.ts', import.meta.url));
    this.child = spawn(process.execPath, [...RUN_TS, file, '--folder', folder, '--report', join(folder, 'report.json')], {
      env: { ...process.env, FLIPSIDE_MODE: 'development' }, stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.on('data', (text: Buffer) => {
        this.output += text.toString();
        for (const tell of this.told.splice(0)) tell();
      });
    }
  }

  /** @throws with what it said, when it ends before. */
  async says(words: string): Promise<void> {
    while (!this.output.includes(words)) {
      if (this.child.exitCode !== null) throw new Error(this.output);
      await Promise.race([new Promise<void>((resolve) => this.told.push(resolve)), once(this.child, 'exit')]);
    }
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const ended = once(this.child, 'exit') as Promise<[number | null]>;
    this.child.kill(signal);
    return (await ended)[0];
  }
}

describe('kill -9 of the demo', () => {
  let folder: string;
  const started: DemoProcess[] = [];
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'flipside-demo-'))));
  afterAll(async () => {
    for (const demo of started) await demo.end('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

  function demo(): DemoProcess {
    const one = new DemoProcess(folder);
    started.push(one);
    return one;
  }

  it('leaves nothing in the way of the next one', async () => {
    const first = demo();
    await first.says('Started on an embedded Postgres');
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 2_000));
    const orphan = Number((await readFile(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    await first.end('SIGKILL');
    expect(await startOf(orphan)).toBeDefined();
    const second = demo();
    await second.says('people registered');
    expect(await startOf(orphan)).toBeUndefined();
    expect(second.output).not.toContain('Failed');
    await second.says('the same file again: nothing registered');
    expect(await second.end('SIGTERM')).not.toBeNull(); // it ends in order, its server with it
  }, 300_000);
});
