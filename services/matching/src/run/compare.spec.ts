import { fieldOf } from '../scoring/pairs/field.js';
import { randomSnapshot } from '../testing/random-snapshot.js';
import { deferredAcceptance, greedy } from './compare.js';
import { solveRun, type SolvedRun } from './solve-run.js';

interface Pair {
  readonly mentor: number;
  readonly mentee: number;
  readonly score: number;
}

const rank = (a: Pair, b: Pair): number => b.score - a.score || a.mentee - b.mentee || a.mentor - b.mentor;

/** Takes pairs in their order wherever both sides have room, at the floor of the place. */
function taking({ field, scores: { places, firstPlacePoints, floor } }: SolvedRun, pairs: readonly Pair[]) {
  const taken = new Int32Array(field.mentors.length);
  const busy = new Set<number>();
  let total = 0;
  for (const { mentor, mentee, score } of pairs) {
    if (busy.has(mentee) || taken[mentor]! >= places.slotsOf[mentor]!) continue;
    const placed = score + (places.isSecond[places.firstOf[mentor]! + taken[mentor]!] ? 0 : firstPlacePoints);
    if (placed < floor) continue;
    busy.add(mentee);
    taken[mentor]!++;
    total += placed;
  }
  return { pairs: busy.size, total, exact: true };
}

/** Takes the best pair that is left again and again, each at the score that it would have then. */
function takingBest({ field, scores: { places, firstPlacePoints, floor } }: SolvedRun, pairs: readonly Pair[]) {
  const taken = new Int32Array(field.mentors.length);
  const busy = new Set<number>();
  const placed = ({ mentor, score }: Pair): number => score + (places.isSecond[places.firstOf[mentor]! + taken[mentor]!] ? 0 : firstPlacePoints);
  const isLeft = (pair: Pair): boolean => !busy.has(pair.mentee) && taken[pair.mentor]! < places.slotsOf[pair.mentor]! && placed(pair) >= floor;
  let total = 0;
  for (;;) {
    const best = pairs.filter(isLeft).reduce<Pair | undefined>((top, pair) =>
      (!top || placed(pair) > placed(top) || (placed(pair) === placed(top) && (pair.mentee - top.mentee || pair.mentor - top.mentor) < 0) ? pair : top), undefined);
    if (!best) return { pairs: busy.size, total, exact: true };
    total += placed(best);
    busy.add(best.mentee);
    taken[best.mentor]!++;
  }
}

function everyPair({ source }: SolvedRun): Pair[] {
  return Array.from({ length: source.rows }, (_, mentee) => {
    const { from, to, mentors, scores } = source.row(mentee);
    return Array.from({ length: to - from }, (__, k): Pair => ({ mentee, mentor: mentors[from + k]!, score: scores[from + k]! }));
  }).flat();
}

describe('what a run is compared with', () => {
  it.each([0, 600_000])('comes out as by a list of all pairs, with a floor at %i, whether all are kept or not', async (qualityFloor) => {
    for (let seed = 1; seed <= 6; seed++) {
      const size = { mentors: seed % 3 === 0 ? 200 : 40, mentees: seed % 3 === 1 ? 200 : 60 };
      const field = fieldOf(randomSnapshot({ seed, ...size, oddOneIn: 6, policy: { minSharedMinutes: 30, qualityFloor } }));
      for (const mostKept of [undefined, 0]) {
        const run = await solveRun(field, { seed, mostKept, core: { perMentee: 2, perMentor: 2 } });
        const pairs = everyPair(run).sort(rank);
        expect(deferredAcceptance(run)).toEqual(taking(run, pairs));
        expect(greedy(run)).toEqual(takingBest(run, pairs));
      }
    }
  });
});
