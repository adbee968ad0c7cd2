import fc from 'fast-check';
import { bootstrap } from './bootstrap.js';
import { meanDifference, meanValue } from './mean.js';
import { proportion, wilson } from './proportion.js';
import { seeded, shuffled } from './random.js';
import { mean, quantile, variance } from './summary.js';

describe('Wilson interval', () => {
  it.each([
    [0, 10, 0, 0.27753279986288926],
    [10, 10, 0.7224672001371106, 1],
    [1, 10, 0.017876213095072924, 0.40415002679523854],
    [7, 20, 0.18119182410108203, 0.5671457233147638],
    [81, 263, 0.2552885198782742, 0.36620957698280004],
    [1, 1, 0.2065493143772374, 1],
  ])('of %d in %d agrees with statsmodels', (hits, of, low, high) => {
    expect(wilson(hits, of)[0]).toBeCloseTo(low, 9);
    expect(wilson(hits, of)[1]).toBeCloseTo(high, 9);
  });

  it('holds the share, stays within 0 and 1 and mirrors', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(2000), (of, some) => {
        const hits = some % (of + 1);
        const [low, high] = wilson(hits, of);
        const [mirrorLow, mirrorHigh] = wilson(of - hits, of);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(hits / of);
        expect(high).toBeGreaterThanOrEqual(hits / of);
        expect(high).toBeLessThanOrEqual(1);
        expect(mirrorLow).toBeCloseTo(1 - high, 9);
        expect(mirrorHigh).toBeCloseTo(1 - low, 9);
      }),
    );
  });

  it('is unknown where there is nothing to share, and says what is missing', () => {
    const value = proportion(0, 0, { 'not-assessed': 3, never: 0 });
    expect(value).toEqual({ value: null, n: 0, interval: null, missing: { 'not-assessed': 3 }, why: 'nothing-to-count' });
  });
});

describe('means', () => {
  const before = [3.1, 4.0, 2.8, 3.9, 4.4, 3.3, 3.7];
  const after = [2.2, 3.0, 3.6, 2.1, 2.9];

  it("agrees with SciPy's Welch interval", () => {
    const found = meanDifference(before, after);
    expect(found.value).toBeCloseTo(-0.84, 12);
    expect(found.interval?.[0]).toBeCloseTo(-1.6402958645081558, 9);
    expect(found.interval?.[1]).toBeCloseTo(-0.03970413549184382, 9);
    expect(found.n).toBe(12);
  });

  it("agrees with SciPy's Student interval", () => {
    expect(meanValue(before).interval?.[0]).toBeCloseTo(3.0823066291419714, 9);
    expect(meanValue(before).interval?.[1]).toBeCloseTo(4.117693370858029, 9);
  });

  it('tells no interval of one reading and nothing of none', () => {
    expect(meanValue([2])).toMatchObject({ value: 2, n: 1, interval: null });
    expect(meanValue([])).toMatchObject({ value: null, why: 'nothing-to-count' });
    expect(meanDifference([1], [2, 3])).toMatchObject({ value: null, n: 3, why: 'too-few-readings' });
    expect(meanDifference([1, 1], [2, 2])).toMatchObject({ value: 1, interval: [1, 1] });
  });

  it('turns its sign round when the groups change places', () => {
    const group = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(group, group, (a, b) => {
        const there = meanDifference(a, b);
        const back = meanDifference(b, a);
        expect(back.value).toBeCloseTo(-there.value!, 9);
        expect(back.interval![0]).toBeCloseTo(-there.interval![1], 6);
      }),
    );
  });

  it('summarises as by hand', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(variance([1, 2, 6])).toBe(7);
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('chance that can be repeated', () => {
  it('is the same for the same seed and another for another', () => {
    const draw = (seed: string): number[] => Array.from({ length: 5 }, seeded(seed).next);
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
  });

  it('is even: every tenth gets its tenth', () => {
    const random = seeded('even');
    const bins = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) bins[random.below(10)]!++;
    for (const bin of bins) expect(Math.abs(bin - 10_000)).toBeLessThan(400);
  });

  it('shuffles without losing anybody', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.string(), (items, seed) => {
        expect(shuffled(items, seeded(seed)).toSorted()).toEqual(items.toSorted());
      }),
    );
  });

  it('bootstraps the mean about as Student does', () => {
    const random = seeded('readings');
    const readings = Array.from({ length: 200 }, () => random.next());
    const [low, high] = bootstrap(readings, mean, { seed: 'x' })!;
    const [from, to] = meanValue(readings).interval!;
    expect(low).toBeCloseTo(from, 2);
    expect(high).toBeCloseTo(to, 2);
    expect(bootstrap(readings, mean, { seed: 'x' })).toEqual([low, high]);
    expect(bootstrap([1, 2, 3, 4], mean, { seed: 'x' })).toBeNull();
  });
});
