import { DomainError } from '@flipside/event-sourcing';
import { dayOf } from '../moments.js';
import { sideOf } from '../pair.js';
import { notFound } from '../refusals.js';
import type { CommandOf } from './commands.js';
import type { SessionEvent } from './events.js';
import type { Commitment, HeldSession, KnownSession } from './state.js';

type Events = readonly SessionEvent[];

export function writeNote(command: CommandOf<'writeNote'>, state: KnownSession): Events {
  const author = sideOf(state.ids, command.by, 'session-not-found');
  return [{ type: 'NoteWritten', data: { ...state.ids, noteId: command.noteId, author, text: command.text } }];
}

export function giveFeedback(command: CommandOf<'giveFeedback'>, state: HeldSession): Events {
  const by = sideOf(state.ids, command.by, 'session-not-found');
  const { feedbackId, kind, text } = command;
  const direction = by === 'mentor' ? 'to-mentee' : 'to-mentor';
  return [{ type: 'FeedbackGiven', data: { ...state.ids, feedbackId, direction, kind, text } }];
}

export function makeCommitment(command: CommandOf<'makeCommitment'>, state: HeldSession): Events {
  const side = sideOf(state.ids, command.by, 'session-not-found');
  const { commitmentId, kind, due, text } = command;
  if (known(state, commitmentId)) throw new DomainError('commitment-exists', 'There is one under this id: use another.');
  if (due < dayOf(command.at)) throw new DomainError('due-in-the-past', 'Give a due date that is ahead.');
  if (kind === 'career-support' && side === 'mentor') {
    throw new DomainError('career-support-by-leader', 'Career support is what the leader promises the mentor.');
  }
  return [{ type: 'CommitmentMade', data: { ...state.ids, commitmentId, side, kind, due, text } }];
}

/**
 * That a promise was kept is said by the one to whom it was made; that it was not, by the one who made it. So nobody
 * vouches for themselves, and a mentor never has to say of a leader that they did not keep their word.
 */
export function settleCommitment(command: CommandOf<'settleCommitment'>, state: HeldSession): Events {
  const by = sideOf(state.ids, command.by, 'session-not-found');
  const { commitmentId, kept } = command;
  const commitment = known(state, commitmentId);
  if (!commitment) throw notFound('commitment-not-found');
  if (commitment.kept === kept) return [];
  if (commitment.kept !== null) throw new DomainError('commitment-settled', 'The commitment is settled.');
  if (kept && by === commitment.side) throw new DomainError('own-commitment', 'The other side says that you kept it.');
  if (!kept && by !== commitment.side) throw new DomainError('others-commitment', 'Leave it: past its due date it is open.');
  const { side, kind, due } = commitment;
  const data = { ...state.ids, commitmentId, side, kind, due, kept, settledOn: dayOf(command.at) };
  return [{ type: 'CommitmentSettled', data }];
}

const known = ({ commitments }: HeldSession, id: string): Commitment | undefined =>
  Object.hasOwn(commitments, id) ? commitments[id] : undefined;
