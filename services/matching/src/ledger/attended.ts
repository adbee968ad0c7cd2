import { setInterval } from 'node:timers/promises';
import { DomainError } from '@flipside/event-sourcing';
import type { RunOptions } from '../run/breath.js';
import type { Runs } from '../read-models/runs/runs.queries.js';
import type { ProgressOfRuns, RunProgress } from './run-progress.js';

/** How often it is told how far a run is, and asked whether it is still wanted: milliseconds of machine time. */
const EVERY_MS = 500;

export interface Attendance {
  readonly progress: ProgressOfRuns;
  /** Where it is looked up whether the run was discarded meanwhile; left out where that does not matter. */
  readonly runs?: Pick<Runs, 'one'>;
}

export interface Attended extends Required<RunOptions> {
  readonly signal: AbortSignal;
  readonly onProgress: (stage: RunProgress['stage'], done: number) => void;
}

/**
 * Work on a run that tells how far it is and ends early where it is no longer wanted, whichever replica was told so.
 *
 * @param stop ends it as well: the service stops, or nobody waits for it any more.
 * @throws DomainError `run-discarded` once the run was aborted or discarded; the reason of `stop`.
 */
export async function attended<T>({ progress, runs }: Attendance, runId: string, stop: AbortSignal, work: (means: Attended) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const signal = AbortSignal.any([stop, ended.signal]);
  let at: RunProgress = { stage: 'preparing', done: 0 };
  const attend = async (): Promise<void> => {
    if ((await runs?.one(runId))?.state === 'discarded') throw new DomainError('run-discarded', 'The run is no longer wanted.');
    await progress.tell(runId, at);
  };
  await attend();
  const over = new AbortController();
  const attending = often(attend, over.signal).catch((error: unknown) => ended.abort(error));
  try {
    return await work({ signal, onProgress: (stage, done) => void (at = { stage, done }) });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    over.abort();
    await attending;
    await progress.forget(runId);
  }
}

async function often(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    for await (const _ of setInterval(EVERY_MS, undefined, { signal })) await work();
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
