import { weekRangesOf, type Availability, type WeekRange } from './availability.js';
import { epochDayOf, weekdayOfEpochDay, type DateRange } from './dates.js';
import { realTime, steadyOffset, zoneClock, type ZoneClock } from './zone-clock.js';

const DAY = 1_440;
const WEEK = 7 * DAY;

/** Minutes that two people have in common in the smallest week of the meter's window. */
export type OverlapMeter = (first: Availability, second: Availability) => number;

/** Minutes of common availability in the smallest week of a window; see overlapMeter, which is the one for many pairs. */
export function workingMinutesOverlap(first: Availability, second: Availability, window: DateRange): number {
  return overlapMeter(window)(first, second);
}

/**
 * Measures common availability for many pairs over one window. Weeks run from Monday to Sunday by the **first** person's
 * wall clock, every week that touches the window taken whole; the clock changes of both zones are followed exactly. Weeks
 * in which both clocks stand still at the same offsets are alike, so that only one of them is measured.
 *
 * Remembers what it was asked about: one meter for one run. @throws RangeError for an unknown zone or a bad time.
 */
export function overlapMeter(window: DateRange): OverlapMeter {
  const weeks = weeksOf(window);
  const clocks = remembered((zone: string) => zoneClock(zone, weeks[0]! * DAY - WEEK, weeks.at(-1)! * DAY + 2 * WEEK));
  const toMeasure = remembered((first: ZoneClock) => remembered((second: ZoneClock) => differentWeeks(weeks, first, second)));
  const people = remembered((availability: Availability) => personOf(availability, clocks(availability.zone)));
  return (first, second) => {
    const [own, other] = [people(first), people(second)];
    let smallest = Infinity;
    for (const week of toMeasure(own.clock)(other.clock)) {
      smallest = Math.min(smallest, common(own.timesIn(week), other.timesAround(week)));
    }
    return smallest;
  };
}

/** Real times of a person's slots, as from, to, from, to, … in UTC minutes, in order and without overlaps. */
interface Person {
  readonly clock: ZoneClock;
  readonly timesIn: (monday: number) => Float64Array;
  /** With those of the week before and after, as another zone's week reaches into them. */
  readonly timesAround: (monday: number) => Float64Array;
}

function personOf(availability: Availability, clock: ZoneClock): Person {
  const ranges = weekRangesOf(availability.slots);
  const around = (monday: number): Float64Array =>
    Float64Array.from([monday - 7, monday, monday + 7].flatMap((week) => timesOf(ranges, clock, week)));
  return {
    clock,
    timesIn: remembered((monday) => Float64Array.from(timesOf(ranges, clock, monday))),
    timesAround: remembered(around),
  };
}

/** Epoch days of the Mondays of all weeks that touch the window. */
function weeksOf(window: DateRange): readonly number[] {
  const [from, to] = [epochDayOf(window.from), epochDayOf(window.to)];
  if (from > to) throw new RangeError(`the window ends before it starts: ${window.from}–${window.to}`);
  const weeks: number[] = [];
  for (let monday = from - weekdayOfEpochDay(from) + 1; monday <= to; monday += 7) weeks.push(monday);
  return weeks;
}

/** One week for every pair of offsets, and each week in which a clock changes. */
function differentWeeks(weeks: readonly number[], first: ZoneClock, second: ZoneClock): readonly number[] {
  const kinds = new Map<string, number>();
  for (const week of weeks) {
    // A day on either side: a zone is at most 14 hours from UTC, and its slots reach into the neighbouring days.
    const [from, to] = [(week - 2) * DAY, (week + 9) * DAY];
    const offsets = [steadyOffset(first, from, to), steadyOffset(second, from, to)];
    kinds.set(offsets.includes(undefined) ? `week ${week}` : offsets.join(' '), week);
  }
  return [...kinds.values()];
}

function timesOf(ranges: readonly WeekRange[], clock: ZoneClock, monday: number): readonly number[] {
  const start = monday * DAY;
  return ranges.flatMap((range) => {
    const time = realTime(clock, start + range.from, start + range.to);
    return time ? [time.from, time.to] : [];
  });
}

/** Minutes in both lists. */
function common(first: Float64Array, second: Float64Array): number {
  let minutes = 0;
  for (let i = 0, j = 0; i < first.length && j < second.length; ) {
    const endOfFirst = first[i + 1]!;
    const endOfSecond = second[j + 1]!;
    const end = endOfFirst < endOfSecond ? endOfFirst : endOfSecond;
    const start = first[i]! > second[j]! ? first[i]! : second[j]!;
    if (end > start) minutes += end - start;
    if (endOfFirst <= endOfSecond) i += 2;
    else j += 2;
  }
  return minutes;
}

function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = make(key)));
    return value;
  };
}
