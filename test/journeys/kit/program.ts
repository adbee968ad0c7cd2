import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { RUN_TS } from '@flipside/testing/run-ts';

/** A program of the product in development mode, in a process of its own, whose words are read as they come. */
export class Program {
  readonly child: ChildProcess;
  output = '';
  private readonly told: (() => void)[] = [];

  /** @param cwd of the process; file descriptor 3 is a pipe to be read. */
  constructor(file: string, cwd: string, args: readonly string[] = []) {
    this.child = spawn(process.execPath, [...RUN_TS, file, ...args], {
      cwd, env: { ...process.env, FLIPSIDE_MODE: 'development' }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.on('data', (text: Buffer) => {
        this.output += text.toString();
        this.wake();
      });
    }
    this.child.once('exit', () => this.wake());
  }

  /** Waits for words. @returns what they are. @throws Error with what it said, when it ends before. */
  async says(words: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = words.exec(this.output);
      if (found) return found;
      if (this.hasEnded) throw new Error(`it ended without a word of ${words}:\n${this.output}`);
      await new Promise<void>((resolve) => this.told.push(resolve));
    }
  }

  /** @returns its exit code; null of one that was killed. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.hasEnded) return this.child.exitCode;
    const ended = once(this.child, 'exit') as Promise<[number | null]>;
    this.child.kill(signal);
    return (await ended)[0];
  }

  private wake(): void {
    for (const tell of this.told.splice(0)) tell();
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}
