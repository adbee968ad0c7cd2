import type { MentorBests } from './crew/mentor-bests.js';
import { bestScores } from './crew/score-work.js';
import type { PairSource } from './pair-source.js';

/** Pairs by leader: those of leader i are start[i] … start[i + 1] − 1. */
export interface CorePairs {
  readonly start: Int32Array;
  readonly mentor: Int32Array;
  /** Without the points of a first place. */
  readonly score: Int32Array;
}

export interface CoreSize {
  /** Best pairs of each leader and of each mentor that the optimum most likely lies among. */
  readonly perMentee: number;
  readonly perMentor: number;
}

export const usualCore: CoreSize = { perMentee: 40, perMentor: 20 };

/**
 * The best pairs of everybody. The optimum is looked for among them; pricing then proves that no other pair would improve it, or
 * adds those that would (Volgenant 1996).
 */
export function coreOf(source: PairSource, mentors: number, { perMentee }: CoreSize): CorePairs {
  return merged(bestOfMentees(source, perMentee), byMentee(source.bests, source.rows), mentors);
}

function bestOfMentees({ rows, near }: PairSource, perMentee: number): CorePairs {
  const leastOf = bestScores(perMentee);
  const start = new Int32Array(rows + 1);
  let size = 0;
  for (let row = 0; row < rows; row++) {
    const { from, to } = near(row);
    size += to - from;
  }
  const [mentor, score] = [new Int32Array(size), new Int32Array(size)];
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const pairs = near(row);
    const least = leastOf(pairs);
    for (let k = pairs.from; k < pairs.to; k++) {
      if (pairs.scores[k]! < least) continue;
      mentor[count] = pairs.mentors[k]!;
      score[count++] = pairs.scores[k]!;
    }
    start[row + 1] = count;
  }
  return { start, mentor: mentor.subarray(0, count), score: score.subarray(0, count) };
}

/** Pairs by mentor become pairs by leader, each row by number of mentor. */
function byMentee({ most, sizes, mentees, scores }: MentorBests, rows: number): CorePairs {
  const start = new Int32Array(rows + 1);
  sizes.forEach((size, of) => {
    for (let k = 0; k < size; k++) start[mentees[of * most + k]! + 1]!++;
  });
  for (let mentee = 0; mentee < rows; mentee++) start[mentee + 1]! += start[mentee]!;
  const next = start.slice();
  const [mentor, score] = [new Int32Array(start[rows]!), new Int32Array(start[rows]!)];
  sizes.forEach((size, of) => {
    for (let k = 0; k < size; k++) {
      const at = next[mentees[of * most + k]!]!++;
      mentor[at] = of;
      score[at] = scores[of * most + k]!;
    }
  });
  return { start, mentor, score };
}

/** All pairs of both, each once; those of the first come first. */
export function merged(first: CorePairs, second: CorePairs, mentors: number): CorePairs {
  const rows = first.start.length - 1;
  const seen = new Int32Array(mentors).fill(-1);
  const start = new Int32Array(rows + 1);
  const size = first.start[rows]! + second.start[rows]!;
  const [mentor, score] = [new Int32Array(size), new Int32Array(size)];
  let count = 0;
  for (let row = 0; row < rows; row++) {
    for (const part of [first, second]) {
      for (let at = part.start[row]!; at < part.start[row + 1]!; at++) {
        if (seen[part.mentor[at]!] === row) continue;
        seen[part.mentor[at]!] = row;
        mentor[count] = part.mentor[at]!;
        score[count++] = part.score[at]!;
      }
    }
    start[row + 1] = count;
  }
  return { start, mentor: mentor.subarray(0, count), score: score.subarray(0, count) };
}
