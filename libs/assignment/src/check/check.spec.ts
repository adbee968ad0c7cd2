import { readdirSync, readFileSync } from 'node:fs';
import { solve } from '../solve.js';
import type { Solution, StageCertificate } from '../solution.js';
import { random, randomDense } from '../testing/random-problem.js';
import { check } from './check.js';

const recipe = { rows: 12, columns: 9, density: 0.6, levels: 40, maxCapacity: 2, prices: 'varied' } as const;

/** A deep copy that may be tampered with. */
function tampered(solution: Solution, change: (copy: Mutable) => void): Solution {
  const copy = structuredClone(solution) as unknown as Mutable;
  change(copy);
  return copy as unknown as Solution;
}

interface Mutable {
  pairs: { row: number; column: number; score: number }[];
  columnOf: Int32Array;
  unmatched: Int32Array;
  total: bigint;
  certificate: { stages: { -readonly [K in keyof StageCertificate]: StageCertificate[K] }[] };
}

describe('the checker', () => {
  it('shares no code with the solver: of files beside its own it imports types alone', () => {
    for (const file of readdirSync(new URL('.', import.meta.url)).filter((name) => !name.endsWith('.spec.ts'))) {
      const text = readFileSync(new URL(file, import.meta.url), 'utf8');
      const values = [...text.matchAll(/^(?:import|export) (?!type )[^;]*? from '([^']+)'/gm)].map(([, from]) => from);
      expect([file, values.filter((from) => !from!.startsWith('./'))]).toEqual([file, []]);
    }
  });
});

describe('the checker refuses', () => {
  it('every single dual price that is changed', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      // Each person's price adds to the stated value, but for columns without slots: those have any price from some level down.
      const problem = { ...randomDense({ seed, ...recipe, stages: seed % 2 ? {} : { mostPairs: false } }), capacities: undefined };
      const solution = await solve(problem);
      const next = random(seed);
      for (let k = 0; k < 60; k++) {
        const [stage, list, step] = [next(solution.certificate.stages.length), next(2) ? 'u' : 'v', [1, -1, 0.5, NaN, 1e17, -1000][next(6)]!] as const;
        const changed = tampered(solution, ({ certificate }) => {
          const prices = certificate.stages[stage]![list];
          prices[next(prices.length)]! += step;
        });
        expect(check(problem, changed).valid).toBe(false);
      }
    }
  });

  it('a wrong pair, a pair too many, a pair left out, a changed score, a changed total', async () => {
    const problem = { ...randomDense({ seed: 3, ...recipe }), capacities: undefined };
    const solution = await solve(problem);
    const code = (change: (copy: Mutable) => void) => check(problem, tampered(solution, change)).faults[0]?.code;
    expect(code(({ pairs }) => (pairs[0]!.column = pairs[1]!.column))).toBeDefined();
    expect(code(({ pairs }) => pairs.push({ ...pairs[0]! }))).toBe('pair-twice');
    expect(code(({ pairs }) => pairs.pop())).toBeDefined();
    expect(code(({ pairs }) => pairs[0]!.score++)).toBe('wrong-score');
    expect(code((copy) => (copy.total += 1n))).toBe('wrong-total');
    expect(code((copy) => (copy.columnOf[0] = 5))).toBe('malformed');
    expect(code(({ pairs }) => (pairs[0]!.row = 99))).toBe('malformed');
    expect(code((copy) => (copy.certificate.stages[1]!.value += 1n))).toBe('wrong-value');
    expect(code((copy) => copy.certificate.stages.pop())).toBe('malformed');
    expect(code((copy) => (copy.certificate.stages[0]!.u = new Float64Array(2)))).toBe('malformed');
    expect(code((copy) => ((copy as { certificate: unknown }).certificate = null))).toBe('malformed');
    expect(code(() => undefined)).toBeUndefined();
  });

  it('an allowed exchange of two pairs, which is not optimal, whatever else is put right', async () => {
    for (let seed = 1; seed <= 30; seed++) {
      const problem = randomDense({ seed, rows: 8, columns: 8, density: 1, levels: 1000, maxCapacity: 1 });
      const free = { ...problem, capacities: undefined };
      const solution = await solve(free);
      const other = tampered(solution, (copy) => {
        const [a, b] = [copy.pairs[0]!, copy.pairs[1]!];
        [a.column, b.column] = [b.column, a.column];
        for (const pair of [a, b]) {
          pair.score = free.scores[pair.row * 8 + pair.column]!;
          copy.columnOf[pair.row] = pair.column;
        }
        copy.total = copy.pairs.reduce((sum, { score }) => sum + BigInt(score), 0n);
        const cost = copy.pairs.reduce((sum, { score }) => sum + BigInt(1_000_000 - score), 0n);
        copy.certificate.stages[1]!.value = cost + 1_000_000n * BigInt(copy.unmatched.length);
      });
      expect(check(free, other).valid).toBe(false);
    }
  });

  it('the solution of a problem in which one score was changed to where another choice is better', async () => {
    const problem = randomDense({ seed: 8, rows: 8, columns: 8, density: 1, levels: 1000, maxCapacity: 1 });
    const free = { ...problem, capacities: undefined };
    const solution = await solve(free);
    const row = solution.pairs[0]!.row;
    const column = (solution.pairs[0]!.column + 1) % 8;
    const scores = Int32Array.from(free.scores);
    scores[row * 8 + column] = 1_000_000;
    scores[row * 8 + solution.pairs[0]!.column] = 0;
    expect(check({ ...free, scores }, solution).valid).toBe(false);
  });
});
