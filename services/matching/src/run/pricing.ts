import { MAX_SCORE, type Certificate, type SparseProblem } from '@flipside/assignment';
import { hashKeys } from '@flipside/assignment/model/ties';
import type { CorePairs } from './core.js';
import type { Prices } from './crew/price-work.js';
import type { Means, PairSource } from './pair-source.js';
import type { PlaceScores } from './to-problem.js';

/** Most pairs that one leader brings in at a time: the worst offenders first. */
const MOST_A_ROW = 24;

/** Of the problem only its size and names matter: the pairs are those of the source. */
export type Shape = Pick<SparseProblem, 'rows' | 'columns' | 'rowKeys' | 'columnKeys'>;

/** Who is not there: their pairs are held against nothing. */
export interface Absent {
  readonly rows?: readonly number[];
  readonly places?: readonly number[];
  /** Pairs of one leader that the caller will pass over, at most. */
  readonly passedOver?: number;
}

export type OffendingPairs = (certificate: Certificate, means: Means, absent?: Absent) => Promise<CorePairs>;

/**
 * Holds the prices of a solution against every pair that may be proposed, and finds those that the solution would not be
 * optimal with. None found proves the optimum of all pairs, since the certificate then holds on all of them, stage by stage.
 * Pairs that are kept come first: a look at all of them is worth it once those have no offender left.
 */
export function pricing(source: PairSource, scores: PlaceScores, problem: Shape, seed: number): OffendingPairs {
  const { places: { firstOf, slotsOf, isSecond }, floor, firstPlacePoints } = scores;
  const fixed = {
    rowHash: hashKeys(problem.rowKeys, problem.rows, seed), columnHash: hashKeys(problem.columnKeys, problem.columns, ~seed),
    firstOf, slotsOf, floor, topScore: MAX_SCORE, placePoints: Int32Array.from(isSecond, (second) => (second ? 0 : firstPlacePoints)),
  };
  return async (certificate, means, absent = {}) => {
    const prices = { ...fixed, ...pricesOf(certificate, absent), mostARow: MOST_A_ROW + (absent.passedOver ?? 0) };
    if (!source.kept) {
      const near = await source.price(prices, 'near', means);
      if (near.mentor.length > 0) return near;
    }
    return source.price(prices, 'all', means);
  };
}

function pricesOf({ stages }: Certificate, absent: Absent): Pick<Prices, 'u' | 'v'> {
  const [pairs, total, ties] = (['most-pairs', 'total', 'ties'] as const).map((name) => stages.find(({ stage }) => stage === name)!);
  const without = (prices: Float64Array, absent: readonly number[] = []): Float64Array => {
    const others = prices.slice();
    for (const at of absent) others[at] = -Number.MAX_SAFE_INTEGER;
    return others;
  };
  return { u: [without(pairs!.u, absent.rows), total!.u, ties!.u], v: [without(pairs!.v, absent.places), total!.v, ties!.v] };
}
