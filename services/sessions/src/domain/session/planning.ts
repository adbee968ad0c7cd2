import { DomainError } from '@flipside/event-sourcing';
import { dayOf, daysFrom, hoursBefore, isAfter, minutesBetween } from '../moments.js';
import { pairOf, sideOf, type Pair, type Side } from '../pair.js';
import { notInForce, sessionOver } from '../refusals.js';
import type { AgreementFacts, CommandOf } from './commands.js';
import type { SessionEvent } from './events.js';
import type { KnownSession, SessionState } from './state.js';

type Events = readonly SessionEvent[];

export function schedule(command: CommandOf<'schedule'>, state: SessionState): Events {
  const pair = pairOf(command);
  const by = sideOf(pair, command.by, 'session-not-found');
  if (state.status !== 'none') throw new DomainError('session-exists', 'There is a session under this id: use another.');
  checkTime(command, pair);
  const { sessionId, startsAt, endsAt, place, replaces, sprintId } = command;
  const links = { ...(replaces === undefined ? {} : { replaces }), ...(sprintId === undefined ? {} : { sprintId }) };
  return [{ type: 'SessionScheduled', data: { ...pair, sessionId, startsAt, endsAt, by, place, ...links } }];
}

export function reschedule(command: CommandOf<'reschedule'>, state: KnownSession): Events {
  const by = sideOf(state.ids, command.by, 'session-not-found');
  refuseUnlessAhead(state, command.at);
  checkTime(command, state.ids);
  const { startsAt, endsAt } = command;
  if (startsAt === state.startsAt && endsAt === state.endsAt) return [];
  const noticeHours = hoursBefore(command.at, state.startsAt);
  const data = { ...state.ids, by, startsAt, endsAt, previousStartsAt: state.startsAt, noticeHours };
  return [{ type: 'SessionRescheduled', data }];
}

export function cancel(command: CommandOf<'cancel'>, state: KnownSession): Events {
  if (command.by === 'programme') return isAhead(state, command.at) ? [cancelled(state, 'programme', command.at)] : [];
  const by = sideOf(state.ids, command.by, 'session-not-found');
  if (state.status === 'cancelled') return [];
  refuseUnlessAhead(state, command.at);
  return [cancelled(state, by, command.at)];
}

/**
 * The programme's notice counts in days: a pause at midnight is a change of employment, one at another minute a wish, and
 * neither is to be told from the other.
 */
function cancelled(state: KnownSession, by: Side | 'programme', at: string): SessionEvent {
  const { ids, startsAt } = state;
  const noticeHours = by === 'programme' ? 24 * daysFrom(at, startsAt) : hoursBefore(at, startsAt);
  return { type: 'SessionCancelled', data: { ...ids, by, startsAt, noticeHours } };
}

const isAhead = (state: KnownSession, at: string): boolean => state.status === 'scheduled' && !isAfter(at, state.startsAt);

function refuseUnlessAhead(state: KnownSession, at: string): void {
  if (state.status !== 'scheduled') throw sessionOver();
  if (!isAhead(state, at)) throw new DomainError('session-begun', 'The session has begun: record it as held or missed.');
}

function checkTime(command: CommandOf<'schedule'> | CommandOf<'reschedule'>, pair: Pair): void {
  const { agreement, startsAt, endsAt, at } = command;
  if (!agreement.inForce) {
    throw notInForce();
  }
  if (!isAfter(startsAt, at)) throw new DomainError('session-in-the-past', 'Give a start that is ahead.');
  const minutes = minutesBetween(startsAt, endsAt);
  if (!(minutes >= 15 && minutes <= 480)) throw new DomainError('session-length', 'A session lasts 15 minutes to 8 hours.');
  checkWithin(agreement, dayOf(startsAt));
  if (!command.insideMentorTime && command.by !== pair.mentorId) {
    throw new DomainError('outside-working-time', 'This is outside the mentor’s working time: only the mentor may propose it.');
  }
}

function checkWithin({ startsOn, endsOn }: AgreementFacts, day: string): void {
  if (day >= startsOn && day <= endsOn) return;
  throw new DomainError('outside-agreement', `The agreement runs from ${startsOn} to ${endsOn}.`);
}
