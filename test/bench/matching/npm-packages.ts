import type { Line } from '../line.js';
import { compare } from './kit/compare.js';
import { npmPackage } from './kit/install.js';

const instance = { name: 'uniform', size: 2_000 } as const;

/** The npm packages that do the same. */
export async function munkresBench(): Promise<Line[]> {
  return compare({ bench: 'dense 2,000 uniform', instance, peer: await npmPackage('munkres', '2.0.4'), rounds: 3, workers: 0, warm: 0.3 });
}

export async function linearSumAssignmentBench(): Promise<Line[]> {
  const peer = await npmPackage('linear-sum-assignment', '1.0.9');
  return compare({ bench: 'dense 2,000 uniform', instance, peer, rounds: 3, workers: 0, warm: 0.3 });
}
