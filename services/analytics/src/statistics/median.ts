import { bootstrap } from './bootstrap.js';
import { quantile } from './summary.js';
import { known, unknown, type FigureValue, type Missing } from './value.js';

/** A median with a seeded bootstrap interval (none below five readings); unknown without any. */
export function medianValue(values: readonly number[], seed: string, missing: Missing = {}): FigureValue {
  if (values.length === 0) return unknown('nothing-to-count', 0, missing);
  const median = (sample: readonly number[]): number => quantile(sample, 0.5);
  return known(median(values), values.length, bootstrap(values, median, { seed, resamples: 500 }), missing);
}
