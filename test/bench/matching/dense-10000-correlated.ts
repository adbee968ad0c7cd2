import type { Line } from '../line.js';
import { compare } from './kit/compare.js';
import { scipy } from './kit/install.js';

/** Many want the same few, as people do. The peer takes minutes for it. */
export async function dense10000CorrelatedBench(): Promise<Line[]> {
  const instance = { name: 'correlated', size: 10_000 } as const;
  return compare({ bench: 'dense 10,000 correlated, with certificate', instance, peer: await scipy(), rounds: 3, peerRounds: 1, workers: 2, warm: 0.08 });
}
