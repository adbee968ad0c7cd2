import type { HardConstraint } from '../domain/constraints.js';
import { classesOf } from '../scoring/pairs/class-table.js';
import type { Field } from '../scoring/pairs/field.js';
import { bestShared } from '../scoring/people/languages.js';
import type { PreparedPerson } from '../scoring/people/prepared.js';

/** What may be set aside or put right, easiest first. A pair's broken ones are bits by their place in it. */
const ease: readonly HardConstraint[] = [
  'availability', 'language', 'level-unknown', 'chain-unknown', 'level-gap', 'contractor', 'not-eligible', 'topic',
];
const bitOf = (constraint: HardConstraint): number => 1 << (ease.includes(constraint) ? ease.indexOf(constraint) : ease.length);
/** The bit of whatever has no place in it. */
const FIRM = 1 << ease.length;
/** Levels beyond all others. */
const FAR = 1_000;
const [AVAILABILITY, LANGUAGE, LEVEL_GAP] = [bitOf('availability'), bitOf('language'), bitOf('level-gap')];

/**
 * How much would have to change for a pair: fewer constraints first, then easier ones, then smaller amounts of a single one.
 *
 * @param by minutes or levels, of a single constraint that has an amount.
 */
export function sizeOf(broken: readonly HardConstraint[], by = 0): number {
  return sizes[broken.reduce((bits, constraint) => bits | bitOf(constraint), 0)]! + Math.min(9_999, by);
}

/** What one more constraint counts. */
export const ONE_MORE = 1_000_000;

/** By bits; infinite where one of them is firm. */
const sizes = Float64Array.from({ length: FIRM * 2 }, (_, bits) => {
  if (bits >= FIRM) return Infinity;
  const places = [...ease.keys()].filter((place) => bits & (1 << place));
  return places.length * ONE_MORE + places.reduce((sum, place) => sum + place, 0) * 10_000;
});

/**
 * The size of what a pair breaks, by numbers of mentor and leader; infinite where nothing can be done. Power distance and what
 * is private are not looked at. From `limit` on it need not be exact. O(1), but for the minutes in common.
 */
export type PairSizes = (mentor: number, mentee: number, limit: number) => number;

export function pairSizes({ mentors, mentees, policy: { minLevelGap, minSharedMinutes }, minutes, without }: Field): PairSizes {
  const counted = without === undefined ? -1 : ~bitOf(without);
  const bars = (people: readonly PreparedPerson[]) =>
    Int32Array.from(people, ({ barred }) => barred.reduce((bits, constraint) => bits | bitOf(constraint), 0));
  const levels = (people: readonly PreparedPerson[], unknown: number) => Int32Array.from(people, ({ level }) => level || unknown);
  const [mentorBars, menteeBars] = [bars(mentors), bars(mentees)];
  // Whoever has no known level is barred for that, and is near to nobody.
  const [mentorLevels, menteeLevels] = [levels(mentors, -FAR), levels(mentees, FAR)];
  const speak = speaking(mentors, mentees);
  return (mentor, mentee, limit) => {
    const gap = menteeLevels[mentee]! - mentorLevels[mentor]!;
    const bits = (mentorBars[mentor]! | menteeBars[mentee]! | (gap < minLevelGap ? LEVEL_GAP : 0) | (speak(mentor, mentee) ? 0 : LANGUAGE)) & counted;
    if (sizes[bits]! >= limit) return sizes[bits]!;
    const common = Math.max(0, minutes(mentor, mentee));
    const all = common < minSharedMinutes ? bits | (AVAILABILITY & counted) : bits;
    if (all === AVAILABILITY) return sizes[all]! + Math.min(9_999, minSharedMinutes - common);
    return sizes[all]! + (all === LEVEL_GAP ? Math.min(9_999, minLevelGap - gap) : 0);
  };
}

/** Whether two have a language in common: by their sets of languages, of which there are few. */
function speaking(mentors: readonly PreparedPerson[], mentees: readonly PreparedPerson[]): (mentor: number, mentee: number) => boolean {
  const kinds = (people: readonly PreparedPerson[]) => classesOf(people, ({ languages }) => [...languages.keys()].sort().join(' '));
  const [mine, theirs] = [kinds(mentors), kinds(mentees)];
  const wide = theirs.samples.length;
  const known = Uint8Array.from({ length: mine.samples.length * wide }, (_, at) =>
    bestShared(mine.samples[Math.floor(at / wide)]!.languages, theirs.samples[at % wide]!.languages) === null ? 0 : 1);
  return (mentor, mentee) => known[mine.of[mentor]! * wide + theirs.of[mentee]!] === 1;
}
