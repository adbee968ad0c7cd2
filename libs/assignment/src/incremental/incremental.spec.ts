import { check } from '../check/check.js';
import { solve } from '../solve.js';
import type { Solution } from '../solution.js';
import { changeSomething, randomPartners } from '../testing/random-change.js';
import { random, randomDense } from '../testing/random-problem.js';
import { createIncremental } from './create-incremental.js';

const values = ({ certificate }: Solution) => certificate.stages.map(({ stage, value }) => `${stage} ${value}`);

describe('incremental equals from scratch', () => {
  it.each([true, false])('after every one of thousands of random changes, by stage and by pairs (mostPairs %s)', async (mostPairs) => {
    for (let seed = 1; seed <= 40; seed++) {
      const next = random(seed);
      const problem = randomDense({
        seed, rows: 1 + next(9), columns: 1 + next(7), density: 0.5, levels: 4, maxCapacity: 2, prices: 'varied', stages: { mostPairs },
        floor: seed % 4 === 0 ? 250_000 : 0,
      });
      const live = createIncremental(problem, await solve(problem));
      for (let step = 0; step < 60; step++) {
        changeSomething(live, next);
        const now = live.solution();
        const scratch = await solve(live.problem());
        expect(values(now)).toEqual(values(scratch));
        expect(check(live.problem(), now)).toEqual({ valid: true, faults: [] });
        expect(now.pairs).toEqual(scratch.pairs);
      }
    }
  });

  it('tells whose column changed', async () => {
    const problem = randomDense({ seed: 5, rows: 8, columns: 6, density: 0.8, levels: 1_000_000, maxCapacity: 2 });
    const live = createIncremental(problem, await solve(problem));
    const next = random(9);
    for (let step = 0; step < 50; step++) {
      const row = next(8);
      const before = live.solution().columnOf;
      const moves = live.setRow(row, randomPartners(next, 6));
      const after = live.solution().columnOf;
      const expected = Array.from(before, (from, r) => ({ row: r, from, to: after[r]! })).filter(({ from, to }) => from !== to);
      expect(moves).toEqual(expected);
    }
  });

  it('puts the optimum back after remove, then insert', async () => {
    const problem = randomDense({ seed: 6, rows: 7, columns: 6, density: 0.9, levels: 1_000_000, maxCapacity: 1 });
    const first = await solve(problem);
    const live = createIncremental(problem, first);
    const list = Array.from({ length: 6 }, (_, partner) => ({ partner, score: problem.scores[3 * 6 + partner]! })).filter(({ score }) => score >= 0);
    live.leaveRow(3);
    live.setRow(3, list, 1_000_000);
    expect(values(live.solution())).toEqual(values(first));
    expect(live.solution().pairs).toEqual(first.pairs);
  });

  it('refuses people it does not know, doubles and scores out of range', async () => {
    const problem = randomDense({ seed: 7, rows: 3, columns: 3, density: 1, levels: 9, maxCapacity: 1 });
    const live = createIncremental(problem, await solve(problem));
    const code = (run: () => unknown) => {
      try {
        run();
        return 'accepted';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code(() => live.forbid(9, 0))).toBe('index-out-of-range');
    expect(code(() => live.setCapacity(0, -1))).toBe('capacity-negative');
    expect(code(() => live.setRow(0, [{ partner: 0, score: NaN }]))).toBe('score-not-an-integer');
    expect(code(() => live.joinRow({ pairs: [{ partner: 1, score: 1 }, { partner: 1, score: 2 }] }))).toBe('duplicate-edge');
    expect(live.rows).toBe(3);
  });
});
