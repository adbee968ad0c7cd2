import { addPresentDays, addWorkingDays, type DateRange, type WorkingCalendar } from '@flipside/calendars';
import { deriveId } from '@flipside/event-sourcing';
import type { AgreementCommand } from '../domain/agreement/commands.js';
import { quietSince, stallDays } from '../domain/agreement/rhythm.js';
import type { AgreementState, KnownAgreement } from '../domain/agreement/state.js';
import type { CheckInCommand } from '../domain/check-in/decide.js';
import { checkInStream } from '../domain/check-in/events.js';
import { personOf } from '../domain/pair.js';
import { pairRound } from '../instruments/catalogue.js';
import { plannedRounds } from './check-in-schedule.js';
import { startOf, type SessionsTimer } from './commands.js';

/** What is looked up when a timer of an agreement fires. */
export interface Surroundings {
  readonly agreement: AgreementState;
  /** A person's own calendar as it is known now, absences included. */
  readonly calendarOf: (personId: string) => WorkingCalendar;
  /** Day of a person's latest survey in any programme. */
  readonly lastSurveyOn: (personId: string) => string | null;
}

const ANSWER_WORKING_DAYS = 2;
const WEEK_DAYS = 7;
/** How long a check-in stays open. */
export const CHECK_IN_DAYS = 14;
/** Where a calendar has no day to count, such as in an absence without an end: look again then. */
const LOOK_AGAIN_DAYS = 30;
const DAY_MS = 86_400_000;

export type AskTimer = Extract<SessionsTimer, { type: 'ask' }>;
export type CheckInTimer = Extract<SessionsTimer, { type: 'check-in' }>;

/** A reminder, a nudge or an escalation; or its putting off, where the person was absent meanwhile. */
export function askCommand(timer: AskTimer, at: string, { agreement, calendarOf }: Surroundings): AgreementCommand | undefined {
  if (agreement.status === 'none') return undefined;
  const { ask, step, from } = timer;
  const calendar = calendarOf(personOf(agreement.pair, ask.to));
  const until = ask.about === 'retest' ? at : dueOf(timer, at, calendar);
  if (until > at) return { type: 'putOffNudge', ask, step, from, until, at };
  if (step === 'escalation') return { type: 'escalateSilence', ask, since: agreement.draft?.draftedAt ?? from, at };
  return { type: 'nudge', ask, step, nextAt: orLater(at, () => addPresentDays(at, WEEK_DAYS, calendar)), at };
}

function dueOf({ step, from }: AskTimer, at: string, calendar: WorkingCalendar): string {
  return orLater(at, () =>
    step === 'reminder' ? addWorkingDays(from, ANSWER_WORKING_DAYS, calendar) : addPresentDays(from, WEEK_DAYS, calendar));
}

/** A stall, or its putting off, where one of the two was absent meanwhile: a day counts when both are there. */
export function stallCommand(at: string, { agreement, calendarOf }: Surroundings): AgreementCommand | undefined {
  if (agreement.status !== 'in-force' || !agreement.terms) return undefined;
  const { mentorId, menteeId } = agreement.pair;
  const absences: readonly DateRange[] = [mentorId, menteeId].flatMap((personId) => calendarOf(personId).absences ?? []);
  const since = startOf(quietSince(agreement));
  const days = stallDays(agreement.terms);
  const until = orLater(at, () => addPresentDays(since, days, { zone: 'UTC', absences }));
  return until > at ? { type: 'putOffStall', until, at } : { type: 'noticeStall', at };
}

export interface OpenCheckIn {
  readonly stream: string;
  readonly command: CheckInCommand;
}

/**
 * Opens a planned round. One that falls into a pause is left out; after the agreement only the last is asked. A timer of a
 * plan that was amended since finds no such round on its day.
 */
export function checkInCommand(timer: CheckInTimer, at: string, around: Surroundings): OpenCheckIn | undefined {
  const { agreement, lastSurveyOn } = around;
  const { round, occasion } = timer;
  if (agreement.status === 'none' || !isAsked(timer, at, agreement)) return undefined;
  const { pairingId, programmeId, cohort, mentorId, menteeId } = agreement.pair;
  const checkInId = deriveId('check-in', pairingId, round);
  const respondents = [
    { personId: mentorId, role: 'mentor' as const, lastSurveyOn: lastSurveyOn(mentorId) },
    { personId: menteeId, role: 'mentee' as const, lastSurveyOn: lastSurveyOn(menteeId) },
  ];
  const asksUnits = round === 1 || occasion === 'end';
  const closesAt = new Date(Date.parse(at) + CHECK_IN_DAYS * DAY_MS).toISOString();
  const facts = { checkInId, pairingId, programmeId, ...(cohort === undefined ? {} : { cohort }), round, occasion };
  return {
    stream: checkInStream(checkInId),
    command: { type: 'open', ...facts, instruments: pairRound, asksUnits, respondents, closesAt, at },
  };
}

function isAsked({ round, occasion }: CheckInTimer, at: string, { status, terms }: KnownAgreement): boolean {
  if (status !== 'in-force' && !(status === 'completed' && occasion === 'end')) return false;
  const planned = terms ? plannedRounds(terms.startsOn, terms.endsOn) : [];
  return planned.some((one) => one.round === round && one.occasion === occasion && one.on <= at.slice(0, 10));
}

function orLater(at: string, when: () => string): string {
  try {
    return when();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return new Date(Date.parse(at) + LOOK_AGAIN_DAYS * DAY_MS).toISOString();
  }
}
