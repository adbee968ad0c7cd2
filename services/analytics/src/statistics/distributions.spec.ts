import { fisherQuantile, normalQuantile, studentQuantile } from './distributions.js';
import { incompleteBeta, logGamma } from './special-functions.js';

/** Oracle values: SciPy 1.x (scipy.stats t, norm, f, beta; math.lgamma), printed to the last digit. */
const closeTo = (actual: number, expected: number, relative = 1e-11): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(expected)));
};

describe('quantiles against tabulated values', () => {
  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.975, 4.7, 2.62072607535317],
    [0.975, 10, 2.228138851986274],
    [0.975, 29, 2.045229642132703],
    [0.975, 120.5, 1.9798467346393642],
    [0.995, 7, 3.4994832973504924],
    [0.6, 3, 0.2766706623326898],
    [0.025, 12, -2.1788128296672293],
    [0.5, 9, 0],
  ])('Student: p %d, %d degrees of freedom', (p, df, expected) => closeTo(studentQuantile(p, df), expected));

  it.each([
    [0.5, 0],
    [0.8413447460685429, 1],
    [0.95, 1.6448536269514722],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.9999, 3.719016485455709],
    [1e-8, -5.612001244174789],
    [0.02, -2.053748910631823],
  ])('normal: p %d', (p, expected) => closeTo(normalQuantile(p), expected, 1e-8));

  it.each([
    [0.975, 29, 58, 1.8333132198653699],
    [0.025, 29, 58, 0.5091718072428059],
    [0.95, 5, 10, 3.3258345304130104],
    [0.975, 99, 594, 1.33083024374241],
    [0.025, 99, 594, 0.7270430698081557],
    [0.5, 3, 3, 1],
    [0.975, 149, 894, 1.2650217758036135],
  ])('Fisher: p %d, %d and %d degrees of freedom', (p, a, b, expected) => closeTo(fisherQuantile(p, a, b), expected));

  it.each([
    [0.3, 2, 5, 0.5798250000000003],
    [0.99, 0.5, 0.5, 0.9362314391414803],
    [0.5, 50, 50, 0.5],
    [0.001, 0.5, 200, 0.4727558929747644],
    [0, 1, 1, 0],
    [1, 1, 1, 1],
  ])('incomplete beta at %d, %d, %d', (x, a, b, expected) => closeTo(incompleteBeta(x, a, b), expected));

  it.each([
    [0.1, 2.2527126517342055],
    [0.5, 0.5723649429247004],
    [1, 0],
    [3.7, 1.4280723266653883],
    [100, 359.1342053695754],
  ])('ln gamma of %d', (x, expected) => closeTo(logGamma(x), expected, 1e-13));
});
