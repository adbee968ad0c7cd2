import type { AskedInstrument, RespondentRole } from '@flipside/contracts';
import { streamsOf, type AllFacts, type SealedFact, type StreamFacts } from '../../facts/fact.js';
import { earlier, plusDays } from '../days.js';
import { agreementsOf } from './agreements.js';
import { pairingsOf } from './pairings.js';
import { byId } from './sides.js';

export interface Respondent {
  readonly personId: string;
  readonly role: RespondentRole;
}

export interface AnswerView extends Respondent {
  /** By item, as given; null where it was left out. */
  readonly answers: Readonly<Record<string, number | null>>;
}

/** One round of one pairing. */
export interface CheckInView {
  readonly pairingId: string | null;
  readonly round: number;
  readonly instruments: readonly AskedInstrument[];
  readonly asked: readonly Respondent[];
  readonly given: readonly AnswerView[];
  /** Answers that can't be read any more, their keys being gone. */
  readonly lost: number;
  readonly closedOn: string | undefined;
}

export function checkInsOf(facts: AllFacts): CheckInView[] {
  return streamsOf(facts.sealed, 'checkIn').flatMap(viewOf);
}

/** Days from the start of an agreement to its first check-in, and from each to the next. */
const FIRST_DAY = 30;
const EVERY_DAYS = 60;
/** Days after its time for which a check-in that has not opened is waited for. */
const GRACE_DAYS = 7;

/**
 * Whether a round of a programme is over: it was asked, every check-in of it is closed, and none is still to come of a
 * running pairing whose agreement was in force when the first one closed. Who begins later than that is not in the round.
 * @returns the day on which the last one closed, or undefined.
 */
export function roundClosedOn(facts: AllFacts, round: number, today: string): string | undefined {
  const all = checkInsOf(facts).filter((checkIn) => checkIn.round === round);
  const closed = all.flatMap(({ closedOn }) => (closedOn === undefined ? [] : [closedOn])).sort();
  if (closed.length === 0 || closed.length < all.length) return undefined;
  const running = byId(pairingsOf(facts).filter(({ status }) => status === 'running'));
  const asked = new Set(all.map(({ pairingId }) => pairingId));
  const awaited = agreementsOf(facts).some(
    ({ pairingId, inForceSince, startsOn, endsOn }) =>
      running.has(pairingId) &&
      !asked.has(pairingId) &&
      inForceSince <= closed[0]! &&
      today <= plusDays(earlier(plusDays(startsOn, FIRST_DAY + EVERY_DAYS * (round - 1)), endsOn), GRACE_DAYS),
  );
  return awaited ? undefined : closed.at(-1);
}

function viewOf({ facts }: StreamFacts<SealedFact>): CheckInView[] {
  const opened = facts.find((fact) => fact.type === 'CheckInOpened');
  if (opened?.type !== 'CheckInOpened') return [];
  const { pairingId, round, instruments, respondents } = opened.data;
  const answered = facts.flatMap((fact) => (fact.type === 'CheckInAnswered' ? [fact.data] : []));
  const given = answered.flatMap(({ respondentId, role, answers }) =>
    respondentId === null || role === null || answers === null ? [] : [{ personId: respondentId, role, answers }],
  );
  return [
    {
      pairingId,
      round,
      instruments,
      asked: respondents,
      given,
      lost: answered.length - given.length,
      closedOn: facts.find((fact) => fact.type === 'CheckInClosed')?.effectiveOn,
    },
  ];
}
