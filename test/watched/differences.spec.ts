import type { Expected, Told } from '../oracles/log.js';
import { compare, tooFew } from './kit/differences.js';
import type { Cell, Value } from './kit/recount.js';

const told = (value: number | null, n: number, interval: Value['interval'] = null, more: Partial<Value> = {}): Value => ({ value, n, interval, missing: {}, ...more });
const hidden = told(null, 0, null, { why: 'hidden' });
const cell = (values: Cell['values'], key: Cell['key'] = {}): Cell => ({ key, values });
const expected = (share: Told, name = '||'): Expected => new Map([[name, { share }]]);
const differing = (value: Value, share: Told, unit = 'share', before?: Expected) =>
  compare({ cells: [cell({ share: value })], units: { share: unit }, expected: expected(share), ...(before && { before: () => before }) }).differing;

describe('a figure beside its second count', () => {
  // Of 7 in 10, by Wilson (statsmodels: proportion_confint(7, 10, method='wilson')), and without its correction.
  const [right, plain] = [[0.396775, 0.892208], [0.415974, 0.984026]] as const;

  it.each([
    ['number, what it rests on and interval', told(0.7, 10, right), [0.7, 10]],
    ['nothing to count', told(null, 0, null, { why: 'nothing-to-count' }), [null, 0]],
    ['hidden whatever it is', hidden, [0.7, 10]],
    ['a third around it', told(null, 10, [2 / 3, 1], { why: 'all-alike' }), [1, 10]],
  ] as const)('agrees in %s', (_, value, share) => expect(differing(value, share)).toEqual([]));

  it.each([
    ['number', told(0.71, 10, right), [0.7, 10]],
    ['what it rests on', told(0.7, 11, right), [0.7, 10]],
    ['interval', told(0.7, 10, plain), [0.7, 10]],
    ['what it tells of the hidden', { ...hidden, n: 3 }, [0.7, 3]],
    ['what is missing of the hidden', { ...hidden, missing: { erased: 1 } }, [0.7, 3]],
    ['a third that is another', told(null, 10, [0, 1 / 3], { why: 'all-alike' }), [1, 10]],
    ['a number where there is none', told(0.7, 10, right), [null, 10]],
    ['a value carried from a period that had another', told(0.7, 10, right, { carriedFrom: '2026-03' }), [0.7, 10]],
  ] as const)('differs by %s', (_, value, share) => expect(differing(value, share, 'share', expected([0.6, 10]))).not.toEqual([]));

  it('differs by cells and measures that only one of them has', () => {
    expect(compare({ cells: [], units: {}, expected: expected([0.7, 10]) }).differing).toEqual(['||: has nothing, not share']);
    expect(compare({ cells: [cell({ share: hidden, other: hidden })], units: {}, expected: expected([0.7, 10]) }).differing).toEqual(['||: has other,share, not share']);
  });

  it('takes a mean beside its deviation at Student’s interval alone', () => {
    const means = (interval: readonly [number, number]) => compare({
      cells: [cell({ mean: told(4, 9, interval), sd: told(0.6, 9) })], units: { mean: 'score', sd: 'score' },
      expected: new Map([['||', { mean: [4, 9], sd: [0.6, 9] }]]),
    });
    expect(means([4 - 2.306004 * 0.2, 4 + 2.306004 * 0.2])).toEqual({ numbers: 2, intervals: 1, differing: [] });
    expect(means([4 - 1.959964 * 0.2, 4 + 1.959964 * 0.2]).differing).toHaveLength(1);
  });
});

describe('too few', () => {
  const silo = (n: number, name: string): Cell => cell({ share: n < 5 ? hidden : told(0.5, n) }, { silo: name });
  const few = (...parts: number[]) => {
    const of = new Map<string, Record<string, Told>>(parts.map((n, i) => [`|s${i}|`, { share: [0.5, n] }]));
    const all = parts.reduce((sum, n) => sum + n, 0);
    return tooFew({ cells: [cell({ share: told(0.5, all) }), ...parts.map((n, i) => silo(n, `s${i}`))], expected: of.set('||', { share: [0.5, all] }) }, 5);
  };

  it('are neither behind a number nor left between it and its parts', () => {
    expect(few(6, 7)).toEqual([]);
    expect(few(6, 3, 3)).toEqual([]);
    expect(few(6, 7, 3)).toEqual(['|| share leaves 3 between it and its parts']);
    expect(tooFew({ cells: [cell({ share: told(0.5, 4) })], expected: expected([0.5, 4]) }, 5)).toEqual(['|| share rests on 4']);
  });
});
