import type { ScannedRow } from '../scoring/pairs/scan-row.js';
import type { Comparison } from './result.js';
import type { SolvedRun } from './solve-run.js';
import type { PlaceScores } from './to-problem.js';

/** Most places of a mentor. */
const PLACES = 2;

/**
 * What deferred acceptance comes to (Gale and Shapley 1962): every leader asks the best mentor who would keep them, and a mentor
 * keeps the best who ask. Both rank by the same score, equal ones by number, so that there is one outcome: no pair would rather
 * have each other, and fewer people are matched.
 */
export function deferredAcceptance(run: SolvedRun): Comparison {
  const { source } = run;
  const kept = new Kept(run.scores);
  const asking = Array.from({ length: source.rows }, (_, row) => source.rows - 1 - row);
  // Whom a mentor turns down once is never kept later: so nobody looks back at their best pairs after going beyond them.
  const beyond = new Uint8Array(source.rows);
  for (let row = asking.pop(); row !== undefined; row = asking.pop()) {
    let asked = beyond[row] ? -1 : kept.bestFor(row, source.near(row));
    if (asked < 0 && source.leastNear(row) > 0) {
      beyond[row] = 1;
      asked = kept.bestFor(row, source.row(row));
    }
    const displaced = asked < 0 ? -1 : kept.add();
    if (displaced >= 0) asking.push(displaced);
  }
  return kept.outcome();
}

/** Who stays with each mentor, best first: as many as have a place, and at that place reach the floor. */
class Kept {
  private readonly rows: Int32Array;
  private readonly scores: Int32Array;
  private found = { mentor: -1, row: -1, score: -1, at: -1 };

  constructor(private readonly places: PlaceScores) {
    const mentors = places.places.slotsOf.length;
    this.rows = new Int32Array(mentors * PLACES).fill(-1);
    this.scores = new Int32Array(mentors * PLACES).fill(-1);
  }

  /** The best mentor of a row who would keep this leader, remembered for `add`; −1 without. */
  bestFor(row: number, { from, to, mentors, scores }: ScannedRow): number {
    let [best, most, place] = [-1, -1, -1];
    for (let k = from; k < to; k++) {
      const [mentor, score] = [mentors[k]!, scores[k]!];
      if (score < most || (score === most && mentor > best)) continue;
      const at = this.rankOf(mentor, row, score);
      if (at >= 0) [best, most, place] = [mentor, score, at];
    }
    this.found = { mentor: best, row, score: most, at: place };
    return best;
  }

  /** Takes in whom `bestFor` found. @returns who has to go for it, −1 for nobody. */
  add(): number {
    const { mentor, row, score, at } = this.found;
    const [base, last] = [mentor * PLACES, this.places.places.slotsOf[mentor]! - 1];
    let displaced = this.rows[base + last]!;
    for (let to = last; to > at; to--) this.put(base + to, this.rows[base + to - 1]!, this.scores[base + to - 1]!);
    this.put(base + at, row, score);
    if (at < last && this.rows[base + last]! >= 0 && !this.isAllowed(mentor, last, this.scores[base + last]!)) {
      displaced = this.rows[base + last]!;
      this.put(base + last, -1, -1);
    }
    return displaced;
  }

  outcome(): Comparison {
    let [pairs, total] = [0, 0];
    this.rows.forEach((row, at) => {
      if (row < 0) return;
      pairs++;
      total += placed(this.places, Math.floor(at / PLACES), at % PLACES, this.scores[at]!);
    });
    return { pairs, total, exact: true };
  }

  /** Where this leader would come among those who stay; −1 where a better one has the place, or the floor is not reached. */
  private rankOf(mentor: number, row: number, score: number): number {
    const base = mentor * PLACES;
    const slots = this.places.places.slotsOf[mentor]!;
    let at = 0;
    while (at < slots && this.isBetter(base + at, row, score)) at++;
    return at < slots && this.isAllowed(mentor, at, score) ? at : -1;
  }

  private isBetter(at: number, row: number, score: number): boolean {
    return this.scores[at]! > score || (this.scores[at] === score && this.rows[at]! < row);
  }

  private isAllowed(mentor: number, at: number, score: number): boolean {
    return placed(this.places, mentor, at, score) >= this.places.floor;
  }

  private put(at: number, row: number, score: number): void {
    this.rows[at] = row;
    this.scores[at] = score;
  }
}

/** What lists do: one leader after the other takes the best mentor who is left. */
export function firstCome({ source, scores }: SolvedRun): Comparison {
  const { slotsOf } = scores.places;
  const taken = new Int32Array(slotsOf.length);
  const bestLeft = ({ from, to, mentors, scores: own }: ScannedRow): readonly [number, number] => {
    let [best, most] = [-1, -1];
    for (let k = from; k < to; k++) {
      const [mentor, score] = [mentors[k]!, own[k]!];
      if (score < most || (score === most && mentor > best) || taken[mentor]! >= slotsOf[mentor]!) continue;
      if (placed(scores, mentor, taken[mentor]!, score) >= scores.floor) [best, most] = [mentor, score];
    }
    return [best, most];
  };
  let [pairs, total] = [0, 0];
  for (let row = 0; row < source.rows; row++) {
    let [mentor, score] = bestLeft(source.near(row));
    if (mentor < 0 && source.leastNear(row) > 0) [mentor, score] = bestLeft(source.row(row));
    if (mentor < 0) continue;
    pairs++;
    total += placed(scores, mentor, taken[mentor]!++, score);
  }
  return { pairs, total, exact: true };
}

/** The score at a mentor's nth free place. People rank each other without the points of a place. */
function placed({ places, firstPlacePoints }: PlaceScores, mentor: number, place: number, score: number): number {
  return places.isSecond[places.firstOf[mentor]! + place] ? score : score + firstPlacePoints;
}
