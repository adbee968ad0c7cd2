import { FORBIDDEN } from '../problem.js';
import { checkScore } from '../validate.js';
import { BestList } from './best-list.js';
import type { ScoreRows } from './scores.js';

/** What one pass over all scores keeps of each row. */
export interface Candidates {
  /** Entries of the row's best pairs, best first, `best` of ScoreRows for each row, −1 where there are no more. */
  readonly best: Int32Array;
  /** No allowed pair that is not among the best has a higher score; −∞ if there is none. */
  readonly bound: Float64Array;
}

export function createCandidates({ rows, best }: ScoreRows): Candidates {
  const shared = (bytes: number) => new SharedArrayBuffer(bytes);
  return { best: new Int32Array(shared(4 * rows * best)), bound: new Float64Array(shared(8 * rows)) };
}

/**
 * One pass over rows `from` … `to` − 1 writes their part of the candidates; among equal scores the earlier entry comes first. Refuses scores
 * out of range on the way. The best of each column are not sought: pricing finds the few that matter.
 *
 * O(entries), mostly one comparison each: what is below a threshold guessed from the row before is passed over. A guess that was
 * too high costs a second look at the row; it never changes the result.
 */
export function findCandidates(scores: ScoreRows, from: number, to: number, { best, bound }: Candidates): void {
  const { floor, best: width } = scores;
  const list = new BestList(width);
  let guess = floor;
  for (let i = from; i < to; i++) {
    if (!selectBest(scores, i, guess, list) && guess > floor) selectBest(scores, i, floor, list);
    const at = i * width;
    best.set(list.entries, at);
    best.fill(-1, at + list.size, at + width);
    bound[i] = list.full ? list.worst : -Infinity;
    // In an even tail this lets pass about 1.6 times what is wanted.
    guess = Math.max(floor, Math.floor(list.worst - 0.6 * (list.best - list.worst)));
  }
}

/** Offers the row's scores from `threshold` up to the list; whether they filled it. */
function selectBest({ read, top }: ScoreRows, row: number, threshold: number, best: BestList): boolean {
  const { list, at, count } = read(row);
  best.clear();
  let worst = threshold - 1;
  // One comparison: FORBIDDEN becomes 0, and what is even lower a huge number, which is looked at below.
  let least = (worst + 2) >>> 0;
  for (let k = 0; k < count; k++) {
    const score = list[at + k]!;
    if ((score + 1) >>> 0 < least) continue;
    checkScore(score, row, k, FORBIDDEN, top); // one too high is higher than all others, so it comes by here
    if (score <= worst) continue;
    best.offer(k, score);
    if (!best.full) continue;
    worst = best.worst;
    least = (worst + 2) >>> 0;
  }
  return best.full;
}
