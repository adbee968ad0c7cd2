import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDemoWith, type RunningDemo } from '../../journeys/kit/run-demo.js';
import { AfterTheDemo } from './after-the-demo.js';
import { keepDestroyedKeys } from './kept-keys.js';
import { TraceCollector } from './trace-collector.js';

/** What came out of a demo that has ended. */
export interface Watched {
  readonly code: number | null;
  /** What its processes printed: the story, and the product's log lines. */
  readonly said: string;
  /** All that its programs sent of their traces. */
  readonly traces: string;
  readonly spans: number;
  /** What its Postgres server wrote into its log. */
  readonly serverLog: string;
  /** Where its report is. */
  readonly report: string;
}

/** One whole demo as a program of its own, as talkative as it can be, of which all that comes out is kept. */
export class WatchedDemo {
  private running: RunningDemo | undefined;
  private opened: Promise<AfterTheDemo> | undefined;

  private constructor(private readonly folder: string, private readonly collector: TraceCollector) {}

  static async prepare(): Promise<WatchedDemo> {
    return new WatchedDemo(await mkdtemp(join(tmpdir(), 'flipside-demo-')), await TraceCollector.listen());
  }

  /** From its start to its end. */
  async run(): Promise<Watched> {
    const report = join(this.folder, 'report.json');
    this.running = runDemoWith({ LOG_LEVEL: 'debug', ...this.collector.environment }, this.data, report);
    const { says, said, code, child } = this.running;
    await says('Started on an embedded Postgres');
    if (child.exitCode === null) await keepDestroyedKeys(join(this.data, 'postgres'));
    return {
      said: await said, code: await code, report, traces: this.collector.text, spans: this.collector.count,
      serverLog: await readFile(join(this.data, 'postgres', 'server.log'), 'utf8'),
    };
  }

  /** What it left, opened again once. @throws Error unless it went to its end. */
  async after(): Promise<AfterTheDemo> {
    if ((await this.running?.code) !== 0) throw new Error('the demo did not go to its end');
    return (this.opened ??= AfterTheDemo.open(this.data));
  }

  async close(): Promise<void> {
    const { child } = this.running ?? {};
    if (child?.exitCode === null && child.kill('SIGINT')) await once(child, 'exit');
    await (await this.opened)?.close();
    await this.collector.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get data(): string {
    return join(this.folder, 'data');
  }
}
