import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import { dayOf, plusDays } from '../moments.js';
import { pairOf, sideOf } from '../pair.js';
import { notFound, notInForce } from '../refusals.js';
import type { AgreementCommand, CommandOf } from './commands.js';
import type { AgreementEvent } from './events.js';
import { escalateSilence, nudge, putOffNudge } from './notices.js';
import { noteSession, noticeStall, putOffStall, quietSince, stallAtAfter } from './rhythm.js';
import { evolve, type Agreed, type AgreementState, type Draft, type KnownAgreement } from './state.js';
import { check } from './terms.js';

type Events = readonly AgreementEvent[];

/** Days after its last day at which an agreement without a closing is completed by the system. */
export const CLOSING_GRACE_DAYS = 14;
/** Days before its last day from which a pair may close. */
const CLOSING_WINDOW_DAYS = 30;

function decide(command: AgreementCommand, state: AgreementState): Events {
  switch (command.type) {
    case 'draft':
      return draft(command, state);
    case 'withdraw':
      return withdraw(command, state);
    case 'sign':
      return sign(command, existing(state));
    case 'complete':
      return complete(command, existing(state));
    default:
      return state.status === 'none' ? [] : told(command, state);
  }
}

type Told = Exclude<AgreementCommand, { type: 'draft' | 'withdraw' | 'sign' | 'complete' }>;

/** What matching tells; all else is what time and sessions tell. */
function told(command: Told, state: KnownAgreement): Events {
  switch (command.type) {
    case 'pause':
      return pause(command, state);
    case 'resume':
      return resume(command, state);
    case 'close':
      return close(command, state);
    default:
      return noticed(command, state);
  }
}

function noticed(command: Exclude<Told, { type: 'pause' | 'resume' | 'close' }>, state: KnownAgreement): Events {
  switch (command.type) {
    case 'nudge':
      return nudge(command, state);
    case 'escalateSilence':
      return escalateSilence(command, state);
    case 'noticeStall':
      return noticeStall(command, state);
    case 'noteSession':
      return noteSession(command, state);
    case 'putOffNudge':
      return putOffNudge(command, state);
    case 'putOffStall':
      return putOffStall(command, state);
    default:
      return never(command);
  }
}

function draft(command: CommandOf<'draft'>, state: AgreementState): Events {
  const pair = state.status === 'none' ? pairOf(command) : state.pair;
  const by = sideOf(pair, command.by, 'agreement-not-found');
  if (!command.pairingActive) throw notInForce();
  if (state.status !== 'none') refuseUnlessOpen(state);
  check(command.proposal);
  const { awayFromLeadersOffice: _, text, ...terms } = command.proposal;
  const version = state.status === 'none' ? 1 : state.version + 1;
  const careerSupport = text.careerSupport.length;
  const times = { draftedAt: command.at, remindAt: command.remindAt };
  return [{ type: 'AgreementDrafted', data: { ...pair, ...terms, careerSupport, version, by, text, ...times } }];
}

function sign(command: CommandOf<'sign'>, state: KnownAgreement): Events {
  const side = sideOf(state.pair, command.by, 'agreement-not-found');
  refuseUnlessOpen(state);
  const waiting = state.draft;
  if (!waiting) throw new DomainError('already-signed', 'Both have signed: somebody has to draft other terms first.');
  if (waiting.version !== command.version) {
    throw new DomainError('draft-changed', 'The terms were changed since: read them again and sign that version.');
  }
  if (waiting.signed.includes(side)) throw new DomainError('already-signed', 'You have signed: the other side has to sign now.');
  if (!command.confidentiality || (side === 'mentee' && !command.noRepercussion)) {
    throw new DomainError('pledge-missing', 'Both pledge confidentiality, the leader also that nothing said has repercussions.');
  }
  const signed: AgreementEvent = {
    type: 'AgreementSigned',
    data: { pairingId: state.pair.pairingId, version: waiting.version, side, signedAt: command.at },
  };
  return waiting.signed.length === 0 ? [signed] : [signed, inForce(waiting, state)];
}

