import fc from 'fast-check';
import { check } from './check/check.js';
import type { DenseProblem } from './problem.js';
import { solve } from './solve.js';
import type { Solution } from './solution.js';

/** Up to 12 × 12, few score levels or many, capacities 0–3, forbidden pairs, prices. */
const problems = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(3, 1_000_000)).chain(([rows, columns, top]) =>
  fc.record({
    kind: fc.constant('dense' as const),
    rows: fc.constant(rows),
    columns: fc.constant(columns),
    scores: fc.array(fc.integer({ min: -1, max: top }), { minLength: rows * columns, maxLength: rows * columns }),
    capacities: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: columns, maxLength: columns }),
    unmatchedPrice: fc.array(fc.integer({ min: 0, max: 1_200_000 }), { minLength: rows, maxLength: rows }),
    stages: fc.constantFrom({}, { mostPairs: false }),
    rowKeys: fc.constant(Array.from({ length: rows }, (_, i) => `row ${i}`)),
    columnKeys: fc.constant(Array.from({ length: columns }, (_, j) => `column ${j}`)),
  }),
);

const values = ({ certificate }: Solution) => certificate.stages.map(({ value }) => value);
const holds = (law: (problem: DenseProblem) => Promise<void>) => fc.assert(fc.asyncProperty(problems, law), { numRuns: 250 });

/** The stages up to `total`, pairs counted as a cost, so that less is better in both. */
function cost(problem: DenseProblem, solution: Solution): bigint[] {
  const total = solution.certificate.stages.find(({ stage }) => stage === 'total')!.value;
  return problem.stages?.mostPairs === false ? [total] : [BigInt(problem.rows - solution.pairs.length), total];
}

function notWorse(after: readonly bigint[], before: readonly bigint[]): void {
  const k = after.findIndex((value, at) => value !== before[at]);
  if (k >= 0) expect(after[k]! < before[k]!).toBe(true);
}

describe('laws of the optimum', () => {
  it('people listed in another order get the same partners', () =>
    holds(async (problem) => {
      const { rows, columns } = problem;
      const row = (i: number) => rows - 1 - i;
      const column = (j: number) => (j + 1) % columns;
      const scores = Array.from({ length: rows * columns }, (_, k) => problem.scores[row(Math.floor(k / columns)) * columns + column(k % columns)]!);
      const pick = <T>(list: ArrayLike<T>, at: (k: number) => number) => Array.from(list, (_, k) => list[at(k)]!);
      const turned: DenseProblem = {
        ...problem, scores,
        capacities: pick(problem.capacities!, column),
        unmatchedPrice: pick(problem.unmatchedPrice as number[], row),
        rowKeys: pick(problem.rowKeys!, row),
        columnKeys: pick(problem.columnKeys!, column),
      };
      const [a, b] = [await solve(problem), await solve(turned)];
      expect(values(b)).toEqual(values(a));
      const named = (p: DenseProblem, s: Solution) => s.pairs.map((pair) => `${p.rowKeys![pair.row]} ${p.columnKeys![pair.column]}`).sort();
      expect(named(turned, b)).toEqual(named(problem, a));
    }));

  it('with one slot each, rows and columns may change roles', () =>
    holds(async (problem) => {
      const { rows, columns } = problem;
      const straight: DenseProblem = { kind: 'dense', rows, columns, scores: problem.scores };
      const scores = Array.from({ length: rows * columns }, (_, k) => problem.scores[(k % rows) * columns + Math.floor(k / rows)]!);
      const [a, b] = [await solve(straight), await solve({ ...straight, rows: columns, columns: rows, scores })];
      expect([b.pairs.length, b.total]).toEqual([a.pairs.length, a.total]);
    }));

  it('a constant added to all scores of a row changes nobody', () =>
    holds(async (problem) => {
      const low = { ...problem, scores: Array.from(problem.scores, (s) => (s < 0 ? s : Math.floor(s / 2))), unmatchedPrice: 900_000 };
      const raised = { ...low, scores: low.scores.map((s, k) => (s < 0 || Math.floor(k / problem.columns) !== 0 ? s : s + 1000)) };
      // The price of staying alone moves with the row's scores.
      const prices = Array.from({ length: problem.rows }, (_, i) => (i === 0 ? 899_000 : 900_000));
      expect((await solve({ ...raised, unmatchedPrice: prices })).pairs.map(({ row, column }) => [row, column])).toEqual(
        (await solve(low)).pairs.map(({ row, column }) => [row, column]),
      );
    }));

  it('one pair or one slot more never makes it worse', () =>
    holds(async (problem) => {
      const before = cost(problem, await solve(problem));
      const forbidden = Array.from(problem.scores).indexOf(-1);
      const withPair = { ...problem, scores: Array.from(problem.scores, (s, k) => (k === forbidden ? 2 : s)) };
      notWorse(cost(problem, await solve(withPair)), before);
      notWorse(cost(problem, await solve({ ...problem, capacities: Array.from(problem.capacities!, (c, j) => (j === 0 ? c + 1 : c)) })), before);
    }));

  it('another seed breaks ties another way and changes nothing else', () =>
    holds(async (problem) => {
      const [a, b] = [await solve(problem, { seed: 1 }), await solve(problem, { seed: -7 })];
      expect(values(b).slice(0, -1)).toEqual(values(a).slice(0, -1));
      expect(check(problem, b).faults).toEqual([]);
    }));
});
