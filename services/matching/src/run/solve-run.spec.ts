import { check, solve } from '@flipside/assignment';
import fc from 'fast-check';
import { fieldOf } from '../scoring/pairs/field.js';
import { randomSnapshot } from '../testing/random-snapshot.js';
import type { CorePairs } from './core.js';
import type { PairSource } from './pair-source.js';
import { solveRun } from './solve-run.js';
import { toProblem } from './to-problem.js';

const runs = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }), size: fc.integer({ min: 1, max: 60 }), kept: fc.boolean(),
});
const policy = { minSharedMinutes: 30 };

describe('the solution of a run', () => {
  it('from a small core, priced against all pairs, is that of all pairs', async () => {
    let rounds = 0;
    await fc.assert(fc.asyncProperty(runs, async ({ seed, size, kept }) => {
      const field = fieldOf(randomSnapshot({ seed, mentors: size, mentees: size, oddOneIn: 20, policy }));
      const run = await solveRun(field, { seed, core: { perMentee: 1, perMentor: 1 }, mostKept: kept ? undefined : 0 });
      const problem = toProblem(field, run.scores, allPairs(run.source));
      const whole = await solve(problem, { seed });
      expect([run.solution.pairs.length, run.solution.total]).toEqual([whole.pairs.length, whole.total]);
      // The checker judges the same prices on all pairs.
      expect(check(problem, run.solution).faults).toEqual([]);
      expect(run.optimal).toBe(true);
      rounds = Math.max(rounds, run.rounds);
    }), { numRuns: 40 });
    expect(rounds).toBeGreaterThan(1);
  });

  it('is the same to the last byte with a second thread', async () => {
    const field = fieldOf(randomSnapshot({ seed: 9, mentors: 400, mentees: 700, oddOneIn: 20, policy }));
    const bytes = async (threads: 0 | 1, mostKept?: number): Promise<string> => {
      const { solution, source } = await solveRun(field, { seed: 9, threads, mostKept });
      const stages = solution.certificate.stages.map(({ value, u, v }) => [String(value), [...u], [...v]]);
      return JSON.stringify([[...solution.columnOf], stages, source.pairs]);
    };
    const alone = await bytes(0);
    expect(await bytes(1)).toBe(alone);
    expect(await bytes(1, 1_000)).toBe(await bytes(0, 1_000));
  });

  it('fails with the reason when it is aborted beside a second thread', async () => {
    const field = fieldOf(randomSnapshot({ seed: 9, mentors: 400, mentees: 1_500, oddOneIn: 20, policy }));
    const stop = new AbortController();
    const run = solveRun(field, { seed: 9, threads: 1, signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) });
    await expect(run).rejects.toThrow();
  });

  it('ends when it is no longer wanted', async () => {
    const field = fieldOf(randomSnapshot({ seed: 1, mentors: 50, mentees: 50 }));
    await expect(solveRun(field, { seed: 1, signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow();
  });
});

function allPairs(source: PairSource): CorePairs {
  const start = new Int32Array(source.rows + 1);
  const [mentor, score] = [[] as number[], [] as number[]];
  for (let row = 0; row < source.rows; row++) {
    const { from, to, mentors, scores } = source.row(row);
    mentor.push(...mentors.subarray(from, to));
    score.push(...scores.subarray(from, to));
    start[row + 1] = mentor.length;
  }
  return { start, mentor: Int32Array.from(mentor), score: Int32Array.from(score) };
}
