import type { DateRange, Weekday, WorkingCalendar } from '@flipside/calendars';
import type { Employment } from '@flipside/contracts';
import { employmentOf, type KnownAbsence, type KnownPerson } from './known-person.js';

/** Monday to Friday in UTC: where HR does not say how somebody works. */
const USUAL: WorkingCalendar = { zone: 'UTC', workingDays: [1, 2, 3, 4, 5] };

/** An absence without an end is counted for a year from its beginning: whoever waits on it asks again by then. */
const OPEN_ABSENCE_DAYS = 365;

/** A person's own calendar, as known now: working days and absences where HR gave them, the zone they work in. */
export function calendarOf(person: KnownPerson | undefined, on: string): WorkingCalendar {
  const employment = person && employmentOf(person, on);
  if (!person || !employment) return USUAL;
  const zone = employment.zone ?? person.profile?.availability?.zone ?? USUAL.zone;
  return { zone, workingDays: workingDaysOf(employment), absences: Object.values(person.absences).map(closed) };
}

function workingDaysOf({ workingDays }: Employment): readonly Weekday[] {
  return workingDays === null || workingDays.length === 0 ? USUAL.workingDays : (workingDays as readonly Weekday[]);
}

function closed({ from, to }: KnownAbsence): DateRange {
  return { from, to: to ?? later(from) };
}

function later(day: string): string {
  return new Date(Date.parse(day) + OPEN_ABSENCE_DAYS * 86_400_000).toISOString().slice(0, 10);
}
