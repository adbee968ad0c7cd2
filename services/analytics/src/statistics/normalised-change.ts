import { bootstrap } from './bootstrap.js';
import { mean } from './summary.js';
import { known, tally, unknown, type FigureValue, type Missing } from './value.js';

/** One skill of one person before and after, on the scale of 0 to 5. */
export interface BeforeAfter {
  readonly pre: number;
  readonly post: number;
}

const HIGHEST = 5;

/**
 * Normalised change of one pair of readings (J. D. Marx and K. Cummings, American Journal of Physics 2007): the share of
 * the possible gain that was gained, or of the possible loss that was lost; null at 0/0 and 5/5, which say nothing.
 */
export function normalisedChange({ pre, post }: BeforeAfter): number | null {
  if (pre === post) return pre === 0 || pre === HIGHEST ? null : 0;
  return post > pre ? (post - pre) / (HIGHEST - pre) : (post - pre) / pre;
}

/**
 * Mean normalised change between −1 and 1, with a bootstrap interval; pairs at 0/0 (`at-floor`) and 5/5 (`at-ceiling`)
 * are left out and counted.
 */
export function meanNormalisedChange(pairs: readonly BeforeAfter[], seed: string, missing: Missing = {}): FigureValue {
  const changes = pairs.map(normalisedChange);
  const used = changes.filter((change) => change !== null);
  const leftOut = pairs.filter((_, i) => changes[i] === null).map(({ pre }) => (pre === 0 ? 'at-floor' : 'at-ceiling'));
  const all = { ...missing, ...tally(leftOut) };
  if (used.length === 0) return unknown('nothing-to-count', 0, all);
  return known(mean(used), used.length, bootstrap(used, mean, { seed }), all);
}
