import { FULL, known, type Value } from './scale.js';

/** Basic, working, fluent, native. */
const BY_RANK = [200_000, 600_000, FULL, FULL] as const;

/** How fluently both speak the best language that they share; a null rank is none. */
export function languageFluency(rank: number | null): Value {
  return known(rank === null ? 0 : BY_RANK[rank]!);
}
