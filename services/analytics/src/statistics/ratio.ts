import { bootstrap } from './bootstrap.js';
import { known, unknown, type FigureValue, type Missing } from './value.js';

/** What one unit (a pairing, a session) adds to both sides of a ratio. */
export interface Part {
  readonly over: number;
  readonly under: number;
}

/** Sum over sum, with a seeded bootstrap over the units (none below five); unknown when there is nothing to divide by. */
export function ratioValue(parts: readonly Part[], seed: string, missing: Missing = {}): FigureValue {
  const ratio = (sample: readonly Part[]): number => total(sample, 'over') / total(sample, 'under');
  const used = parts.filter((part) => part.under > 0);
  if (used.length === 0) return unknown('nothing-to-divide-by', 0, missing);
  return known(ratio(used), used.length, bootstrap(used, ratio, { seed, resamples: 500 }), missing);
}

function total(parts: readonly Part[], side: keyof Part): number {
  return parts.reduce((sum, part) => sum + part[side], 0);
}
