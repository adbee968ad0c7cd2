import { dateOfEpochDay, epochDayOf, nextMonday, weekdayOfEpochDay, type DateRange, type Weekday } from './dates.js';
import { atLocal, localDate, localOf, startOfDay } from './zones.js';

/** One person's own calendar. */
export interface WorkingCalendar {
  /** IANA id. */
  readonly zone: string;
  readonly workingDays: readonly Weekday[];
  readonly absences?: readonly DateRange[];
  /** `YYYY-MM-DD`. */
  readonly holidays?: readonly string[];
}

/** A calendar in which no counted day is found for this long is a mistake in the data, not a deadline. */
const LONGEST_WAIT_DAYS = 3_660;

export function isWorkingDay(date: string, calendar: WorkingCalendar): boolean {
  return workingDayOf(calendar)(epochDayOf(date));
}

/**
 * The instant n working days later: the same local time on the nth working day after that day. From a day off it is the
 * end of the nth working day, since a whole n working days are due and a later start must never end earlier.
 *
 * @param days whole, ≥ 0; 0 gives the instant itself.
 * @throws RangeError for a calendar without working days.
 */
export function addWorkingDays(instant: string, days: number, calendar: WorkingCalendar): string {
  return addCounted(instant, days, calendar.zone, workingDayOf(calendar));
}

/**
 * The instant n days later by the calendar, days of absence not counted: an absence stops a person's clocks. The same
 * local time, or the end of the nth counted day where the clock starts within an absence.
 */
export function addPresentDays(instant: string, days: number, calendar: Pick<WorkingCalendar, 'zone' | 'absences'>): string {
  return addCounted(instant, days, calendar.zone, presentDayOf(calendar.absences));
}

/** Working days of from–to, both included. */
export function workingDaysIn(range: DateRange, calendar: WorkingCalendar): number {
  return countDays(range, workingDayOf(calendar));
}

/** Days of from–to, both included, that are no absence. */
export function presentDaysIn(range: DateRange, absences: readonly DateRange[] = []): number {
  return countDays(range, presentDayOf(absences));
}

/** The weekly review: the first Monday 09:00 in the programme's zone after an instant (never the instant itself). */
export function reviewMoment(after: string, zone: string): string {
  const today = localDate(after, zone);
  const thisWeek = atLocal(mondayOf(today), '09:00', zone);
  return Date.parse(thisWeek) > Date.parse(after) ? thisWeek : atLocal(nextMonday(today), '09:00', zone);
}

function mondayOf(date: string): string {
  const day = epochDayOf(date);
  return dateOfEpochDay(day - weekdayOfEpochDay(day) + 1);
}

type Counts = (epochDay: number) => boolean;

function workingDayOf(calendar: WorkingCalendar): Counts {
  const present = presentDayOf(calendar.absences);
  const holidays = new Set(calendar.holidays?.map(epochDayOf));
  return (day) => calendar.workingDays.includes(weekdayOfEpochDay(day)) && !holidays.has(day) && present(day);
}

function presentDayOf(absences: readonly DateRange[] = []): Counts {
  const ranges = absences.map((absence) => ({ from: epochDayOf(absence.from), to: epochDayOf(absence.to) }));
  return (day) => !ranges.some((range) => range.from <= day && day <= range.to);
}

function addCounted(instant: string, days: number, zone: string, counts: Counts): string {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`not a number of days: ${days}`);
  if (days === 0) return instant;
  const { date, time } = localOf(instant, zone);
  const first = epochDayOf(date);
  const last = nthCounted(first, days, counts);
  return counts(first) ? atLocal(dateOfEpochDay(last), time, zone) : startOfDay(dateOfEpochDay(last + 1), zone);
}

function nthCounted(after: number, n: number, counts: Counts): number {
  let day = after;
  for (let found = 0, waited = 0; found < n; waited++) {
    if (waited > LONGEST_WAIT_DAYS) throw new RangeError('the calendar has no working days');
    day++;
    if (!counts(day)) continue;
    found++;
    waited = 0;
  }
  return day;
}

function countDays(range: DateRange, counts: Counts): number {
  let found = 0;
  for (let day = epochDayOf(range.from); day <= epochDayOf(range.to); day++) if (counts(day)) found++;
  return found;
}
