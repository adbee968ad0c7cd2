import type { Line } from '../line.js';
import { compare } from './kit/compare.js';
import { flowSolver } from './kit/install.js';

/** Capacities 0–3 that just suffice, staying alone allowed at a price, beside a network simplex. */
export async function capacitiesTightBench(): Promise<Line[]> {
  const instance = { name: 'tight', size: 100_000, priced: true } as const;
  return compare({ bench: 'capacities 0–3, optional, 100,000, tight', instance, peer: await flowSolver(), rounds: 3, workers: 0, warm: 0.1 });
}
