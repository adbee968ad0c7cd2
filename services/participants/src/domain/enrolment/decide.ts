import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import { sameContent } from '../same-content.js';
import { modulesFor } from '../training-catalogue.js';
import type { EnrolmentCommand } from './commands.js';
import type { EnrolmentEvent } from './events.js';
import { checkEligible, checkGrant, checkTerms, mustBeLineManager, mustBeOneself } from './rules.js';
import { evolve, hasAllItNeeds, isActive, whoseOf, type Active, type EnrolmentState } from './state.js';

export const enrolmentDecider: Decider<EnrolmentCommand, EnrolmentEvent, EnrolmentState> = {
  initial: { status: 'none' },
  decide,
  evolve,
};

type Of<T extends EnrolmentCommand['type']> = Extract<EnrolmentCommand, { type: T }>;

function decide(command: EnrolmentCommand, state: EnrolmentState): readonly EnrolmentEvent[] {
  switch (command.type) {
    case 'Invite':
      return state.status === 'none' ? [{ type: 'Invited', data: whoseOf(command) }] : [];
    case 'Nominate':
      return nominate(command, state);
    case 'Apply':
      return apply(command, state);
    case 'WithdrawEnrolment':
      return withdraw(command, state);
    default:
      return readied(state, decideActive(command, mustBeActive(state)));
  }
}

type OfActive = Exclude<EnrolmentCommand, { type: 'Invite' | 'Nominate' | 'Apply' | 'WithdrawEnrolment' }>;

function decideActive(command: OfActive, state: Active): readonly EnrolmentEvent[] {
  switch (command.type) {
    case 'Admit':
      return admit(command, state);
    case 'Waitlist':
      return state.status === 'applied' && !state.waitlisted ? [{ type: 'Waitlisted', data: state.whose }] : [];
    case 'SetGoals':
      return setGoals(command, state);
    case 'CompleteTraining':
      return completeTraining(command, state);
    case 'GrantTime':
      return grantTime(command, state);
    case 'RefuseTime':
      mustBeLineManager(command);
      return state.time === 'refused' ? [] : [{ type: 'TimeReleaseRefused', data: { ...state.whose, by: command.by } }];
    case 'PauseEnrolment':
      return pause(command, state);
    case 'ResumeEnrolment':
      return resume(command, state);
    default:
      return never(command);
  }
}

/** Where the last thing that was missing is there, the enrolment is ready: nobody declares it. */
function readied(state: EnrolmentState, events: readonly EnrolmentEvent[]): readonly EnrolmentEvent[] {
  const after = events.reduce(evolve, state);
  if (after.status !== 'admitted' || !hasAllItNeeds(after)) return events;
  return [...events, { type: 'EnrolmentReady', data: after.whose }];
}

/** Naming somebody enrols nobody; named again after it lapsed, they are asked again. */
function nominate(command: Of<'Nominate'>, state: EnrolmentState): readonly EnrolmentEvent[] {
  if (command.by === command.personId) throw new DomainError('nominated-oneself', 'Nobody nominates themselves: apply instead.');
  const lapsed = state.status === 'asked' && state.lapsesOn !== null && state.lapsesOn < command.on;
  if (state.status !== 'none' && !lapsed) return [];
  return [{ type: 'Nominated', data: { ...whoseOf(command), by: command.by, lapsesOn: command.lapsesOn } }];
}

function apply(command: Of<'Apply'>, state: EnrolmentState): readonly EnrolmentEvent[] {
  mustBeOneself(command);
  if (isActive(state)) return [];
  checkEligible(command.eligibility);
  const asked = state.status === 'asked' ? state.whose.cohort : undefined;
  return [{ type: 'Applied', data: whoseOf({ cohort: asked, ...whoseOf(command) }) }];
}

/** The programme may move an application to another cohort when it admits it. */
function admit({ cohort, modules }: Of<'Admit'>, state: Active): readonly EnrolmentEvent[] {
  if (state.status !== 'applied') return [];
  return [{ type: 'Admitted', data: { ...whoseOf({ ...state.whose, cohort: cohort ?? state.whose.cohort }), modules } }];
}

function setGoals(command: Of<'SetGoals'>, state: Active): readonly EnrolmentEvent[] {
  mustBeOneself(command);
  checkTerms(command.terms, command.role);
  return sameContent(state.terms, command.terms) ? [] : [{ type: 'GoalsSet', data: { ...state.whose, ...command.terms } }];
}

function completeTraining(command: Of<'CompleteTraining'>, state: Active): readonly EnrolmentEvent[] {
  mustBeOneself(command);
  const needed = state.status === 'applied' ? modulesFor(command.role) : state.modules;
  if (!needed.includes(command.module)) {
    throw new DomainError('module-not-needed', 'The programme asks no such module of this role: choose one that it asks for.');
  }
  if (state.completed.includes(command.module)) return [];
  return [{ type: 'TrainingCompleted', data: { ...state.whose, module: command.module } }];
}

function grantTime(command: Of<'GrantTime'>, state: Active): readonly EnrolmentEvent[] {
  mustBeLineManager(command);
  const pledge = checkGrant(command);
  const { by, hoursPerMonth } = command;
  if (state.time === 'released' && state.hoursPerMonth === hoursPerMonth) return [];
  return [{ type: 'TimeReleaseGranted', data: { ...state.whose, hoursPerMonth, by, pledge } }];
}

function pause(command: Of<'PauseEnrolment'>, state: Active): readonly EnrolmentEvent[] {
  if (command.cause === 'own-wish') mustBeOneself(command);
  return state.paused ? [] : [{ type: 'EnrolmentPaused', data: { ...state.whose, cause: command.cause } }];
}

/** Each lifts their own pause: the person the one they wished for, the programme any other. */
function resume(command: Of<'ResumeEnrolment'>, state: Active): readonly EnrolmentEvent[] {
  if (!state.paused) return [];
  if (state.paused.cause === 'own-wish') mustBeOneself(command);
  else if (command.by === command.personId) {
    throw new DomainError('paused-by-programme', 'The programme paused this enrolment: its admin can resume it.');
  }
  return [{ type: 'EnrolmentResumed', data: state.whose }];
}

function withdraw(command: Of<'WithdrawEnrolment'>, state: EnrolmentState): readonly EnrolmentEvent[] {
  const { cause } = command;
  if (cause === 'own-wish') mustBeOneself(command);
  if (state.status === 'withdrawn' || (cause !== 'own-wish' && !isActive(state))) return [];
  // Nothing can be sealed for an erased person any more; their causes read as null anyway.
  return [{ type: 'EnrolmentWithdrawn', data: { ...mustBeActive(state).whose, cause: cause === 'erased' ? null : cause } }];
}

function mustBeActive(state: EnrolmentState): Active {
  if (isActive(state)) return state;
  if (state.status === 'withdrawn') throw new DomainError('enrolment-withdrawn', 'The enrolment is over: apply again.');
  throw new DomainError('not-applied', 'Nobody is enrolled by another: the person has to apply first.');
}
