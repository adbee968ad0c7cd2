import type { Incremental, Solution } from '@flipside/assignment';
import type { RunOptions } from './breath.js';
import { merged, type CorePairs } from './core.js';
import { Crew } from './crew/crew.js';
import { pricing, type Absent } from './pricing.js';
import { changedRows, type SolvedRun } from './solve-run.js';
import { rowAtPlaces } from './to-problem.js';

export interface Changed {
  /** The pairs that the optimum was found among, all pairs that it needed included. */
  readonly core: CorePairs;
  readonly solution: Solution;
}

export interface Changes extends RunOptions {
  readonly absent?: Absent;
  /** Of pairs that may not be made, whatever their score. */
  readonly isClosed?: (mentor: number, row: number) => boolean;
}

/**
 * Takes pairs into a solution that was changed until it is the optimum of all pairs again: no pair that may be made offends its
 * prices. So an answer is exact whatever the number of people, and whether all their pairs are kept or not.
 *
 * @throws the signal's reason.
 */
export async function settled(run: SolvedRun, live: Incremental, from: CorePairs, changes: Changes): Promise<Changed> {
  const { absent, isClosed = () => false, ...options } = changes;
  const { source, scores, problem, solution: { certificate: { seed } } } = run;
  const offending = pricing(source, scores, problem, seed);
  return Crew.with(source.rows, source.kept ? 0 : undefined, async (crew) => {
    let core = from;
    for (;;) {
      options.signal?.throwIfAborted();
      const solution = live.solution();
      const missed = without(await offending(solution.certificate, { crew, ...options }, absent), isClosed);
      const rows = changedRows(missed);
      if (rows.length === 0) return { core, solution };
      core = merged(core, missed, run.field.mentors.length);
      for (const row of rows) live.setRow(row, rowAtPlaces(scores, core, row, isClosed));
    }
  });
}

function without({ start, mentor, score }: CorePairs, isClosed: (mentor: number, row: number) => boolean): CorePairs {
  const [starts, at] = [new Int32Array(start.length), [] as number[]];
  for (let row = 0; row + 1 < start.length; row++) {
    for (let k = start[row]!; k < start[row + 1]!; k++) if (!isClosed(mentor[k]!, row)) at.push(k);
    starts[row + 1] = at.length;
  }
  return { start: starts, mentor: Int32Array.from(at, (k) => mentor[k]!), score: Int32Array.from(at, (k) => score[k]!) };
}
