/** A day of the week as ISO 8601 counts them: 1 is Monday, 7 Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Days from–to, both of them included, `YYYY-MM-DD`. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;

/** Days since 1970-01-01. @throws RangeError for what is no date of the calendar (2026-02-30 is none). */
export function epochDayOf(date: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00.000Z`) : NaN;
  if (Number.isNaN(ms) || dateOfEpochDay(ms / DAY_MS) !== date) throw new RangeError(`not a date: ${date}`);
  return ms / DAY_MS;
}

/** The inverse of epochDayOf. */
export function dateOfEpochDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function isDate(text: string): boolean {
  try {
    epochDayOf(text);
    return true;
  } catch {
    return false;
  }
}

export function weekdayOf(date: string): Weekday {
  return weekdayOfEpochDay(epochDayOf(date));
}

/** 1970-01-01 was a Thursday. */
export function weekdayOfEpochDay(day: number): Weekday {
  return (((((day + 3) % 7) + 7) % 7) + 1) as Weekday;
}

export function addDays(date: string, days: number): string {
  return dateOfEpochDay(epochDayOf(date) + days);
}

/** The same day n months on; the last of the month where that day does not exist (31 January + 1 = 28 February). */
export function addMonths(date: string, months: number): string {
  const first = new Date(epochDayOf(date) * DAY_MS);
  const day = first.getUTCDate();
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return first.toISOString().slice(0, 10);
}

/** Days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return epochDayOf(to) - epochDayOf(from);
}

/** The Monday after a date; of a Monday the one a week later. */
export function nextMonday(date: string): string {
  return addDays(date, 8 - weekdayOf(date));
}
