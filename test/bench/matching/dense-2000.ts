import type { Line } from '../line.js';
import { compare } from './kit/compare.js';
import { scipy } from './kit/install.js';

/** A whole score matrix beside SciPy's linear_sum_assignment, small enough to show what code compiled cold costs. */
export async function dense2000Bench(): Promise<Line[]> {
  const instance = { name: 'uniform', size: 2_000 } as const;
  return compare({ bench: 'dense 2,000 uniform', instance, peer: await scipy(), rounds: 7, workers: 0, warm: 0.3, cold: 1 });
}
