import type { ScanTables } from '../../scoring/pairs/scan-tables.js';
import { priceWork, type PriceTask } from './price-work.js';
import { scoreWork, type ScoreTask } from './score-work.js';

/** What one thread does with the chunks that it takes, and what it has to say at the end. */
export interface Work<R, E> {
  of(chunk: number): R;
  end(): E;
}

export type Task = ScoreTask | PriceTask;

/** What a thread is sent: everything it needs, in shared memory. */
export interface Order {
  readonly tables: ScanTables;
  readonly task: Task;
  /** The next chunk that nobody has taken. */
  readonly next: Int32Array;
  readonly chunks: number;
}

/** What a thread did. */
export interface Done<R, E> {
  readonly results: readonly { readonly chunk: number; readonly result: R }[];
  readonly end: E;
}

export function workOf(tables: ScanTables, task: Task): Work<unknown, unknown> {
  return task.kind === 'score' ? scoreWork(tables, task) : priceWork(tables, task);
}

/** Takes the next chunk, or undefined once all are taken. */
export function takeChunk({ next, chunks }: Pick<Order, 'next' | 'chunks'>): number | undefined {
  const chunk = Atomics.add(next, 0, 1);
  return chunk < chunks ? chunk : undefined;
}
