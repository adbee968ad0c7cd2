import { epochDayOf, weekdayOfEpochDay, type DateRange, type WeekRange } from '@flipside/calendars';
import { realTime, steadyOffset, zoneClock, type ZoneClock } from '@flipside/calendars/zone-clock';

const DAY = 1_440;
const WEEK = 7 * DAY;

/** Stretches from–to in minutes since 1970 UTC, flat: from, to, from, to, … in order, without overlaps. */
export type Stretches = Int32Array;

/** Where people's weekly times lie, week by week, by their own clocks. */
export interface MeetingWeeks {
  /**
   * Epoch days of Mondays. Weeks run from Monday to Sunday by the mentor's clock and are taken whole if they touch the window;
   * of those in which all clocks stand still at the same offsets there is only one.
   */
  readonly mondays: readonly number[];
  /** A mentor's times in a week of the mentor's clock. */
  within(ranges: readonly WeekRange[], zone: string, monday: number): Stretches;
  /** A leader's times that can lie in that week of any mentor. */
  around(ranges: readonly WeekRange[], zone: string, monday: number): Stretches;
}

/** @throws RangeError for an unknown zone, or a window that ends before it starts. */
export function meetingWeeks(window: DateRange, mentorZones: readonly string[], menteeZones: readonly string[]): MeetingWeeks {
  const mondays = mondaysOf(window);
  const clocks = new Map<string, ZoneClock>();
  const clock = (zone: string): ZoneClock => {
    let known = clocks.get(zone);
    if (!known) clocks.set(zone, (known = zoneClock(zone, mondays[0]! * DAY - WEEK, mondays.at(-1)! * DAY + 2 * WEEK)));
    return known;
  };
  const offsets = mentorZones.flatMap((zone) => clock(zone).offsets.map(({ offset }) => offset));
  const [east, west] = [Math.max(0, ...offsets), Math.min(0, ...offsets)];
  const within = (ranges: readonly WeekRange[], zone: string, monday: number): number[] => {
    const start = monday * DAY;
    return ranges.flatMap(({ from, to }) => {
      const real = realTime(clock(zone), start + from, start + to);
      return real ? [real.from, real.to] : [];
    });
  };
  return {
    mondays: different(mondays, [...mentorZones, ...menteeZones].map(clock)),
    within: (ranges, zone, monday) => Int32Array.from(within(ranges, zone, monday)),
    around: (ranges, zone, monday) => {
      const all = [-7, 0, 7].flatMap((days) => within(ranges, zone, monday + days));
      return Int32Array.from(touching(all, monday * DAY - east, (monday + 7) * DAY - west));
    },
  };
}

function mondaysOf(window: DateRange): readonly number[] {
  const [from, to] = [epochDayOf(window.from), epochDayOf(window.to)];
  if (from > to) throw new RangeError(`the window ends before it starts: ${window.from}–${window.to}`);
  const mondays: number[] = [];
  for (let monday = from - weekdayOfEpochDay(from) + 1; monday <= to; monday += 7) mondays.push(monday);
  return mondays;
}

/** A zone is at most 14 hours from UTC, and slots reach into the neighbouring days: hence the days on either side. */
function different(mondays: readonly number[], clocks: readonly ZoneClock[]): readonly number[] {
  const kinds = new Map<string, number>();
  for (const monday of mondays) {
    const offsets = clocks.map((clock) => steadyOffset(clock, (monday - 2) * DAY, (monday + 9) * DAY));
    kinds.set(offsets.includes(undefined) ? `week ${monday}` : offsets.join(' '), monday);
  }
  return [...kinds.values()];
}

function touching(stretches: readonly number[], from: number, to: number): number[] {
  const kept: number[] = [];
  for (let at = 0; at < stretches.length; at += 2) {
    if (stretches[at + 1]! > from && stretches[at]! < to) kept.push(stretches[at]!, stretches[at + 1]!);
  }
  return kept;
}
