import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { ScanTables } from '../../scoring/pairs/scan-tables.js';
import { breathing, type RunOptions, type RunStage } from '../breath.js';
import { CHUNK } from './rows.js';
import { spawnThread } from './spawn.js';
import { takeChunk, workOf, type Done, type Order, type Task, type Work } from './work.js';

/** 0: in the calling thread alone; 1: with a second one beside it. The same bytes come out. */
export type Threads = 0 | 1;

/** Fewer rows are not worth a thread. */
const WORTH_A_THREAD = 3_000;

/** The calling thread, and perhaps one beside it, over all rows of a run. */
export class Crew {
  private constructor(private readonly beside: Worker | undefined) {}

  /** Opens a crew, works with it and closes it, whatever becomes of the work. */
  static async with<T>(rows: number, threads: Threads | undefined, work: (crew: Crew) => Promise<T>): Promise<T> {
    const beside = (threads ?? (rows < WORTH_A_THREAD ? 0 : 1)) > 0 ? spawnThread() : undefined;
    try {
      return await work(new Crew(beside));
    } finally {
      await beside?.terminate();
    }
  }

  /** Does a task on all rows. @returns results by chunk, and the last words of each thread. */
  async do<R, E>(tables: ScanTables, task: Task, stage: RunStage, options: RunOptions): Promise<{ results: R[]; ends: E[] }> {
    const chunks = Math.ceil(tables.mentees / CHUNK);
    const order: Order = { tables, task, chunks, next: new Int32Array(new SharedArrayBuffer(4)) };
    const stop = new AbortController();
    const besides = this.beside && answerOf<R, E>(this.beside, order, stop.signal);
    besides?.catch(() => undefined); // awaited below, unless this thread's own part fails first
    try {
      const own = await ownPart(order, workOf(tables, task) as Work<R, E>, stage, options);
      const parts = besides ? [own, await besides] : [own];
      const results: R[] = new Array(chunks);
      for (const part of parts) for (const { chunk, result } of part.results) results[chunk] = result;
      return { results, ends: parts.map(({ end }) => end) };
    } finally {
      stop.abort();
    }
  }
}

async function ownPart<R, E>(order: Order, work: Work<R, E>, stage: RunStage, options: RunOptions): Promise<Done<R, E>> {
  const breath = breathing(stage, options);
  const results = [];
  for (let chunk = takeChunk(order); chunk !== undefined; chunk = takeChunk(order)) {
    results.push({ chunk, result: work.of(chunk) });
    await breath.at(chunk, order.chunks);
  }
  return { results, end: work.end() };
}

async function answerOf<R, E>(thread: Worker, order: Order, signal: AbortSignal): Promise<Done<R, E>> {
  thread.postMessage(order);
  const [done] = (await once(thread, 'message', { signal })) as [Done<R, E>];
  return done;
}
