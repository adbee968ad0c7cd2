import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { problemOf } from './catalogue.js';
import type { Instance } from './catalogue.js';
import { HOME, ROOT } from './install.js';
import type { Answer, Request } from './ours.js';
import type { PeerCommand } from './peer-command.js';

export interface Timed {
  readonly milliseconds: number;
  /** Processor time of all threads. */
  readonly processor: number;
  readonly cost: string;
}

/** Our solver in a process of its own, the sources compiled as they load. */
export class Ours {
  private readonly child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  static async start(instance: Instance): Promise<Ours> {
    const runner = ['--conditions=flipside-source', '--import', `${ROOT}libs/testing/run-ts.mjs`, '--max-old-space-size=8000'];
    const child = fork(fileURLToPath(new URL('./ours.ts', import.meta.url)), [], { execArgv: runner });
    await next(child);
    const ours = new Ours(child);
    await ours.ask({ kind: 'load', instance });
    return ours;
  }

  async ask(request: Request): Promise<Answer> {
    const reply = next(this.child);
    this.child.send(request);
    return (await reply) as Answer;
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }
}

/** A peer that has the same instance, handed over as binary files. */
export class Peer {
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;
  private readonly words: boolean;

  private constructor({ command, args, words = false }: PeerCommand) {
    this.child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
    this.words = words;
  }

  static async start(command: PeerCommand, instance: Instance): Promise<Peer> {
    const prefix = dumped(instance);
    const peer = new Peer(command);
    await peer.ask(peer.words ? `load ${prefix}` : JSON.stringify({ load: prefix, dense: existsSync(`${prefix}.scores`) }));
    return peer;
  }

  solve(): Promise<Timed> {
    return this.ask(this.words ? 'solve' : '{"solve":true}');
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }

  private async ask(line: string): Promise<Timed> {
    this.child.stdin!.write(`${line}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error('The peer ended before it answered.');
    return JSON.parse(value) as Timed;
  }
}

function next(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`Our process ended with ${code}.`));
    child.once('exit', ended);
    child.once('message', (message) => {
      child.removeListener('exit', ended);
      resolve(message);
    });
  });
}

/** 32-bit whole numbers, a file for each list; made once. */
function dumped(instance: Instance): string {
  const prefix = `${HOME}/data/${instance.name}-${instance.size}`;
  if (existsSync(`${prefix}.complete`)) return prefix;
  mkdirSync(`${HOME}/data`, { recursive: true });
  const problem = problemOf(instance) as unknown as Record<string, ArrayLike<number> | undefined>;
  for (const name of ['scores', 'start', 'column', 'score', 'capacities']) {
    const list = problem[name];
    if (list !== undefined) writeFileSync(`${prefix}.${name}`, new Uint8Array(Int32Array.from(list).buffer));
  }
  writeFileSync(`${prefix}.complete`, '');
  return prefix;
}
