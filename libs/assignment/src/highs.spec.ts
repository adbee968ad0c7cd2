import highs from 'highs';
import { MAX_SCORE } from './problem.js';
import type { DenseProblem } from './problem.js';
import { solve } from './solve.js';
import { randomDense } from './testing/random-problem.js';

// Its types speak of the CommonJS build, where the loader is `default`; the ES module is the loader itself.
const loadHighs = highs as unknown as typeof highs.default;

/** The same problem as an integer program; with `count`, exactly that many pairs are asked for. */
function program(problem: DenseProblem, count: number | null): string {
  const { rows, columns, scores, floor = 0 } = problem;
  const price = (i: number) => (problem.unmatchedPrice as ArrayLike<number>)[i]!;
  const pairs: [number, number, number][] = [];
  for (let k = 0; k < rows * columns; k++) if (scores[k]! >= floor) pairs.push([Math.floor(k / columns), k % columns, scores[k]!]);
  const sum = (list: string[]) => (list.length === 0 ? '0 y' : list.join(' + '));
  const goal = pairs.map(([i, j, score]) => `${MAX_SCORE - score} x${i}_${j}`).concat(Array.from({ length: rows }, (_, i) => `${price(i)} a${i}`));
  const byRow = Array.from({ length: rows }, (_, i) => sum([...pairs.filter((p) => p[0] === i).map(([, j]) => `x${i}_${j}`), `a${i}`]) + ' = 1');
  const byColumn = Array.from({ length: columns }, (_, j) => sum(pairs.filter((p) => p[1] === j).map(([i]) => `x${i}_${j}`)) + ` <= ${problem.capacities![j]}`);
  const all = count === null ? [] : [sum(pairs.map(([i, j]) => `x${i}_${j}`)) + ` = ${count}`];
  const binary = [...pairs.map(([i, j]) => `x${i}_${j}`), ...Array.from({ length: rows }, (_, i) => `a${i}`)].join(' ');
  return `Minimize\n obj: ${sum(goal)}\nSubject To\n${[...byRow, ...byColumn, ...all].map((c, k) => ` c${k}: ${c}`).join('\n')}\nBinary\n ${binary}\nEnd`;
}

describe('against HiGHS', () => {
  it('the optimum is that of an integer program, with and without the stage of most pairs', async () => {
    const solver = await loadHighs();
    for (let seed = 1; seed <= 25; seed++) {
      const mostPairs = seed % 3 !== 0;
      const problem = randomDense({
        seed, rows: 5 + (seed % 26), columns: 4 + ((seed * 5) % 22), density: [0.15, 0.4, 0.8][seed % 3]!, levels: seed % 2 ? 1_000_000 : 6,
        maxCapacity: 3, prices: 'varied', floor: seed % 4 ? 0 : 250_000, stages: { mostPairs },
      });
      const solution = await solve(problem);
      const found = solver.solve(program(problem, mostPairs ? solution.pairs.length : null));
      const value = solution.certificate.stages.find(({ stage }) => stage === 'total')!.value;
      expect(BigInt(Math.round(found.ObjectiveValue))).toBe(value);
      if (!mostPairs) continue;
      // One pair more can't be had.
      expect(solver.solve(program(problem, solution.pairs.length + 1)).Status).toBe('Infeasible');
    }
  });
});
