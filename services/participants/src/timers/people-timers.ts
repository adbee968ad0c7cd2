import { addDays, startOfDay } from '@flipside/calendars';
import type { Recorded } from '@flipside/event-sourcing';
import type { TimerChange } from '@flipside/service-kit';
import type { PersonEvent } from '../domain/person/events.js';

type Event = Recorded<PersonEvent>;

/** An employment ends when the day after its last one begins where the person works; a leaver of a day ahead leaves on it. */
export function peopleTimers(event: Event): readonly TimerChange[] {
  const { stream } = event;
  const { personId } = event.data;
  const end = `end/${personId}`;
  const leaving = `left/${personId}`;
  switch (event.type) {
    case 'EmploymentChanged': {
      const { employment } = event.data;
      if (!employment?.endsOn) return [{ cancel: end }];
      const on = addDays(employment.endsOn, 1);
      return [{ set: end, due: startOfDay(on, employment.zone ?? 'UTC'), command: { type: 'end-employment', stream, personId, on } }];
    }
    case 'PersonLeft': {
      const { effectiveOn } = event.data;
      if (effectiveOn === null || effectiveOn <= event.metadata.at.slice(0, 10)) return [{ cancel: end }];
      const due = startOfDay(effectiveOn, 'UTC');
      return [{ cancel: end }, { set: leaving, due, command: { type: 'leave', stream, personId } }];
    }
    case 'PersonRehired':
      return [{ cancel: leaving }];
    case 'PersonErased':
      return [{ cancel: end }, { cancel: leaving }];
    default:
      return [];
  }
}
