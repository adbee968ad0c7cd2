import type { Line } from '../line.js';
import { compare } from './kit/compare.js';
import { scipy } from './kit/install.js';

/** 50 candidates each, everybody matched, beside SciPy's min_weight_full_bipartite_matching. */
export async function sparseBench(): Promise<Line[]> {
  const instance = { name: 'sparse', size: 100_000 } as const;
  return compare({ bench: 'sparse 100,000 × 50', instance, peer: await scipy(), rounds: 3, workers: 0, warm: 0.05 });
}
