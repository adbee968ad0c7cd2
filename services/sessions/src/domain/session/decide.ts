import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import { notFound } from '../refusals.js';
import type { SessionCommand } from './commands.js';
import type { SessionEvent } from './events.js';
import { giveFeedback, makeCommitment, settleCommitment, writeNote } from './exchange.js';
import { cancel, reschedule, schedule } from './planning.js';
import { confirm, correct, miss, recordHeld } from './record.js';
import { evolve, type HeldSession, type KnownSession, type SessionState } from './state.js';

type Events = readonly SessionEvent[];

function decide(command: SessionCommand, state: SessionState): Events {
  if (command.type === 'schedule') return schedule(command, state);
  if (state.status === 'none') throw notFound('session-not-found');
  return decideKnown(command, state);
}

type Later = Exclude<SessionCommand, { type: 'schedule' }>;

function decideKnown(command: Later, state: KnownSession): Events {
  switch (command.type) {
    case 'reschedule':
      return reschedule(command, state);
    case 'cancel':
      return cancel(command, state);
    case 'recordHeld':
      return recordHeld(command, state);
    case 'miss':
      return miss(command, state);
    case 'writeNote':
      return writeNote(command, state);
    default:
      return decideHeld(command, held(command, state));
  }
}

type OnceHeld = Exclude<Later, { type: 'reschedule' | 'cancel' | 'recordHeld' | 'miss' | 'writeNote' }>;

function decideHeld(command: OnceHeld, state: HeldSession): Events {
  switch (command.type) {
    case 'confirm':
      return confirm(command, state);
    case 'correct':
      return correct(command, state);
    case 'giveFeedback':
      return giveFeedback(command, state);
    case 'makeCommitment':
      return makeCommitment(command, state);
    case 'settleCommitment':
      return settleCommitment(command, state);
    default:
      return never(command);
  }
}

/** To a stranger a session that was not held yet does not exist either. */
function held(command: { readonly by: string }, state: KnownSession): HeldSession {
  if (command.by !== state.ids.mentorId && command.by !== state.ids.menteeId) {
    throw notFound('session-not-found');
  }
  if (state.status !== 'held') throw new DomainError('session-not-held', 'Record the session as held first.');
  return state;
}

export const sessionDecider: Decider<SessionCommand, SessionEvent, SessionState> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
