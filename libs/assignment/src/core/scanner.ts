import type { Pace } from '../pace.js';
import { createCandidates, findCandidates } from './candidates.js';
import type { Candidates } from './candidates.js';
import { joined, priceOut } from './price-out.js';
import type { Priced, Prices } from './price-out.js';
import type { ScoreRows } from './scores.js';

/** Reads all scores: once for the core, and what may matter once or a few times to price it out. The answers do not depend on who reads. */
export interface Scanner {
  candidates(pace: Pace): Promise<Candidates>;
  price(prices: Prices, pace: Pace): Promise<Priced>;
}

/** Pairs between two looks at the clock. */
const STRIDE = 2_000_000;

/** Reads in this thread. */
export function ownScanner(scores: ScoreRows): Scanner {
  return {
    async candidates(pace) {
      const found = createCandidates(scores);
      await scanCandidates(scores, 0, scores.rows, found, pace);
      return found;
    },
    price: (prices, pace) => scanPrices(scores, prices, 0, scores.rows, pace),
  };
}

export async function scanCandidates(scores: ScoreRows, from: number, to: number, found: Candidates, pace: Pace): Promise<void> {
  for (const [first, end] of strides(scores, from, to)) {
    findCandidates(scores, first, end, found);
    if (pace.due) await pace.rest('candidates', end / to);
  }
}

export async function scanPrices(scores: ScoreRows, prices: Prices, from: number, to: number, pace: Pace): Promise<Priced> {
  let found: Priced = { violating: new Int32Array(0), tight: new Int32Array(0), most: 0 };
  for (const [first, end] of strides(scores, from, to)) {
    found = joinedPrices(found, priceOut(scores, prices, first, end));
    if (pace.due) await pace.rest('pricing', end / to);
  }
  return found;
}

export function joinedPrices(first: Priced, second: Priced): Priced {
  const most = Math.max(first.most, second.most);
  return { violating: joined(first.violating, second.violating), tight: joined(first.tight, second.tight), most };
}

function* strides({ rows, size }: ScoreRows, from: number, to: number): Iterable<[number, number]> {
  const step = Math.max(1, Math.ceil((STRIDE * rows) / Math.max(1, size)));
  for (let first = from; first < to; first += step) yield [first, Math.min(to, first + step)];
}
