import { check } from './check/check.js';
import { MAX_SCORE } from './problem.js';
import type { Problem, Stages } from './problem.js';
import type { Solution } from './solution.js';
import { solve } from './solve.js';
import { bruteForce } from './testing/brute-force.js';
import type { Best } from './testing/brute-force.js';
import { randomDense, toSparse } from './testing/random-problem.js';

const variants: [string, Stages][] = [
  ['most pairs, then total', {}],
  ['total alone', { mostPairs: false }],
  ['most pairs, best worst, total', { bestWorst: true }],
];

describe.each(variants)('solve against brute force: %s', (_name, stages) => {
  it.each([2, 4, 1_000_000])('finds the optimum by stage with %i levels of scores, and its certificate holds', async (levels) => {
    for (let seed = 1; seed <= 150; seed++) {
      const size = { rows: 1 + (seed % 6), columns: 1 + ((seed * 7) % 5) };
      const problem = randomDense({
        seed, ...size, levels, stages,
        density: [0.3, 0.6, 1][seed % 3]!,
        maxCapacity: 1 + (seed % 3),
        prices: seed % 2 ? 'varied' : 'none',
        floor: seed % 5 === 0 ? 300_000 : 0,
        ...(seed % 7 === 0 && { top: seed % 2 ? 500_000_000 : 999_983 }),
      });
      const solution = await solve(problem, { workers: 0 });
      expect(summary(problem, solution)).toEqual(bruteForce(problem));
      expect(check(problem, solution)).toEqual({ valid: true, faults: [] });
      const sparse = await solve(toSparse(problem), { workers: 0 });
      expect(sparse.pairs).toEqual(solution.pairs);
      expect(check(toSparse(problem), sparse).faults).toEqual([]);
    }
  });
});

describe('places without number', () => {
  it('cost nothing: the choice is that with as many as there are rows, also among ties', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const problem = randomDense({ seed, rows: 90 + 5 * seed, columns: 30, density: 0.3, levels: 3, maxCapacity: 3, stages: seed % 2 ? {} : { mostPairs: false } });
      const without = (places: number) => toSparse({ ...problem, capacities: Array.from(problem.capacities!, (slots) => (slots > 1 ? places : slots)) });
      const [enough, endless] = [without(problem.rows), without(2_147_483_647)];
      const solution = await solve(endless, { workers: 0 });
      expect(solution.pairs).toEqual((await solve(enough, { workers: 0 })).pairs);
      expect(check(endless, solution).faults).toEqual([]);
    }
  });
});

function summary({ topScore = MAX_SCORE }: Problem, { pairs, certificate }: Solution): Best {
  const value = (name: string) => Number(certificate.stages.find(({ stage }) => stage === name)?.value ?? 0n);
  return {
    pairs: pairs.length,
    worst: pairs.reduce((worst, { score }) => Math.min(worst, score), topScore),
    cost: value('total'),
    tie: value('ties'),
  };
}
