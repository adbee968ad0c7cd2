import { addDays, startOfDay } from '@flipside/calendars';
import type { ParticipantsSealed } from '@flipside/contracts';
import type { TimerChange } from '@flipside/service-kit';

type OfWork = Extract<ParticipantsSealed, { type: 'EmploymentChanged' | 'PersonLeft' }>;

/**
 * A change of HR that lies ahead is looked at when its day begins where the person works, and not before it begins in UTC:
 * what holds on a day is checked by the day in UTC, which east of it would still be the day before. All that begins at one
 * moment is looked at together: a reorganisation is one check of all pairings, not one for each of its thousands of moves.
 */
export function peopleTimers(event: ParticipantsSealed): readonly TimerChange[] {
  if (event.type !== 'EmploymentChanged' && event.type !== 'PersonLeft') return [];
  return daysOf(event).filter((day) => day > event.at.slice(0, 10)).map((day) => {
    const due = beginningOf(event, day);
    return { set: `recheck/${due}`, due, command: { type: 'recheck', stream: 'recheck' } };
  });
}

/** When a change is looked at; undefined for one that held when it was told. */
export function recheckMoment(event: OfWork): string | undefined {
  const [day] = daysOf(event);
  return day === undefined || day <= event.at.slice(0, 10) ? undefined : beginningOf(event, day);
}

/** Days on which something begins to hold: the change itself first, and the day after an end that it names. */
function daysOf({ type, data }: OfWork): readonly string[] {
  if (data.effectiveOn === null) return [];
  if (type === 'PersonLeft') return [addDays(data.effectiveOn, 1)];
  const endsOn = data.employment?.endsOn ?? null;
  return endsOn === null ? [data.effectiveOn] : [data.effectiveOn, addDays(endsOn, 1)];
}

function beginningOf({ type, data }: OfWork, day: string): string {
  const zone = type === 'EmploymentChanged' ? (data.employment?.zone ?? 'UTC') : 'UTC';
  const [there, utc] = [startOfDay(day, zone), startOfDay(day, 'UTC')];
  return new Date(there > utc ? there : utc).toISOString();
}
