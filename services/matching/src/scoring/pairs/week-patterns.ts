import type { WeekRange } from '@flipside/calendars';
import type { MeetingWeeks, Stretches } from './meeting-weeks.js';

const DAY = 1_440;
/** No change of offset in a week is this number of minutes. */
const OTHER = 1_000_000;

/** One person's week in UTC, by each week of the window in which it can differ. */
export interface Patterns {
  /** Stretches relative to the Monday, each pattern once. */
  readonly patterns: readonly Stretches[];
  /** Says for every week which pattern it has, and how the patterns are shifted: people with the same one pair alike. */
  readonly signature: string;
  readonly ofWeek: readonly number[];
  /** Minutes by which each pattern is the first one moved as a whole, or OTHER and its number. */
  readonly shifts: readonly number[];
}

/** How a person's times lie in each week of `mondays`. @param side whose week it is: the mentor's, or whatever touches it. */
export function patternsOf(
  weeks: MeetingWeeks, ranges: readonly WeekRange[], zone: string, mondays: readonly number[], side: 'within' | 'around',
): Patterns {
  const numbers = new Map<string, number>();
  const patterns: Stretches[] = [];
  const ofWeek = mondays.map((monday) => {
    const relative = weeks[side](ranges, zone, monday).map((minute) => minute - monday * DAY);
    const key = relative.join();
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = patterns.push(relative) - 1));
    return number;
  });
  const shifts = patterns.map((pattern, number) => shiftOf(patterns[0]!, pattern) ?? OTHER + number);
  return { patterns, ofWeek, shifts, signature: `${ofWeek.join()} ${shifts.join()}` };
}

function shiftOf(first: Stretches, pattern: Stretches): number | undefined {
  if (first.length !== pattern.length) return undefined;
  const shift = first.length === 0 ? 0 : pattern[0]! - first[0]!;
  return pattern.every((minute, at) => minute - first[at]! === shift) ? shift : undefined;
}

/** Which patterns of two people meet in some week; flat: mine, theirs, mine, theirs. Both moved alike is no new meeting. */
export function meetingsOf(first: Patterns, second: Patterns): Int32Array {
  const seen = new Set<string>();
  const meetings: number[] = [];
  first.ofWeek.forEach((mine, week) => {
    const theirs = second.ofWeek[week]!;
    const [a, b] = [first.shifts[mine]!, second.shifts[theirs]!];
    const key = a < OTHER && b < OTHER ? `moved ${a - b}` : `${mine} ${theirs}`;
    if (seen.has(key)) return;
    seen.add(key);
    meetings.push(mine, theirs);
  });
  return Int32Array.from(meetings);
}
