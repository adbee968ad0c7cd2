import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ProcessOptions {
  readonly name: string;
  /** Arguments of node: the program, and what it needs to be run. */
  readonly program: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** `http://127.0.0.1:port` of it, where `/health/ready` answers. */
  readonly address: string;
  /** A line that it wrote. */
  readonly output: (line: string) => void;
  readonly started: (pid: number) => void;
  /** What happens to it: one line each. */
  readonly news: (line: string) => void;
}

/** Between the end of a process and its next start, in milliseconds; doubled while it ends soon after it was started. */
const BACK_OFF = { first: 250, longest: 30_000, forgottenAfter: 15_000 };
const READY_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 30_000;
const LOOK_MS = 50;
const TAIL = 30;

/** A program in a process of its own: one that ends by itself is started again, after a while that grows. */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private stopped: AbortController | undefined;
  private tail: string[] = [];
  /** How often it was started again after it had ended by itself. */
  restarts = 0;

  constructor(private readonly options: ProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  get address(): string {
    return this.options.address;
  }

  /** Of the process that runs now; undefined while none does. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts it and waits until it is ready. @throws Error with the end of its output when it ends before, or takes too long. */
  async start(): Promise<void> {
    if (this.stopped) return;
    const stopped = (this.stopped = new AbortController());
    const child = this.launch();
    const ended = once(child, 'exit').then(([code, signal]) => {
      if (!stopped.signal.aborted) throw new Error(`${this.name} ended with ${code ?? signal} before it was ready:\n${this.tail.join('\n')}`);
    });
    const late = AbortSignal.any([stopped.signal, AbortSignal.timeout(READY_WITHIN_MS)]);
    await Promise.race([this.ready(late), ended]).catch(async (error: unknown) => {
      if (stopped.signal.aborted) throw new Error(`${this.name} was stopped before it was ready`);
      await this.stop();
      throw late.aborted ? new Error(`${this.name} is not ready after ${READY_WITHIN_MS / 1000} s:\n${this.tail.join('\n')}`) : error;
    });
    if (!stopped.signal.aborted) void this.supervise(child, stopped.signal);
  }

  /** SIGKILL, as a crash; it comes back by itself. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** SIGTERM, and SIGKILL when it does not end in time; it stays down. @returns the exit code. */
  async stop(): Promise<number | null> {
    this.stopped?.abort();
    this.stopped = undefined;
    return this.end('SIGTERM');
  }

  /** Resolves when it answers that it can take requests. */
  async ready(signal?: AbortSignal): Promise<void> {
    for (;;) {
      if (await this.answersReady()) return;
      await sleep(LOOK_MS, undefined, { signal });
    }
  }

  private async answersReady(): Promise<boolean> {
    if (!this.child) return false;
    return fetch(`${this.address}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(({ ok }) => ok, () => false);
  }

  private launch(): ChildProcess {
    const { program, environment, output } = this.options;
    this.tail = [];
    // In a process group of its own: a Ctrl-C meant for the whole reaches us, who stop all in order.
    const child = spawn(process.execPath, [...program], { env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        this.tail = [...this.tail.slice(1 - TAIL), line];
        output(line);
      });
    }
    child.once('exit', () => (this.child = undefined));
    this.child = child;
    if (child.pid) this.options.started(child.pid);
    return child;
  }

  private async supervise(running: ChildProcess, stopped: AbortSignal): Promise<void> {
    let backOff = BACK_OFF.first;
    for (let child = running; ; child = this.launch()) {
      const began = performance.now();
      const [code, signal] = await endOf(child);
      if (stopped.aborted) return;
      if (performance.now() - began > BACK_OFF.forgottenAfter) backOff = BACK_OFF.first;
      this.options.news(`${this.name} ended with ${code ?? signal} and is started again in ${backOff / 1000} s`);
      await sleep(backOff, undefined, { signal: stopped }).catch(() => undefined);
      if (stopped.aborted) return;
      backOff = Math.min(backOff * 2, BACK_OFF.longest);
      this.restarts++;
    }
  }

  private async end(how: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    if (!child) return null;
    const ended = endOf(child);
    child.kill(how);
    const giveUp = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    const [code] = await ended;
    clearTimeout(giveUp);
    return code;
  }
}

async function endOf(child: ChildProcess): Promise<readonly [number | null, NodeJS.Signals | null]> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return [child.exitCode, child.signalCode];
}
