const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** The day, `YYYY-MM-DD` in UTC, of an instant; of a day itself. */
export const dayOf = (at: string): string => at.slice(0, 10);

export const isAfter = (a: string, b: string): boolean => Date.parse(a) > Date.parse(b);

/** Days from one day to another; negative when `to` is earlier. */
export function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(dayOf(to)) - Date.parse(dayOf(from))) / DAY_MS);
}

export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day n months on, the last of the month where it does not exist. */
export function plusMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Whole hours from one instant to another; never negative. */
export function hoursBefore(at: string, moment: string): number {
  return Math.max(0, Math.floor((Date.parse(moment) - Date.parse(at)) / HOUR_MS));
}

export function minutesBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000;
}
