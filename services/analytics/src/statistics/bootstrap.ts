import { seeded } from './random.js';
import { quantile } from './summary.js';
import type { Interval } from './value.js';

/**
 * Percentile bootstrap, 95 % (B. Efron, Annals of Statistics 1979): the statistic over resamples of the readings.
 * Seeded, so that a figure is the same whoever computes it; null below `least` readings.
 */
export function bootstrap<T>(
  readings: readonly T[],
  statistic: (sample: readonly T[]) => number,
  { seed, resamples = 1000, least = 5 }: { seed: string; resamples?: number; least?: number },
): Interval | null {
  if (readings.length < least) return null;
  const random = seeded(seed);
  const draw = (): number => statistic(readings.map(() => readings[random.below(readings.length)]!));
  const values = Array.from({ length: resamples }, draw);
  return [quantile(values, 0.025), quantile(values, 0.975)];
}
