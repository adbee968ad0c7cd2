import type { ScannedRow } from '../scoring/pairs/scan-row.js';
import type { Comparison } from './result.js';
import type { SolvedRun } from './solve-run.js';
import type { PlaceScores } from './to-problem.js';

/**
 * What deferred acceptance comes to (Gale and Shapley 1962): every leader asks the best mentor who would keep them, and a mentor
 * keeps the best who ask. Both rank by the same score, without the points of a place, equal ones by number, so that there is one
 * outcome: no pair would rather have each other, and fewer people are matched.
 */
export function deferredAcceptance(run: SolvedRun): Comparison {
  return settledBy(run, 0);
}

/**
 * What greedy comes to, as other products match: of all pairs that may be proposed the one with the best score is taken, then the
 * best of those whose two still have room, and so on; equal ones by number of the leader. A mentor's first place counts with its points, as
 * everywhere in the run.
 */
export function greedy(run: SolvedRun): Comparison {
  return settledBy(run, run.scores.firstPlacePoints);
}

/**
 * Every leader asks the best place that would keep them, and a place keeps the best who asks. Where both sides go by one number,
 * that comes to what taking pairs from the best downwards does, without a list of all pairs.
 *
 * @param firstCounts what a mentor's first place adds to the score of a pair that both sides go by.
 */
function settledBy({ source, scores }: SolvedRun, firstCounts: number): Comparison {
  const held = new HeldPlaces(scores, firstCounts);
  // Whom a place turns down once it never keeps later: so nobody looks back at their best pairs after going beyond them.
  const beyond = new Uint8Array(source.rows);
  const asking = Array.from({ length: source.rows }, (_, row) => source.rows - 1 - row);
  for (let row = asking.pop(); row !== undefined; row = asking.pop()) {
    const least = source.leastNear(row);
    let best = beyond[row] ? undefined : held.bestFor(row, source.near(row));
    if (!best || (least > 0 && best.counts < least + firstCounts)) {
      beyond[row] = 1;
      best = held.bestFor(row, source.row(row));
    }
    const displaced = best.place < 0 ? -1 : held.take(row, best);
    if (displaced >= 0) asking.push(displaced);
  }
  return held.outcome();
}

interface Asked {
  /** −1 for none. */
  place: number;
  /** Without the points of a place. */
  score: number;
  /** What both sides go by. */
  counts: number;
}

/** Who holds each place. */
class HeldPlaces {
  private readonly rows: Int32Array;
  private readonly held: Int32Array;

  constructor(private readonly scores: PlaceScores, private readonly firstCounts: number) {
    this.rows = new Int32Array(scores.places.count).fill(-1);
    this.held = new Int32Array(scores.places.count).fill(-1);
  }

  /** The best place that would keep this leader. */
  bestFor(row: number, { from, to, mentors, scores }: ScannedRow): Asked {
    const { firstOf, slotsOf } = this.scores.places;
    const best: Asked = { place: -1, score: -1, counts: -1 };
    for (let k = from; k < to; k++) {
      const mentor = mentors[k]!;
      for (let place = firstOf[mentor]!, end = place + slotsOf[mentor]!; place < end; place++) this.look(best, row, place, scores[k]!);
    }
    return best;
  }

  private look(best: Asked, row: number, place: number, score: number): void {
    const counts = this.scores.places.isSecond[place] ? score : score + this.firstCounts;
    if (counts < best.counts || (counts === best.counts && place > best.place) || !this.keeps(row, place, score)) return;
    best.place = place;
    best.score = score;
    best.counts = counts;
  }

  /** A place adds the same to whoever holds it, so that scores alone decide. */
  private keeps(row: number, place: number, score: number): boolean {
    const better = this.held[place]! > score || (this.held[place] === score && this.rows[place]! < row);
    return !better && this.placed(place, score) >= this.scores.floor;
  }

  /** @returns who has to go for it, −1 for nobody. */
  take(row: number, { place, score }: Asked): number {
    const displaced = this.rows[place]!;
    this.rows[place] = row;
    this.held[place] = score;
    return displaced;
  }

  outcome(): Comparison {
    const taken = [...this.rows.keys()].filter((place) => this.rows[place]! >= 0);
    return { pairs: taken.length, total: taken.reduce((total, place) => total + this.placed(place, this.held[place]!), 0), exact: true };
  }

  private placed(place: number, score: number): number {
    return this.scores.places.isSecond[place] ? score : score + this.scores.firstPlacePoints;
  }
}
