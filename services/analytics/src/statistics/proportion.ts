import { normalQuantile } from './distributions.js';
import { known, unknown, type FigureValue, type Interval, type Missing } from './value.js';

const Z = normalQuantile(0.975);

/** Wilson's score interval of a proportion, 95 % (E. B. Wilson, JASA 1927). `of` ≥ 1. */
export function wilson(hits: number, of: number): Interval {
  const share = hits / of;
  const scale = 1 + Z ** 2 / of;
  const centre = (share + Z ** 2 / (2 * of)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return [hits === 0 ? 0 : centre - half, hits === of ? 1 : centre + half];
}

/** A share between 0 and 1 with Wilson's interval; unknown (`nothing-to-count`) when there is nothing to share. */
export function proportion(hits: number, of: number, missing: Missing = {}): FigureValue {
  return of === 0 ? unknown('nothing-to-count', 0, missing) : known(hits / of, of, wilson(hits, of), missing);
}
