import type { DenseProblem } from '../problem.js';
import { solve } from '../solve.js';
import { bruteForce } from '../testing/brute-force.js';
import { randomDense } from '../testing/random-problem.js';
import { deferredAcceptance, greedy } from './compare.js';
import { createExplainer } from './explainer.js';
import { aloneReasons, blockingPairs, rankProfile, scoreSpread } from './report.js';

const problemOf = (seed: number, levels = 9): DenseProblem =>
  randomDense({ seed, rows: 1 + (seed % 5), columns: 1 + ((seed * 3) % 4), density: 0.7, levels, maxCapacity: 2, prices: 'varied', floor: seed % 3 ? 0 : 200_000 });

/** The best with the pair forced, by trying everything: the row may go nowhere else. */
function forced(problem: DenseProblem, row: number, column: number) {
  const scores = Array.from(problem.scores, (score, k) => {
    const [i, j] = [Math.floor(k / problem.columns), k % problem.columns];
    return i === row && j !== column ? -1 : score;
  });
  const price = Int32Array.from(problem.unmatchedPrice as ArrayLike<number>);
  price[row] = 1_000_000_000;
  return bruteForce({ ...problem, scores, unmatchedPrice: price, stages: { mostPairs: false } });
}

describe('why not', () => {
  it('gives the exact loss and everybody displaced, for every pair of small problems', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const problem = { ...problemOf(seed), stages: { mostPairs: false } };
      const best = bruteForce(problem);
      const explainer = createExplainer(problem, await solve(problem));
      for (let row = 0; row < problem.rows; row++) {
        for (let column = 0; column < problem.columns; column++) {
          const answer = explainer.whyNot(row, column);
          if (answer.kind !== 'possible') continue;
          expect(answer.loss.score).toBe(forced(problem, row, column).cost - best.cost);
          expect(answer.moves[0]).toMatchObject({ row, to: column });
        }
      }
    }
  });

  it('names what forbids a pair', async () => {
    const problem: DenseProblem = { kind: 'dense', rows: 2, columns: 3, scores: [900_000, -1, 100, 800_000, 5, 500_000], capacities: [1, 1, 0], floor: 50 };
    const explainer = createExplainer(problem, await solve(problem));
    expect(explainer.whyNot(0, 1)).toEqual({ kind: 'forbidden' });
    expect(explainer.whyNot(1, 1)).toEqual({ kind: 'below-floor', score: 5 });
    expect(explainer.whyNot(1, 2)).toEqual({ kind: 'no-slot' });
    expect(explainer.whyNot(0, 0)).toEqual({ kind: 'paired' });
    expect(explainer.whyNot(1, 0)).toEqual({
      kind: 'possible', score: 800_000, loss: { pairs: 0, score: 100_000 },
      moves: [{ row: 1, from: -1, to: 0 }, { row: 0, from: 0, to: -1 }],
    });
  });
});

describe('slot value and runner-up', () => {
  it('equal the difference that a slot more, a slot less or a declined pair makes', async () => {
    for (let seed = 1; seed <= 40; seed++) {
      const problem = problemOf(seed);
      const best = bruteForce(problem);
      const solution = await solve(problem);
      const explainer = createExplainer(problem, solution);
      const lossOf = (changed: DenseProblem) => {
        const other = bruteForce(changed);
        return { pairs: best.pairs - other.pairs, score: other.cost - best.cost };
      };
      for (let column = 0; column < problem.columns; column++) {
        const withSlots = (extra: number) => ({ ...problem, capacities: Array.from(problem.capacities!, (c, j) => (j === column ? c + extra : c)) });
        const { low, high } = explainer.slotValue(column);
        const gain = lossOf(withSlots(1));
        expect(low).toEqual({ pairs: 0 - gain.pairs, score: 0 - gain.score });
        expect(high).toEqual(problem.capacities![column] === 0 ? null : lossOf(withSlots(-1)));
      }
      for (const { row, column } of solution.pairs) {
        const without = { ...problem, scores: Array.from(problem.scores, (score, k) => (k === row * problem.columns + column ? -1 : score)) };
        expect(explainer.ifDeclined(row)!.loss).toEqual(lossOf(without));
      }
    }
  });
});

describe('the report', () => {
  it('finds no blocking pair after deferred acceptance, which with one score for both sides is greedy', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const problem = problemOf(seed, 1_000_000);
      const stable = deferredAcceptance(problem);
      expect(blockingPairs(problem, stable).count).toBe(0);
      expect(Array.from(stable.columnOf)).toEqual(Array.from(greedy(problem).columnOf));
    }
  });

  it('counts ranks, the bottom decile, blocking pairs and the reasons for being alone', async () => {
    const problem: DenseProblem = {
      kind: 'dense', rows: 4, columns: 2, scores: [900_000, 800_000, 850_000, 100_000, -1, -1, 700_000, -1], capacities: [1, 1], floor: 10,
    };
    const solution = await solve(problem);
    expect(solution.pairs.map(({ row, column }) => [row, column])).toEqual([[0, 1], [1, 0]]);
    expect(rankProfile(problem, solution)).toEqual([1, 1]);
    expect(scoreSpread(problem, solution)).toEqual({ pairs: 2, mean: 825_000, median: 825_000, worst: 800_000, bottomDecile: { pairs: 1, upTo: 800_000, mean: 800_000 } });
    expect(blockingPairs(problem, solution)).toEqual({ count: 1, pairs: [{ row: 0, column: 0, score: 900_000 }] });
    expect([...aloneReasons(problem, solution)]).toEqual([[2, 'no-allowed-pair'], [3, 'all-slots-taken']]);
  });
});
