import { randomUUID } from 'node:crypto';
import { RevisionConflict, StoreUnavailable, type ExpectedRevision } from '../event-store.js';
import type { NewEvent } from '../events.js';
import { newEvent, type ClosableStore } from './engine.js';

/** What one process of the chaos test does. */
export interface ChaosTask {
  readonly module: string;
  readonly config: string;
  /** How many events it appends before it ends. */
  readonly events: number;
  readonly writers: number;
  /** Streams that all processes append to. */
  readonly hot: readonly string[];
}

/** What it knows of its events: where each is, and which cannot be in the log. */
export interface ChaosReport {
  readonly appended: readonly (readonly [id: string, stream: string, revision: string])[];
  readonly refused: readonly string[];
  readonly conflicts: number;
  readonly rollbacks: number;
  readonly unknown: number;
}

interface Target {
  readonly stream: string;
  expected: ExpectedRevision;
}

class ChaosWriters {
  readonly appended: (readonly [string, string, string])[] = [];
  readonly refused: string[] = [];
  readonly counts = { conflicts: 0, rollbacks: 0, unknown: 0 };
  readonly #hot: readonly Target[];

  constructor(
    readonly store: ClosableStore,
    readonly task: ChaosTask,
  ) {
    this.#hot = task.hot.map((stream) => ({ stream, expected: 'none' }));
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.task.writers }, () => this.#write()));
  }

  async #write(): Promise<void> {
    let own: Target = { stream: `cold-${randomUUID()}`, expected: 'none' };
    while (this.appended.length < this.task.events) {
      const target = Math.random() < 0.4 ? this.#hot[Math.floor(Math.random() * this.#hot.length)]! : own;
      await this.#append(target, Array.from({ length: 1 + Math.floor(Math.random() * 5) }, () => newEvent({ pid: process.pid })));
      if (Math.random() < 0.05) own = { stream: `cold-${randomUUID()}`, expected: 'none' };
    }
  }

  async #append(target: Target, events: readonly NewEvent[]): Promise<void> {
    const { expected } = target;
    try {
      const { revision } = await this.#surely(target.stream, events, expected);
      const first = revision - BigInt(events.length - 1);
      events.forEach(({ id }, index) => this.appended.push([id, target.stream, String(first + BigInt(index))]));
      if (target.expected === expected) target.expected = revision;
    } catch (error) {
      this.refused.push(...events.map(({ id }) => id));
      if (error instanceof RevisionConflict) {
        this.counts.conflicts++;
        target.expected = error.actual ?? 'none';
      } else {
        this.counts.rollbacks++;
      }
    }
  }

  /** An append of unknown outcome is repeated until it is known. */
  async #surely(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<{ revision: bigint }> {
    for (;;) {
      try {
        return await this.store.append(stream, events, expected);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.counts.unknown++;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
}

process.once('message', async (task: ChaosTask) => {
  const { open } = (await import(task.module)) as { open(config: string): Promise<ClosableStore> };
  const store = await open(task.config);
  const writers = new ChaosWriters(store, task);
  await writers.run();
  await store.close();
  const report: ChaosReport = { appended: writers.appended, refused: writers.refused, ...writers.counts };
  process.send!(report, () => process.disconnect());
});
process.once('disconnect', () => process.exit()); // the test has ended, well or not
process.send!('ready');
