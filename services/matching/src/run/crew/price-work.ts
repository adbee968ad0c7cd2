import { tieCost } from '@flipside/assignment/model/ties';
import { rowScan, type ScannedRow } from '../../scoring/pairs/scan-row.js';
import type { ScanTables } from '../../scoring/pairs/scan-tables.js';
import { CHUNK, rowIn, RowWriter, type ChunkRows } from './rows.js';
import type { Work } from './work.js';

/** Everything that pairs are held against. */
export interface Prices {
  /** Of the stages most-pairs, total and ties: by leader, and by place. */
  readonly u: readonly [Float64Array, Float64Array, Float64Array];
  readonly v: readonly [Float64Array, Float64Array, Float64Array];
  readonly rowHash: Int32Array;
  readonly columnHash: Int32Array;
  /** First place of each mentor, −1 without any, and how many follow each other. */
  readonly firstOf: Int32Array;
  readonly slotsOf: Uint8Array;
  /** Points of a place beyond the pair's own. */
  readonly placePoints: Int32Array;
  readonly floor: number;
  readonly topScore: number;
  /** Most offenders told of one leader, the worst first. */
  readonly mostARow: number;
}

export interface PriceTask {
  readonly kind: 'price';
  readonly prices: Prices;
  /** The rows to look at, by chunk; null scores all pairs anew. */
  readonly rows: readonly ChunkRows[] | null;
}

/** Pairs that the solution would not be optimal with, by leader. */
export type Offenders = ChunkRows;

/** Holds prices against pairs: one offends if its reduced cost is below 0 in the first stage in which it is not 0. */
export function priceWork(tables: ScanTables, { prices, rows }: PriceTask): Work<Offenders, null> {
  const priced = rowPricing(prices);
  const found = new RowWriter(64);
  const scan = rows === null ? rowScan(tables) : undefined;
  return {
    of: (chunk) => {
      for (let mentee = chunk * CHUNK; mentee < Math.min(tables.mentees, (chunk + 1) * CHUNK); mentee++) {
        priced(mentee, scan ? scan(mentee) : rowIn(rows![chunk]!, mentee % CHUNK), found);
        found.endRow();
      }
      return found.taken();
    },
    end: () => null,
  };
}

interface Offender {
  readonly mentor: number;
  readonly score: number;
  /** Reduced cost in the stage `total`; the lower, the more the pair is missed. */
  readonly cost: number;
}

function rowPricing(prices: Prices): (row: number, pairs: ScannedRow, found: RowWriter) => void {
  const { u: [pairsU, totalU, tiesU], v: [pairsV, totalV, tiesV], rowHash, columnHash, firstOf, slotsOf, placePoints, floor, topScore, mostARow } = prices;
  const mostPoints = placePoints.reduce((most, points) => Math.max(most, points), 0);
  const offends = (row: number, place: number, score: number, cost: number): boolean => {
    const first = 0 - pairsU[row]! - pairsV[place]!;
    if (first > 0 || score < floor) return false;
    if (first < 0 || cost !== 0) return first < 0 || cost < 0;
    return tieCost(rowHash[row]!, columnHash[place]!) - tiesU[row]! - tiesV[place]! < 0;
  };
  return (row, { from, to, mentors, scores }, found) => {
    const costOf = topScore - totalU[row]!;
    // Places have prices of 0 or less, so that a pair below this costs more than nothing wherever it is put: most are.
    const least = pairsU[row]! > 0 ? -1 : costOf - mostPoints;
    const offenders: Offender[] = [];
    for (let k = from; k < to; k++) {
      if (scores[k]! < least) continue;
      const mentor = mentors[k]!;
      const end = firstOf[mentor]! + slotsOf[mentor]!;
      for (let place = firstOf[mentor]!; place < end; place++) {
        const score = scores[k]! + placePoints[place]!;
        const cost = costOf - score - totalV[place]!;
        if (!offends(row, place, score, cost)) continue;
        offenders.push({ mentor, score: scores[k]!, cost });
        break;
      }
    }
    if (offenders.length > mostARow) offenders.sort((a, b) => a.cost - b.cost || a.mentor - b.mentor);
    for (const { mentor, score } of offenders.slice(0, mostARow)) found.push(mentor, score);
  };
}
