import { DomainError } from '@flipside/event-sourcing';
import { codeOf } from '../codes.js';
import { isAfter } from '../moments.js';
import { otherSide, sideOf } from '../pair.js';
import { sessionOver } from '../refusals.js';
import type { CommandOf, StretchInput } from './commands.js';
import type { SessionEvent, Stretch, StretchDetail } from './events.js';
import type { HeldSession, KnownSession } from './state.js';

type Events = readonly SessionEvent[];

/** The most one session can have lasted, in minutes. */
const LONGEST = 480;

export function recordHeld(command: CommandOf<'recordHeld'>, state: KnownSession): Events {
  const by = sideOf(state.ids, command.by, 'session-not-found');
  if (state.status === 'held') throw new DomainError('already-recorded', 'It is recorded: confirm or correct the record.');
  refuseUnlessScheduled(state);
  if (isAfter(state.startsAt, command.at)) throw new DomainError('session-not-begun', 'Record the session once it has begun.');
  const { remindAt, confirmBy, at: recordedAt } = command;
  const data = { ...state.ids, startsAt: state.startsAt, ...split(command.stretches), by, recordedAt, remindAt, confirmBy };
  return [{ type: 'SessionHeld', data }];
}

export function confirm(command: CommandOf<'confirm'>, state: HeldSession): Events {
  checkMayAnswer(command, state);
  if (state.record.settled === 'confirmed') return [];
  refuseUnlessOpen(command, state);
  const { ids, startsAt, record } = state;
  return [{ type: 'SessionConfirmed', data: { ...ids, startsAt, stretches: record.stretches } }];
}

/** What the other side says instead; both have spoken then, so these minutes count as confirmed. */
export function correct(command: CommandOf<'correct'>, state: HeldSession): Events {
  checkMayAnswer(command, state);
  refuseUnlessOpen(command, state);
  return [{ type: 'SessionCorrected', data: { ...state.ids, startsAt: state.startsAt, ...split(command.stretches) } }];
}

export function miss(command: CommandOf<'miss'>, state: KnownSession): Events {
  const bySystem = command.by === 'system';
  if (!bySystem) sideOf(state.ids, command.by, 'session-not-found');
  if (state.status === 'missed' || (bySystem && state.status !== 'scheduled')) return [];
  refuseUnlessScheduled(state);
  if (isAfter(state.endsAt, command.at)) throw new DomainError('session-not-over', 'Say so once the time has passed.');
  return [{ type: 'SessionMissed', data: { ...state.ids, startsAt: state.startsAt, absent: command.absent } }];
}

function checkMayAnswer(command: CommandOf<'confirm'> | CommandOf<'correct'>, { ids, record }: HeldSession): void {
  const side = sideOf(ids, command.by, 'session-not-found');
  if (side !== otherSide(record.by)) throw new DomainError('own-record', 'You recorded it: the other side confirms or corrects.');
}

function refuseUnlessOpen(command: CommandOf<'confirm'> | CommandOf<'correct'>, { record }: HeldSession): void {
  if (record.settled !== 'open') throw new DomainError('record-settled', 'The record was confirmed or corrected: it stays.');
  if (isAfter(command.at, record.confirmBy)) {
    throw new DomainError('confirmation-closed', 'Five working days have passed: the record stays unconfirmed.');
  }
}

function refuseUnlessScheduled(state: KnownSession): void {
  if (state.status !== 'scheduled') throw sessionOver();
}

interface Split {
  readonly stretches: readonly Stretch[];
  readonly details: readonly StretchDetail[];
}

/** What figures need, and what is the pair's alone. */
function split(inputs: readonly StretchInput[]): Split {
  const total = inputs.reduce((sum, { minutes }) => sum + minutes, 0);
  if (inputs.length === 0 || total > LONGEST || !inputs.every(({ minutes }) => Number.isInteger(minutes) && minutes > 0)) {
    throw new DomainError('minutes-invalid', 'Give the stretches with whole minutes, 480 in all at most.');
  }
  inputs.forEach(refuseIncomplete);
  return {
    stretches: inputs.map(({ kind, minutes, topic }) => ({ kind, minutes, ...(topic && { topic: codeOf(topic) }) })),
    details: inputs.map(({ kind, tool, effect, decision }) => {
      if (kind === 'contextual-question') return { tool, effect };
      return kind === 'strategic-feedback' ? { decision } : {};
    }),
  };
}

function refuseIncomplete({ kind, tool, effect, decision }: StretchInput): void {
  if (kind === 'contextual-question' && (!tool || !effect)) {
    throw new DomainError('stretch-incomplete', 'A contextual question names the tool and its effect on frontline work.');
  }
  if (kind === 'strategic-feedback' && !decision) {
    throw new DomainError('stretch-incomplete', 'Strategic feedback names the decision that uses it.');
  }
}
