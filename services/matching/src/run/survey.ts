import type { ScannedRow } from '../scoring/pairs/scan-row.js';
import { breathing, type RunOptions } from './breath.js';
import type { SolvedRun } from './solve-run.js';

/** What all pairs tell beside the solution; numbers of people, −1 for nobody. */
export interface Survey {
  /** Best other partner by score, and that score with a first place where the mentor has one. */
  readonly runnerOfMentee: Int32Array;
  readonly runnerScoreOfMentee: Int32Array;
  readonly runnerOfMentor: Int32Array;
  readonly runnerScoreOfMentor: Int32Array;
  /** The best score among pairs that may be proposed but for the floor, −1 without. */
  readonly bestOfMentee: Int32Array;
  readonly bestOfMentor: Int32Array;
  readonly blockingPairs: number;
  /** Mentors with none who could have had one of those that another has second. */
  readonly waitingBeside: number;
}

type Seen = { -readonly [K in keyof Omit<Survey, 'waitingBeside'>]: Survey[K] };

/**
 * Looks at the best pairs of everybody, which tell nearly always what all pairs do; only where they can't be known to, all pairs
 * of that leader are looked at. Among equals the first by number.
 */
export async function survey(run: SolvedRun, options: RunOptions): Promise<Survey> {
  const { field, source } = run;
  const [mentees, mentors] = [field.mentees.length, field.mentors.length];
  const minusOne = (size: number): Int32Array => new Int32Array(size).fill(-1);
  const seen: Seen = {
    runnerOfMentee: minusOne(mentees), runnerScoreOfMentee: minusOne(mentees), runnerOfMentor: minusOne(mentors),
    runnerScoreOfMentor: minusOne(mentors), bestOfMentee: minusOne(mentees), bestOfMentor: minusOne(mentors),
    blockingPairs: 0,
  };
  const look = looker(run, seen);
  const breath = breathing('explaining', options);
  for (let mentee = 0; mentee < mentees; mentee++) {
    look.mentee(mentee, look.isTold(mentee) ? source.near(mentee) : source.row(mentee));
    await breath.at(mentee, mentees);
  }
  for (let mentor = 0; mentor < mentors; mentor++) look.mentor(mentor);
  return { ...seen, waitingBeside: look.beside.size };
}

function looker(run: SolvedRun, seen: Seen) {
  const { source, scores: { places, firstPlacePoints, floor } } = run;
  const have = holdings(run);
  const beside = new Set<number>();
  const more = Int32Array.from(places.firstOf, (place) => (place < 0 || places.isSecond[place] ? 0 : firstPlacePoints));
  const best = bestWith(more, have.mentorOf);
  /** Whether a leader's best pairs hold all that is asked of them. */
  const isTold = (mentee: number): boolean => {
    const least = source.leastNear(mentee);
    if (least === 0) return true;
    const known = best(mentee, source.near(mentee), true).shown >= least + firstPlacePoints;
    return known && have.isSecond[mentee] === 0 && have.scoreOfMentee[mentee]! >= least;
  };
  const countBeyond = (mentee: number, { from, to, mentors, scores }: ScannedRow): void => {
    for (let k = from; k < to; k++) {
      const [mentor, score] = [mentors[k]!, scores[k]!];
      if (mentor === have.mentorOf[mentee] || score + more[mentor]! < floor) continue;
      if (score > have.scoreOfMentee[mentee]! && score > have.worstOfMentor[mentor]!) seen.blockingPairs++;
      if (have.isSecond[mentee] && have.pairsOfMentor[mentor] === 0) beside.add(mentor);
    }
  };
  const mentee = (number: number, row: ScannedRow): void => {
    seen.bestOfMentee[number] = best(number, row, false).shown;
    const runner = best(number, row, true);
    if (runner.shown >= floor) [seen.runnerOfMentee[number], seen.runnerScoreOfMentee[number]] = [runner.mentor, runner.shown];
    countBeyond(number, row);
  };
  const mentor = (number: number): void => {
    const { most, sizes, mentees, scores } = source.bests;
    for (let at = number * most; at < number * most + sizes[number]!; at++) {
      const [leader, shown] = [mentees[at]!, scores[at]! + more[number]!];
      seen.bestOfMentor[number] = Math.max(seen.bestOfMentor[number]!, shown);
      const runner = seen.runnerScoreOfMentor[number]!;
      if (have.mentorOf[leader] === number || shown < floor || shown < runner) continue;
      if (shown === runner && leader > seen.runnerOfMentor[number]!) continue;
      [seen.runnerOfMentor[number], seen.runnerScoreOfMentor[number]] = [leader, shown];
    }
  };
  return { isTold, mentee, mentor, beside };
}

/** The best pair of a row, with the points of the mentor's place: of all, or of all but the leader's own. */
function bestWith(more: Int32Array, mentorOf: Int32Array) {
  return (mentee: number, { from, to, mentors, scores }: ScannedRow, other: boolean) => {
    let [best, shown] = [-1, -1];
    for (let k = from; k < to; k++) {
      const mentor = mentors[k]!;
      const score = scores[k]! + more[mentor]!;
      if (score < shown || (other && mentor === mentorOf[mentee])) continue;
      if (score > shown || mentor < best) [best, shown] = [mentor, score];
    }
    return { mentor: best, shown };
  };
}

/** What everybody has in the solution; scores without the points of a place, so that places don't count as preference. */
function holdings({ field, solution, scores: { places, firstPlacePoints } }: SolvedRun) {
  const mentorOf = new Int32Array(field.mentees.length).fill(-1);
  const scoreOfMentee = new Int32Array(field.mentees.length).fill(-1);
  const isSecond = new Uint8Array(field.mentees.length);
  const worstOfMentor = new Int32Array(field.mentors.length).fill(0x7fffffff);
  const pairsOfMentor = Int32Array.from(field.mentors, ({ open }) => open);
  const free = Int32Array.from(places.slotsOf);
  for (const { row, column, score } of solution.pairs) {
    const mentor = places.mentorOf[column]!;
    const own = places.isSecond[column] ? score : score - firstPlacePoints;
    mentorOf[row] = mentor;
    scoreOfMentee[row] = own;
    pairsOfMentor[mentor]!++;
    isSecond[row] = Number(pairsOfMentor[mentor]! > 1);
    worstOfMentor[mentor] = Math.min(worstOfMentor[mentor]!, own);
    free[mentor]!--;
  }
  free.forEach((left, mentor) => {
    if (left > 0) worstOfMentor[mentor] = -1;
  });
  return { mentorOf, scoreOfMentee, isSecond, worstOfMentor, pairsOfMentor };
}
