import fc from 'fast-check';
import { cronbachAlpha } from './cronbach-alpha.js';
import { eiIndex, randomEiIndex, type Tie } from './e-i-index.js';
import { meanNormalisedChange, normalisedChange } from './normalised-change.js';
import { seeded, type Random } from './random.js';

const rating = fc.integer({ min: 0, max: 5 });

describe('normalised change', () => {
  it.each([
    [1, 3, 0.5],
    [4, 1, -0.75],
    [2, 2, 0],
    [0, 5, 1],
    [5, 0, -1],
    [0, 0, null],
    [5, 5, null],
  ])('from %d to %d is %d', (pre, post, change) => expect(normalisedChange({ pre, post })).toBe(change));

  it('stays between -1 and 1, has the sign of the change, and is unknown only where nothing could move', () => {
    fc.assert(
      fc.property(rating, rating, (pre, post) => {
        const change = normalisedChange({ pre, post });
        if (change === null) return expect(pre === post && (pre === 0 || pre === 5)).toBe(true);
        expect(Math.abs(change)).toBeLessThanOrEqual(1);
        expect(Math.sign(change)).toBe(Math.sign(post - pre));
      }),
    );
  });

  it('leaves out and counts what is at the floor and the ceiling', () => {
    const pairs = [
      { pre: 0, post: 0 },
      { pre: 5, post: 5 },
      { pre: 5, post: 5 },
      { pre: 1, post: 3 },
    ];
    expect(meanNormalisedChange(pairs, 's', { 'no-end-rating': 2 })).toEqual({
      value: 0.5,
      n: 1,
      interval: null,
      missing: { 'no-end-rating': 2, 'at-ceiling': 2, 'at-floor': 1 },
    });
    expect(meanNormalisedChange([{ pre: 0, post: 0 }], 's')).toMatchObject({ value: null, n: 0, why: 'nothing-to-count' });
  });
});

describe("Cronbach's alpha", () => {
  const rows = Array.from({ length: 40 }, (_, i) =>
    Array.from({ length: 4 }, (_, j) => ((i * 7 + j * 3) % 5) * 0.5 + (i % 6) + ((i * i + j) % 3)),
  );

  it("agrees with pingouin's, interval included", () => {
    const alpha = cronbachAlpha(rows);
    expect(alpha.value).toBeCloseTo(0.9039979884334924, 12);
    expect(alpha.interval!.map((bound) => Number(bound.toFixed(3)))).toEqual([0.844, 0.945]);
    expect(alpha.n).toBe(40);
  });

  it('is unknown under 30 answers, 3 items, or without variance', () => {
    expect(cronbachAlpha(rows.slice(0, 29), { incomplete: 2 })).toMatchObject({
      value: null,
      n: 29,
      missing: { incomplete: 2 },
      why: 'too-few-answers',
    });
    expect(cronbachAlpha(rows.map((row) => row.slice(0, 2)))).toMatchObject({ value: null, why: 'too-few-items' });
    expect(cronbachAlpha(rows.map(() => [3, 3, 3]))).toMatchObject({ value: null, why: 'no-variance' });
    expect(cronbachAlpha([])).toMatchObject({ value: null, n: 0, why: 'too-few-answers' });
  });

  it("holds the truth in about 95 of 100 samples of parallel items (Feldt's promise)", () => {
    const random = seeded('alpha');
    const truth = (4 * 0.5) / (1 + 3 * 0.5); // four items with correlations of one half
    const covers = Array.from({ length: 400 }, () => {
      const interval = cronbachAlpha(Array.from({ length: 40 }, () => parallelAnswers(random))).interval!;
      return interval[0] <= truth && truth <= interval[1];
    });
    const share = covers.filter(Boolean).length / covers.length;
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.98);
  });
});

describe('E-I index', () => {
  const tie = (from: string, to: string): Tie => ({ from, to });

  it('runs from -1 within to 1 across, and is unknown without ties', () => {
    expect(eiIndex([tie('a', 'a'), tie('b', 'b')]).value).toBe(-1);
    expect(eiIndex([tie('a', 'b'), tie('b', 'c')]).value).toBe(1);
    expect(eiIndex([tie('a', 'b'), tie('a', 'a'), tie('b', 'b'), tie('c', 'b')]).value).toBe(0);
    expect(eiIndex([], { other: 4 })).toEqual({ value: null, n: 0, interval: null, missing: { other: 4 }, why: 'no-ties' });
  });

  it('expects at random what permutations show', () => {
    const group = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(fc.tuple(group, group), { minLength: 1, maxLength: 40 }), (pairs) => {
        const ties = pairs.map(([from, to]) => tie(from, to));
        const expected = randomEiIndex(ties, 'seed', 200);
        expect(expected.value).toBeGreaterThanOrEqual(expected.interval![0] - 0.15);
        expect(expected.value).toBeLessThanOrEqual(expected.interval![1] + 0.15);
      }),
      { numRuns: 50 },
    );
    expect(randomEiIndex([tie('a', 'a'), tie('b', 'b')], 's').value).toBe(0);
    expect(randomEiIndex([], 's').value).toBeNull();
  });
});

function parallelAnswers(random: Random): number[] {
  const common = normal(random);
  return Array.from({ length: 4 }, () => Math.SQRT1_2 * (common + normal(random)));
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
