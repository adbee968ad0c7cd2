import { addWorkingDays, localDate, workingDaysIn, type DateRange } from '@flipside/calendars';
import type { ParticipantsSealed } from '@flipside/contracts';
import { definePolicy, type Feed } from '@flipside/feeds';
import { calendarOf, type KnownAbsence, type KnownPeople, type KnownPerson } from '@flipside/participants-view';
import type { PairingDesk } from '../desk/pairing-desk.js';
import { pairOf } from '../desk/pair-of.js';
import { pairingStream } from '../domain/pairing/events.js';
import type { PairingRow } from '../read-models/pairings/pairings.entity.js';
import type { Pairings } from '../read-models/pairings/pairings.queries.js';

export interface AbsenceSources {
  readonly feed: Feed<ParticipantsSealed>;
  readonly desk: PairingDesk;
  readonly people: KnownPeople;
  readonly pairings: Pairings;
  /** Waits until the people that matching knows include what the event says. */
  readonly known: (event: ParticipantsSealed) => Promise<void>;
}

/** Whoever is away answers no offer: an absence stops the clock. Whoever paused an enrolment rests, and goes on with it. */
export function onAbsence({ feed, desk, people, pairings, known }: AbsenceSources) {
  const ofRole = async ({ data }: Extract<ParticipantsSealed, { type: 'EnrolmentPaused' | 'EnrolmentResumed' }>) => {
    const { personId, programmeId, role } = data;
    const rows = await pairings.openOfPerson(personId);
    return rows.filter((row) => row.programmeId === programmeId && row[`${role}Id`] === personId);
  };
  return definePolicy<ParticipantsSealed>({
    name: 'on-absence',
    feed,
    expected: ['pairing-closed', 'pairing-not-found', 'subject-erased'],
    on: {
      AbsenceRecorded: async (event, context) => {
        const { personId, absenceId } = event.data;
        await known(event);
        const person = await people.one(personId);
        if (!person?.absences[absenceId]) return;
        for (const row of await pairings.openOfPerson(personId)) {
          const answerBy = prolonged(row, person, absenceId, event.at);
          if (answerBy === undefined) continue;
          const command = { type: 'prolong', side: row.asked!, answerBy, at: event.at } as const;
          await desk.plain(row.id, command, context.command(pairingStream(row.id)));
        }
      },
      EnrolmentPaused: async (event, context) => {
        const { at } = event;
        for (const { id } of await ofRole(event)) {
          await desk.forProgramme(id, (about) => ({ type: 'pause', cause: 'enrolmentPaused', from: at, at, about }), context.command(pairingStream(id)));
        }
      },
      EnrolmentResumed: async (event, context) => {
        for (const row of await ofRole(event)) {
          await desk.decide(row.id, pairOf(row), false, context.command(pairingStream(row.id)), (standing) => ({
            type: 'lift', cause: 'enrolmentPaused', holds: standing === undefined, at: event.at,
          }));
        }
      },
    },
  });
}

/** The deadline, later by the working days that the absence takes of the time to answer; undefined where it takes none. */
function prolonged({ status, asked, answerBy, ...row }: PairingRow, person: KnownPerson, absenceId: string, at: string): string | undefined {
  if (status !== 'offered' || !asked || !answerBy || row[`${asked}Id`] !== person.id) return undefined;
  const today = at.slice(0, 10);
  const { [absenceId]: absence, ...others } = person.absences;
  const calendar = calendarOf(person, today);
  const lost = within(absence!, { from: today, to: localDate(answerBy, calendar.zone) });
  const days = lost ? workingDaysIn(lost, calendarOf({ ...person, absences: others }, today)) : 0;
  return days === 0 ? undefined : addWorkingDays(answerBy, days, calendar);
}

/** The days of an absence that lie in a range. */
function within({ from, to }: KnownAbsence, range: DateRange): DateRange | undefined {
  const first = from > range.from ? from : range.from;
  const last = to === null || to > range.to ? range.to : to;
  return first > last ? undefined : { from: first, to: last };
}
