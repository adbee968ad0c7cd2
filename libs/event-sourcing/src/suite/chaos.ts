import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { categoryOf, type Position, type RecordedEvent } from '../events.js';
import type { ChaosReport, ChaosTask } from './chaos-worker.js';
import { eventually, newStream, type Bench, type ClosableStore, type EventStoreEngine } from './engine.js';
import { follow } from './subscription-rules.js';

export interface ChaosSize {
  /** Events in all; each process writes its share. */
  readonly events: number;
  readonly processes: number;
  /** How often all connections are cut. */
  readonly cuts: number;
}

export const CHAOS: ChaosSize = { events: 50_000, processes: 4, cuts: 5 };

export function describeChaos(bench: () => Bench, size: ChaosSize): void {
  describe('several processes, late and failing commits, conflicts and cut connections', () => {
    it(`leave ${size.events} events that every reader sees once and in order`, async () => {
      const { engine, store } = bench();
      const after = await store.head();
      const calm = await engine.disturb?.();
      const polling = await engine.open();
      const all = follow(store, { after });
      const hot = follow(store, { after, categories: ['hot'] });
      const stop = new AbortController();
      const polled = poll(polling, after, stop.signal);
      const failed = Promise.all([all.ended, hot.ended, polled]); // they go on until told to stop
      const reports = await Promise.race([runProcesses(engine, size), failed.then(() => [])]).finally(() => calm?.());

      const head = await store.head();
      await Promise.race([eventually(() => all.upTo?.n === head.n && hot.upTo?.n === head.n), failed]);
      stop.abort();
      expectOrder(all.events, engine.densePositions ? after : undefined);
      expectWhatWasAcknowledged(all.events, reports);
      expectSame(await polled, all.events.slice(0, (await polled).length));
      expectSame(hot.events, all.events.filter((event) => categoryOf(event.stream) === 'hot'));
      expectSame(await poll(polling, after, AbortSignal.timeout(1)), all.events);
      await Promise.all([all.stop(), hot.stop()]);
      await polling.close();
    }, 180_000);
  });
}

async function runProcesses(engine: EventStoreEngine, size: ChaosSize): Promise<readonly ChaosReport[]> {
  const { module, config } = engine.process;
  const share = Math.ceil(size.events / size.processes);
  const hot = Array.from({ length: 6 }, () => newStream('hot'));
  const task: ChaosTask = { module, config, events: share, writers: 12, hot };
  const reports = Array.from({ length: size.processes }, () => runProcess(engine, task));
  const all = Promise.all(reports);
  const done = all.then(() => true);
  for (let cuts = 0; cuts < size.cuts && !(await Promise.race([done, pause(700)])); cuts++) await engine.breakConnections();
  return all;
}

async function runProcess({ process: { execArgv } }: EventStoreEngine, task: ChaosTask): Promise<ChaosReport> {
  const file = new URL(import.meta.url.endsWith('.ts') ? './chaos-worker.ts' : './chaos-worker.js', import.meta.url);
  const child = fork(fileURLToPath(file), [], { execArgv: [...execArgv], stdio: 'inherit' });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`a process ended early with ${String(code)}`);
  });
  failed.catch(() => undefined); // it ends in any case
  try {
    await Promise.race([once(child, 'message'), failed]);
    child.send(task);
    const [report] = (await Promise.race([once(child, 'message'), failed])) as [ChaosReport];
    return report;
  } finally {
    if (child.connected) child.disconnect();
  }
}

/** Reads page by page, also at the end of the log, until told to stop and there is no more. */
async function poll(store: ClosableStore, start: Position, signal: AbortSignal): Promise<readonly RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (let after = start; ; ) {
    const page = await store.read({ after, limit: 97 });
    events.push(...page.events);
    after = page.upTo;
    if (page.events.length > 0) continue;
    if (signal.aborted) return events;
    await pause(2);
  }
}

/** @param start where positions are dense: the one before the first. */
function expectOrder(events: readonly RecordedEvent[], start: Position | undefined): void {
  const next = new Map<string, bigint>();
  const follows = start ? (n: bigint, last: bigint) => n === last + 1n : (n: bigint, last: bigint) => n > last;
  let last = start?.n ?? 0n;
  const faults: string[] = [];
  for (const { stream, revision, position } of events) {
    const due = next.get(stream) ?? 0n;
    if (!follows(position.n, last)) faults.push(`position ${position.n} after ${last}`);
    if (revision !== due) faults.push(`revision ${revision} of ${stream}, not ${due}`);
    last = position.n;
    next.set(stream, revision + 1n);
  }
  expect(faults).toEqual([]);
}

function expectWhatWasAcknowledged(events: readonly RecordedEvent[], reports: readonly ChaosReport[]): void {
  const places = new Map(events.map(({ id, stream, revision }) => [id, `${stream} ${revision}`]));
  expect(places.size).toBe(events.length);
  const appended = reports.flatMap((report) => report.appended);
  expect(appended.filter(([id, stream, revision]) => places.get(id) !== `${stream} ${revision}`)).toEqual([]);
  expect(events.length).toBe(appended.length);
  expect(reports.flatMap((report) => report.refused).filter((id) => places.has(id))).toEqual([]);
  expect(reports.reduce((sum, report) => sum + report.conflicts, 0)).toBeGreaterThan(100);
}

function expectSame(found: readonly RecordedEvent[], wanted: readonly RecordedEvent[]): void {
  const key = ({ id, position }: RecordedEvent): string => `${id} ${position.n}`;
  expect(found.length).toBe(wanted.length);
  expect(found.findIndex((event, index) => key(event) !== key(wanted[index]!))).toBe(-1);
}

function pause(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms));
}
