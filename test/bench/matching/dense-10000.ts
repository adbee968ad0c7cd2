import type { Line } from '../line.js';
import { compare } from './kit/compare.js';
import { scipy } from './kit/install.js';

/** Beside SciPy's linear_sum_assignment, which takes up to a minute a round. The time holds making the certificate. */
export async function dense10000Bench(): Promise<Line[]> {
  const instance = { name: 'uniform', size: 10_000 } as const;
  return compare({ bench: 'dense 10,000 uniform, with certificate', instance, peer: await scipy(), rounds: 3, workers: 2, warm: 0.05 });
}
