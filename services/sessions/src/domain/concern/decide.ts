import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import { plusDays, plusMonths } from '../moments.js';
import { notFound } from '../refusals.js';
import type { CommandOf, ConcernCommand, Reporter } from './commands.js';
import { allow, announce, disclose } from './disclosure.js';
import type { ConcernEvent } from './events.js';
import { caseOf, checkHandler, checkReporter, isReporter } from './roles.js';
import { evolve, type ConcernState, type KnownConcern } from './state.js';

type Events = readonly ConcernEvent[];

/** Last day on which a concern is acknowledged, and answered, in time. */
export const acknowledgeBy = (raisedOn: string): string => plusDays(raisedOn, 7);
export const feedbackBy = (raisedOn: string): string => plusMonths(raisedOn, 3);

function decide(command: ConcernCommand, state: ConcernState): Events {
  if (command.type === 'raise') return raise(command, state);
  if (state.status === 'none') throw notFound('concern-not-found');
  return decideKnown(command, state);
}

function decideKnown(command: Exclude<ConcernCommand, { type: 'raise' }>, state: KnownConcern): Events {
  switch (command.type) {
    case 'write':
      return write(command, state);
    case 'allowDisclosure':
      checkReporter(command.reporter, state);
      return allow(command, state);
    case 'noticeOverdue':
      return noticeOverdue(command, state);
    case 'reassign':
      return reassign(command, state);
    default:
      checkHandler(command.by, state);
      return handle(command, state);
  }
}

type HandlerCommand = 'acknowledge' | 'announceDisclosure' | 'disclose' | 'giveFeedback' | 'resolve';
type ByHandler = Extract<ConcernCommand, { type: HandlerCommand }>;

function handle(command: ByHandler, state: KnownConcern): Events {
  switch (command.type) {
    case 'acknowledge': {
      if (state.acknowledged) return [];
      const late = command.on > acknowledgeBy(state.raisedOn);
      return [{ type: 'ConcernAcknowledged', data: { ...caseOf(state, command.on), late } }];
    }
    case 'announceDisclosure':
      return announce(command, state);
    case 'disclose':
      return disclose(command, state);
    case 'giveFeedback':
      return giveFeedback(command, state);
    case 'resolve':
      return resolve(command, state);
    default:
      return never(command);
  }
}

/** A concern that touches the custodian or their chain never reaches them: it is the deputy's from the first moment. */
function raise(command: CommandOf<'raise'>, state: ConcernState): Events {
  if (state.status !== 'none') throw new DomainError('concern-exists', 'There is a concern under this id: use another.');
  const { concernId, programmeId, reporter, custodian, deputy, category, text, touches, on } = command;
  if (custodian.touched && deputy.touched) {
    throw new DomainError('no-independent-handler', 'It touches both who could take it: use a statutory channel.');
  }
  const { raiserId, mailboxHash } = identityOf(reporter);
  const data = {
    concernId, on, raiserId, anonymous: raiserId === null, mailboxHash,
    programmeId, custodianId: custodian.id, deputyId: deputy.id, category, text, touches,
  };
  const raised: ConcernEvent = { type: 'ConcernRaised', data };
  return custodian.touched ? [raised, { type: 'ConcernReassigned', data: { concernId, on, raiserId } }] : [raised];
}

function identityOf(reporter: Reporter): { readonly raiserId: string | null; readonly mailboxHash: string | null } {
  if ('by' in reporter) return { raiserId: reporter.by, mailboxHash: null };
  return { raiserId: null, mailboxHash: reporter.mailboxHash };
}

function reassign({ by, on }: CommandOf<'reassign'>, state: KnownConcern): Events {
  if (by !== 'system') checkHandler(by, state);
  if (state.handler === 'deputy' || state.status === 'resolved') return [];
  return [{ type: 'ConcernReassigned', data: caseOf(state, on) }];
}

function write({ messageId, author, text, on }: CommandOf<'write'>, state: KnownConcern): Events {
  const from = isReporter(author, state) ? 'reporter' : 'handler';
  if (from === 'handler') checkHandler('by' in author ? author.by : undefined, state);
  return [{ type: 'ConcernMessageSent', data: { ...caseOf(state, on), messageId, from, text } }];
}

function giveFeedback({ text, on }: CommandOf<'giveFeedback'>, state: KnownConcern): Events {
  refuseResolved(state);
  const late = !state.answered && on > feedbackBy(state.raisedOn);
  return [{ type: 'ConcernFeedbackGiven', data: { ...caseOf(state, on), late, text } }];
}

function resolve({ outcome, text, on }: CommandOf<'resolve'>, state: KnownConcern): Events {
  if (state.status === 'resolved') return [];
  if (!state.answered) throw new DomainError('feedback-missing', 'Tell the reporter what was done before you resolve it.');
  return [{ type: 'ConcernResolved', data: { ...caseOf(state, on), outcome, text } }];
}

function noticeOverdue({ what, on }: CommandOf<'noticeOverdue'>, state: KnownConcern): Events {
  const done = what === 'acknowledgement' ? state.acknowledged : state.answered;
  const last = what === 'acknowledgement' ? acknowledgeBy(state.raisedOn) : feedbackBy(state.raisedOn);
  if (done || state.status === 'resolved' || on <= last || state.overdue.includes(what)) return [];
  return [{ type: 'ConcernOverdue', data: { ...caseOf(state, on), what } }];
}

function refuseResolved({ status }: KnownConcern): void {
  if (status === 'resolved') throw new DomainError('concern-resolved', 'The concern is resolved: write through the mailbox.');
}

export const concernDecider: Decider<ConcernCommand, ConcernEvent, ConcernState> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
