import type { PairingSide, ParticipantsSealed } from '@flipside/contracts';
import { definePolicy, type Feed, type PolicyContext } from '@flipside/feeds';
import type { PairingDesk } from '../desk/pairing-desk.js';
import type { Recheck } from '../desk/recheck.js';
import { pairingStream } from '../domain/pairing/events.js';
import type { PairingRow } from '../read-models/pairings/pairings.entity.js';
import type { Pairings } from '../read-models/pairings/pairings.queries.js';
import { recheckMoment } from '../timers/people-timers.js';

export interface PeopleSources {
  readonly feed: Feed<ParticipantsSealed>;
  readonly recheck: Recheck;
  readonly desk: PairingDesk;
  readonly pairings: Pairings;
  /** Waits until the people that matching knows include what the event says. */
  readonly known: (event: ParticipantsSealed) => Promise<void>;
  /** Business time, ISO 8601 in UTC. */
  readonly now: () => string;
}

type OfWork = Extract<ParticipantsSealed, { type: 'EmploymentChanged' | 'PersonLeft' | 'PersonsMerged' }>;
type Erased = Extract<ParticipantsSealed, { type: 'PersonErased' }>;

/** Facts of HR and of enrolments that may stand against a pairing. What lies ahead is a timer's, on its date. */
export function onPeople({ feed, recheck, desk, pairings, known, now }: PeopleSources) {
  const check = async (event: OfWork | Erased, context: PolicyContext): Promise<void> => {
    const from = event.type === 'PersonErased' ? event.at : momentOf(event, now());
    if (from === undefined || recheck.covers(event.position, from.slice(0, 10))) return;
    await known(event);
    await recheck.all(from, { ...context.command('recheck'), at: from });
  };
  const pause = async (event: ParticipantsSealed, rows: readonly PairingRow[], context: PolicyContext, cause: 'erasure' | 'enrolmentWithdrawn') => {
    const { at } = event;
    for (const { id } of rows) {
      await desk.plain(id, { type: 'pause', cause, from: at, at, about: [] }, context.command(pairingStream(id)));
    }
  };
  const ofEnrolment = async (programmeId: string, personId: string, role: PairingSide): Promise<readonly PairingRow[]> => {
    const rows = await pairings.openOfPerson(personId);
    return rows.filter((row) => row.programmeId === programmeId && row[`${role}Id`] === personId);
  };
  return definePolicy<ParticipantsSealed>({
    name: 'on-people',
    feed,
    expected: ['pairing-closed', 'pairing-not-found', 'subject-erased'],
    // All open pairings are looked at: once for all that a file of HR says of one moment, not for each of its rows.
    together: (event) => (isOfWork(event) ? momentOf(event, now()) : undefined),
    on: {
      EmploymentChanged: check,
      PersonLeft: check,
      PersonsMerged: check,
      PersonErased: async (event, context) => {
        await pause(event, await pairings.openOfPerson(event.data.personId), context, 'erasure');
        await check(event, context); // whoever stood below them has an unfinished chain now
      },
      // A mentor who takes back the yes to a leader of the own chain, or gives it, is asked for nothing else.
      GoalsSet: async (event, context) => {
        const { personId, programmeId, role } = event.data;
        if (role !== 'mentor' || (await ofEnrolment(programmeId, personId, role)).length === 0) return;
        await known(event);
        await recheck.all(event.at, { ...context.command('recheck'), at: event.at });
      },
      EnrolmentWithdrawn: async (event, context) => {
        const { personId, programmeId, role } = event.data;
        await pause(event, await ofEnrolment(programmeId, personId, role), context, 'enrolmentWithdrawn');
      },
    },
  });
}

function isOfWork(event: ParticipantsSealed): event is OfWork {
  return event.type === 'EmploymentChanged' || event.type === 'PersonLeft' || event.type === 'PersonsMerged';
}

/**
 * From when a fact holds that holds already; undefined for one that lies ahead, which is left to its timer. One that was told
 * ahead but comes here only after its day has begun is not left to a timer that may have been fired.
 */
function momentOf(event: OfWork, now: string): string | undefined {
  if (event.type === 'PersonsMerged') return event.at;
  if (event.data.effectiveOn === null) return undefined;
  const due = recheckMoment(event);
  if (due === undefined) return event.at;
  return due <= new Date(now).toISOString() ? due : undefined;
}
