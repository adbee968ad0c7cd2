import { check } from './check/check.js';
import { AssignmentError } from './errors.js';
import type { Problem } from './problem.js';
import { solve } from './solve.js';

const dense = { kind: 'dense', rows: 2, columns: 2, scores: [1, 2, 3, 4] } as const;
const sparse = { kind: 'sparse', rows: 2, columns: 2, start: [0, 1, 2], column: [0, 1], score: [5, 6] } as const;

async function codeOf(problem: unknown, workers: 0 | 1 = 0): Promise<string> {
  try {
    await solve(problem as Problem, { workers });
    return 'solved';
  } catch (error) {
    expect(error).toBeInstanceOf(AssignmentError);
    return (error as AssignmentError).code;
  }
}

describe('a problem that makes no sense is refused with a code', () => {
  it.each([
    ['score-not-an-integer', { ...dense, scores: [1, NaN, 3, 4] }],
    ['score-not-an-integer', { ...dense, scores: [1, 2.5, 3, 4] }],
    ['score-not-an-integer', { ...dense, scores: [1, undefined, 3, 4] }],
    ['score-out-of-range', { ...dense, scores: [1, 1_000_001, 3, 4] }],
    ['score-out-of-range', { ...dense, scores: Int32Array.from([1, -2, 3, 4]) }],
    ['score-out-of-range', { ...sparse, score: [-1, 0] }],
    ['score-not-an-integer', { kind: 'implicit', rows: 1, columns: 1, score: () => Infinity }],
    ['capacity-negative', { ...dense, capacities: [1, -1] }],
    ['capacity-not-an-integer', { ...dense, capacities: [1, 0.5] }],
    ['wrong-length', { ...dense, capacities: [1] }],
    ['wrong-length', { ...dense, scores: [1] }],
    ['wrong-length', { ...dense, rowKeys: ['a'] }],
    ['price-out-of-range', { ...dense, unmatchedPrice: -1 }],
    ['price-out-of-range', { ...dense, unmatchedPrice: [1, NaN] }],
    ['score-out-of-range', { ...dense, topScore: 3 }],
    ['score-out-of-range', { ...dense, topScore: 2_000_000_000 }],
    ['floor-out-of-range', { ...dense, floor: 2_000_000 }],
    ['size-invalid', { ...dense, rows: -2 }],
    ['too-large', { ...sparse, rows: 3_000_000 }],
    ['duplicate-edge', { ...sparse, start: [0, 2, 2], column: [1, 1] }],
    ['index-out-of-range', { ...sparse, column: [0, 2] }],
    ['index-out-of-range', { ...sparse, start: [0, 3, 2] }],
    ['not-supported', { ...dense, stages: { mostPairs: false, bestWorst: true } }],
  ])('%s', async (code, problem) => expect(await codeOf(problem)).toBe(code));

  it('refuses a seed that is no whole number', async () => {
    await expect(solve(dense, { seed: 0.5 })).rejects.toMatchObject({ code: 'size-invalid' });
  });
});

describe('a problem without choice is solved as what it is', () => {
  it.each([
    ['no rows', { ...sparse, rows: 0, start: [0], column: [], score: [] }, 0],
    ['no columns', { kind: 'dense', rows: 3, columns: 0, scores: [] }, 0],
    ['all forbidden', { ...dense, scores: [-1, -1, -1, -1] }, 0],
    ['all below the floor', { ...dense, floor: 5 }, 0],
    ['no slots', { ...dense, capacities: [0, 0] }, 0],
    ['a slot for everybody in one place', { ...dense, scores: [1, -1, 1, -1], capacities: [2_000_000_000, 0] }, 2],
  ] as [string, Problem, number][])('%s', async (_name, problem, pairs) => {
    const solution = await solve(problem);
    expect(solution.pairs).toHaveLength(pairs);
    expect(solution.unmatched).toHaveLength(problem.rows - pairs);
    expect(check(problem, solution).faults).toEqual([]);
  });
});
