import { check } from '../check/check.js';
import type { Progress, Problem } from '../problem.js';
import { solve } from '../solve.js';
import type { Solution } from '../solution.js';
import { randomDense, toSparse } from '../testing/random-problem.js';

const dense = randomDense({ seed: 4, rows: 300, columns: 260, density: 0.9, levels: 50, maxCapacity: 2 });
const scorer = { module: new URL('../testing/scorer.ts', import.meta.url).href, name: 'createScorer', data: { rows: 300, factor: 7919 } };
const implicit: Problem = { kind: 'implicit', rows: 300, columns: 260, score: (row, column) => ((row * 7919 + column * column * 31) % 1000) * 1000, scorer };

const bytes = ({ columnOf, certificate, total, pairs }: Solution) => ({ columnOf, certificate, total, pairs });

describe('worker threads', () => {
  it.each<[string, Problem]>([['dense', dense], ['sparse', toSparse(dense)], ['implicit', implicit]])(
    'give the same result, byte by byte, with 0, 1 and 2 workers: %s',
    async (_name, problem) => {
      const [none, one, two] = [await solve(problem, { workers: 0 }), await solve(problem, { workers: 1 }), await solve(problem, { workers: 2 })];
      expect(bytes(one)).toEqual(bytes(none));
      expect(bytes(two)).toEqual(bytes(none));
      expect(check(problem, two).faults).toEqual([]);
    },
  );

  it('leave the event loop free and report progress', async () => {
    const large = randomDense({ seed: 2, rows: 900, columns: 900, density: 1, levels: 1_000_000, maxCapacity: 1 });
    const seen: Progress[] = [];
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await solve(large, { workers: 1, onProgress: (progress) => seen.push(progress) });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every(({ done }) => done >= 0 && done <= 1)).toBe(true);
  });

  it.each([0, 1, 2] as const)('stop when the signal fires, with %i workers', async (workers) => {
    const large = randomDense({ seed: 2, rows: 900, columns: 900, density: 1, levels: 3, maxCapacity: 1 });
    const controller = new AbortController();
    const run = solve(large, { workers, signal: controller.signal });
    setTimeout(() => controller.abort('enough'), 5);
    await expect(run).rejects.toMatchObject({ code: 'aborted', cause: 'enough' });
    await expect(solve(large, { workers, signal: controller.signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('are gone once the answer is there, also when they were stopped', async () => {
    const ports = () => process.getActiveResourcesInfo().filter((resource) => resource === 'MessagePort').length;
    const before = ports();
    await solve(dense, { workers: 1 });
    expect(ports()).toBe(before);
    const controller = new AbortController();
    const run = solve(dense, { workers: 1, signal: controller.signal });
    controller.abort();
    await expect(run).rejects.toMatchObject({ code: 'aborted' });
    expect(ports()).toBe(before);
  });

  it('carry refusals across', async () => {
    await expect(solve({ ...dense, capacities: Array.from({ length: 260 }, () => -1) }, { workers: 1 })).rejects.toMatchObject({ code: 'capacity-negative' });
    const broken = { ...implicit, scorer: { ...scorer, name: 'missing' } };
    await expect(solve(broken, { workers: 1 })).rejects.toMatchObject({ code: 'not-supported' });
  });
});
