import { studentQuantile } from './distributions.js';
import { mean, variance } from './summary.js';
import { known, unknown, type FigureValue, type Interval, type Missing } from './value.js';

/** A mean with Student's 95 % interval; no interval below two readings, unknown without any. */
export function meanValue(values: readonly number[], missing: Missing = {}): FigureValue {
  const n = values.length;
  if (n === 0) return unknown('nothing-to-count', 0, missing);
  if (n === 1) return known(values[0]!, 1, null, missing);
  const half = studentQuantile(0.975, n - 1) * Math.sqrt(variance(values) / n);
  return known(mean(values), n, [mean(values) - half, mean(values) + half], missing);
}

/** What is needed of a group to compare its mean. */
export interface Summary {
  readonly n: number;
  readonly mean: number;
  /** Standard deviation, n − 1 in the denominator. */
  readonly sd: number;
}

/**
 * Mean of `after` less mean of `before` with Welch's 95 % interval: two independent groups of unequal variance
 * (B. L. Welch, Biometrika 1947). At least two readings on either side.
 */
export function welch(before: Summary, after: Summary): { readonly difference: number; readonly interval: Interval } {
  const a = before.sd ** 2 / before.n;
  const b = after.sd ** 2 / after.n;
  const difference = after.mean - before.mean;
  if (a + b === 0) return { difference, interval: [difference, difference] };
  const df = (a + b) ** 2 / (a ** 2 / (before.n - 1) + b ** 2 / (after.n - 1));
  const half = studentQuantile(0.975, df) * Math.sqrt(a + b);
  return { difference, interval: [difference - half, difference + half] };
}

/** The same from readings. n is that of both together; unknown below two readings on either side. */
export function meanDifference(before: readonly number[], after: readonly number[], missing: Missing = {}): FigureValue {
  const n = before.length + after.length;
  if (before.length < 2 || after.length < 2) return unknown('too-few-readings', n, missing);
  const { difference, interval } = welch(summaryOf(before), summaryOf(after));
  return known(difference, n, interval, missing);
}

function summaryOf(values: readonly number[]): Summary {
  return { n: values.length, mean: mean(values), sd: Math.sqrt(variance(values)) };
}