function inForce(draft: Draft, state: KnownAgreement): AgreementEvent {
  const { by: _by, draftedAt: _at, signed: _signed, signedAt: _signedAt, ...terms } = draft;
  const stallAt = stallAtAfter(state.terms ? quietSince(state) : terms.startsOn, terms);
  return { type: state.terms ? 'AgreementAmended' : 'AgreementInForce', data: { ...state.pair, ...terms, stallAt } };
}

/** Always possible until the end, also before anything was drafted; a wish that came before is not told to the other. */
function withdraw(command: CommandOf<'withdraw'>, state: AgreementState): Events {
  const pair = state.status === 'none' ? pairOf(command) : state.pair;
  const side = sideOf(pair, command.by, 'agreement-not-found');
  if (state.status === 'completed' || state.status === 'closed') throw over();
  if (state.status === 'paused' && state.withdrawn.includes(side)) return [];
  return [{ type: 'AgreementWithdrawn', data: { ...pair, side } }];
}

function pause(command: CommandOf<'pause'>, state: KnownAgreement): Events {
  if (state.status !== 'drafted' && state.status !== 'in-force') return [];
  return [{ type: 'AgreementPaused', data: { pairingId: state.pair.pairingId, from: command.from } }];
}

function resume(command: CommandOf<'resume'>, state: KnownAgreement): Events {
  if (state.status !== 'paused' || state.withdrawn.length > 0) return [];
  const stallAt = state.terms && stallAtAfter(dayOf(command.from), state.terms);
  return [{ type: 'AgreementResumed', data: { pairingId: state.pair.pairingId, from: command.from, stallAt } }];
}

function close(command: CommandOf<'close'>, state: KnownAgreement): Events {
  if (state.status === 'completed' || state.status === 'closed') return [];
  return [{ type: 'AgreementClosed', data: { pairingId: state.pair.pairingId, closedOn: dayOf(command.at) } }];
}

function complete(command: CommandOf<'complete'>, state: KnownAgreement): Events {
  if (command.by === 'system') return completeBySystem(command, state);
  sideOf(state.pair, command.by, 'agreement-not-found');
  if (state.status === 'completed') return [];
  if (state.status !== 'in-force' || !state.terms) throw refusalOf(state);
  const completedOn = dayOf(command.at);
  const { closingHeldOn } = command;
  if (closingHeldOn === null || closingHeldOn > completedOn) {
    throw new DomainError('closing-missing', 'Hold the closing first and say on which day it was.');
  }
  refuseEarly(completedOn, state.terms, state.held.length);
  return [{ type: 'AgreementCompleted', data: { ...state.pair, completedOn, closingHeldOn } }];
}

function refuseEarly(today: string, { endsOn, cadence }: Agreed, held: number): void {
  if (today >= plusDays(endsOn, -CLOSING_WINDOW_DAYS) || held >= cadence.sessions) return;
  throw new DomainError('too-early-to-complete', 'Sessions are left and the end is far: hold them, or amend the end.');
}

function completeBySystem(command: CommandOf<'complete'>, state: KnownAgreement): Events {
  const today = dayOf(command.at);
  if (state.status !== 'in-force' || !state.terms || today < plusDays(state.terms.endsOn, CLOSING_GRACE_DAYS)) return [];
  return [{ type: 'AgreementCompleted', data: { ...state.pair, completedOn: today, closingHeldOn: null } }];
}

function existing(state: AgreementState): KnownAgreement {
  if (state.status === 'none') throw notFound('agreement-not-found');
  return state;
}

function refuseUnlessOpen(state: KnownAgreement): void {
  if (state.status !== 'drafted' && state.status !== 'in-force') throw refusalOf(state);
}

const refusalOf = (state: KnownAgreement): DomainError =>
  state.status === 'completed' || state.status === 'closed' ? over() : notInForce();

const over = (): DomainError => new DomainError('agreement-over', 'The agreement has ended.');

export const agreementDecider: Decider<AgreementCommand, AgreementEvent, AgreementState> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
