import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import { sameContent } from '../same-content.js';
import type { PersonCommand } from './commands.js';
import { decideEmployment, endIfOver } from './decide-employment.js';
import type { PersonEvent } from './events.js';
import { checkProfile } from './profile-rules.js';
import { evolve, type Absence, type Employed, type Left, type PersonState } from './state.js';

export const personDecider: Decider<PersonCommand, PersonEvent, PersonState> = { initial: { status: 'none' }, decide, evolve };

function decide(command: PersonCommand, state: PersonState): readonly PersonEvent[] {
  if (command.type === 'ErasePerson') return erase(command, state);
  if (command.type === 'RecordEmployment') return decideEmployment(command, state);
  if (isMergedAlready(command, state)) return [];
  return decideKnown(command, mustBeKnown(state));
}

type OfKnown = Exclude<PersonCommand, { type: 'ErasePerson' | 'RecordEmployment' }>;

function decideKnown(command: OfKnown, state: Employed | Left): readonly PersonEvent[] {
  const { personId } = command;
  switch (command.type) {
    case 'EndEmployment':
      return endIfOver(command, state);
    case 'RecordAbsence':
      return recordAbsence(command, state);
    case 'UpdateProfile':
      return updateProfile(command, state);
    case 'GiveConsent':
      return giveConsent(command, state);
    case 'WithdrawConsent':
      if (!state.consents.includes(command.consentId)) return [];
      return [{ type: 'ConsentWithdrawn', data: { personId, consentId: command.consentId } }];
    case 'AssignReportingClass':
      if (state.reportingClass === command.reportingClass) return [];
      return [{ type: 'ReportingClassAssigned', data: { personId, reportingClass: command.reportingClass } }];
    case 'MergeInto':
      return mergeInto(command);
    case 'Absorb':
      return absorb(command, state);
    default:
      return never(command);
  }
}

/** Everything but erasing needs somebody who is known under this id. */
export function mustBeKnown(state: PersonState): Employed | Left {
  switch (state.status) {
    case 'none':
      throw new DomainError('person-unknown', 'Nobody is known by this id: check it.');
    case 'merged':
      throw new DomainError('person-merged', 'This id was merged into another: use that one.', { survivorId: state.survivorId });
    case 'erased':
      throw new DomainError('person-erased', 'This person was erased: nothing can be recorded of them.');
    default:
      return state;
  }
}

type Of<T extends PersonCommand['type']> = Extract<PersonCommand, { type: T }>;

function erase({ personId, on }: Of<'ErasePerson'>, state: PersonState): readonly PersonEvent[] {
  if (state.status === 'none') throw new DomainError('person-unknown', 'Nobody is known by this id: check it.');
  return state.status === 'erased' ? [] : [{ type: 'PersonErased', data: { personId, erasedOn: on } }];
}

function recordAbsence(command: Of<'RecordAbsence'>, state: Employed | Left): readonly PersonEvent[] {
  const { type: _type, ...data } = command;
  if (data.to !== null && data.to < data.from) {
    throw new DomainError('end-before-start', 'The absence ends before it starts: correct one of the days.');
  }
  const before = state.absences[data.absenceId];
  if (before && (olderThan(before, data.origin.asOf) || sameAbsence(before, data))) return [];
  return [{ type: 'AbsenceRecorded', data }];
}

function olderThan(before: Absence, asOf: string): boolean {
  return before.asOf !== null && asOf < before.asOf;
}

function sameAbsence(a: Pick<Absence, 'from' | 'to' | 'cancelled'>, b: Pick<Absence, 'from' | 'to' | 'cancelled'>): boolean {
  return a.from === b.from && a.to === b.to && a.cancelled === b.cancelled;
}

function updateProfile({ personId, profile, on }: Of<'UpdateProfile'>, state: Employed | Left): readonly PersonEvent[] {
  checkProfile(profile, on);
  if (sameContent(profile, state.profile)) return [];
  return [{ type: 'ProfileUpdated', data: { personId, profile } }];
}

function giveConsent({ type: _type, ...data }: Of<'GiveConsent'>, state: Employed | Left): readonly PersonEvent[] {
  return state.consents.includes(data.consentId) ? [] : [{ type: 'ConsentGiven', data }];
}

function mergeInto({ personId, survivorId }: Of<'MergeInto'>): readonly PersonEvent[] {
  if (personId === survivorId) throw new DomainError('merge-with-self', 'Both ids are the same: name the other one.');
  return [{ type: 'PersonsMerged', data: { personId, survivorId, absorbedId: personId, keys: null } }];
}

function isMergedAlready(command: PersonCommand, state: PersonState): boolean {
  return command.type === 'MergeInto' && state.status === 'merged' && state.survivorId === command.survivorId;
}

function absorb({ personId, absorbedId, keys }: Of<'Absorb'>, state: Employed | Left): readonly PersonEvent[] {
  if (personId === absorbedId) throw new DomainError('merge-with-self', 'Both ids are the same: name the other one.');
  if (state.absorbed.includes(absorbedId)) return [];
  return [{ type: 'PersonsMerged', data: { personId, survivorId: personId, absorbedId, keys } }];
}
