import { auction } from '../engine/auction.js';
import type { AuctionPlan } from '../engine/auction.js';
import { sortByCost, withTranspose } from '../model/graph.js';
import type { Rows } from '../model/graph.js';
import { tieCost } from '../model/ties.js';
import type { Pace } from '../pace.js';

/** Tie costs lie below it. */
const TIE_TOP = 2 ** 30;
/** What a row pays at most that must not stay alone. */
const MUST = 2 ** 44;
const PLAN: AuctionPlan = { stage: 'ties', first: 2 ** 27, last: 2 ** 13, shortlist: 2 ** 22 };

/** An island as a market: what may and what must not be left out. */
export interface TieMarket {
  /** Tight pairs; brought into the order of what a row prefers, `cost` overwritten. */
  readonly pairs: Rows;
  readonly slots: Int32Array;
  readonly rowHash: Int32Array;
  readonly columnHash: Int32Array;
  /** 1: the row may as well stay alone; the column may as well keep a free slot. */
  readonly mayStay: Uint8Array;
  readonly mayBeFree: Uint8Array;
}

export interface WarmTies {
  readonly mate: Int32Array;
  readonly tv: Float64Array;
}

/**
 * Near-optimal tie prices and pairs by the auction. A slot that has to be filled is cheaper by all that a tie cost can be, and
 * staying alone where it is not allowed is dearer than anything, so that few are left to the exact repair.
 */
export async function warmTies({ pairs, slots, rowHash, columnHash, mayStay, mayBeFree }: TieMarket, pace: Pace): Promise<WarmTies> {
  const { start, column, cost, rows } = pairs;
  for (let r = 0; r < rows; r++) {
    for (let k = start[r]!; k < start[r + 1]!; k++) {
      const c = column[k]!;
      cost[k] = tieCost(rowHash[r]!, columnHash[c]!) + mayBeFree[c]! * TIE_TOP;
    }
  }
  sortByCost(pairs);
  const alone = Float64Array.from(mayStay, (may) => (may === 1 ? TIE_TOP : MUST));
  const { price, mate } = await auction(withTranspose(pairs), slots, alone, new Float64Array(slots.length), pace, PLAN);
  return { mate, tv: price.map((paid, c) => (1 - mayBeFree[c]!) * TIE_TOP - paid) };
}
