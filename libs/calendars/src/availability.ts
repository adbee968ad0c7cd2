import { weekdayOf, type Weekday } from './dates.js';
import { isZone, localOf } from './zones.js';
import { isWorkingDay, type WorkingCalendar } from './working-days.js';

/** A stretch of one local day. `to` may be `24:00`; a stretch over midnight is two slots. */
export interface Slot {
  readonly day: Weekday;
  /** `HH:MM`. */
  readonly from: string;
  readonly to: string;
}

/** When a person can meet, every week, by their own clock. */
export interface Availability {
  readonly zone: string;
  readonly slots: readonly Slot[];
}

/** Hours of a working day, `HH:MM`. */
export interface WorkingHours {
  readonly from: string;
  readonly to: string;
}

/** From–to as instants, end exclusive. */
export interface TimeRange {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** Minutes of a local week, from Monday 00:00 (0) to Sunday 24:00 (10,080), end exclusive. */
export interface WeekRange {
  readonly from: number;
  readonly to: number;
}

const WEEK_MINUTES = 10_080;

/** What a working day is taken to be where nothing else is known. */
export const usualHours: WorkingHours = { from: '08:00', to: '18:00' };

/** `HH:MM` up to `24:00` as minutes. @throws RangeError */
export function minutesOf(time: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (match) return Number(match[1]) * 60 + Number(match[2]);
  if (time === '24:00') return 1_440;
  throw new RangeError(`not a time of day: ${time}`);
}

/** What is wrong with an availability, for the person who enters it; undefined when nothing is. */
export function faultOf(availability: Availability): string | undefined {
  if (!isZone(availability.zone)) return `${availability.zone} is not a time zone`;
  for (const slot of availability.slots) {
    if (![1, 2, 3, 4, 5, 6, 7].includes(slot.day)) return `${slot.day} is not a day of the week (1 Monday to 7 Sunday)`;
    const [from, to] = [slot.from, slot.to].map((time) => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time) && minutesOf(time));
    if (from === false || to === false) return `${slot.from}–${slot.to} are not two times of day`;
    if (from! >= to!) return `${slot.from}–${slot.to} ends before it starts; a slot over midnight is two`;
  }
  return undefined;
}

/** Slots in order, those that touch or overlap joined, also across midnight. */
export function weekRangesOf(slots: readonly Slot[]): readonly WeekRange[] {
  const sorted = slots
    .map(({ day, from, to }) => ({ from: (day - 1) * 1_440 + minutesOf(from), to: (day - 1) * 1_440 + minutesOf(to) }))
    .filter((range) => range.from < range.to)
    .sort((a, b) => a.from - b.from);
  const joined: WeekRange[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last && range.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
    else joined.push(range);
  }
  return joined;
}

/** True where the whole stretch, by the person's wall clock, lies in slots of their week that touch. */
export function withinAvailability(time: TimeRange, availability: Availability): boolean {
  const minutes = (Date.parse(time.endsAt) - Date.parse(time.startsAt)) / 60_000;
  const from = weekMinuteOf(time.startsAt, availability.zone);
  const to = weekMinuteOf(time.endsAt, availability.zone) || WEEK_MINUTES;
  if (!(minutes > 0 && minutes < WEEK_MINUTES && from < to)) return false;
  return weekRangesOf(availability.slots).some((range) => range.from <= from && to <= range.to);
}

/** True where the whole stretch lies in the hours of one working day of the person: no absence, no holiday. */
export function withinWorkingTime(time: TimeRange, calendar: WorkingCalendar, hours: WorkingHours = usualHours): boolean {
  const start = localOf(time.startsAt, calendar.zone);
  const end = localOf(time.endsAt, calendar.zone);
  if (start.date !== end.date || !isWorkingDay(start.date, calendar)) return false;
  return `${hours.from}:00.000` <= start.time && end.time <= `${hours.to}:00.000`;
}

function weekMinuteOf(instant: string, zone: string): number {
  const { date, time } = localOf(instant, zone);
  const seconds = Number(time.slice(6)) / 60;
  return (weekdayOf(date) - 1) * 1_440 + minutesOf(time.slice(0, 5)) + seconds;
}
