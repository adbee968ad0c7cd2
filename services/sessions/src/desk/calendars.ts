import { addWorkingDays, type WorkingCalendar } from '@flipside/calendars';
import { calendarOf, type KnownPeople } from '@flipside/participants-view';
import { dayOf } from '../domain/moments.js';

export type CalendarOf = (personId: string) => WorkingCalendar;

/** Where a calendar has no working day in sight: look again then. */
const OTHERWISE_DAYS = 30;

/** People's own calendars as this service knows them. */
export class Calendars {
  constructor(private readonly people: KnownPeople) {}

  /** Those of some people at a moment; whoever is not known works as is usual. */
  async of(personIds: readonly string[], at: string): Promise<CalendarOf> {
    const known = await this.people.many(personIds);
    return (personId) => calendarOf(known.get(personId), dayOf(at));
  }
}

/** The instant so many working days later; a month later where there is none in sight. */
export function workingDaysLater(at: string, days: number, calendar: WorkingCalendar): string {
  try {
    return addWorkingDays(at, days, calendar);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Date(Date.parse(at) + OTHERWISE_DAYS * 86_400_000).toISOString();
  }
}
