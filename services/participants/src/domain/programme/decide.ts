import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import { sameContent } from '../same-content.js';
import type { ProgrammeCommand } from './commands.js';
import type { ProgrammeEvent } from './events.js';
import { assess, close, observe } from './judge.js';
import { mustBeComplete } from './opening-rules.js';
import { checkPolicy } from './policy-rules.js';
import { checkGovernance, checkObjective, checkOffices } from './preparation-rules.js';
import { evolve, type ProgrammeState } from './state.js';

export const programmeDecider: Decider<ProgrammeCommand, ProgrammeEvent, ProgrammeState> = {
  initial: { status: 'none' },
  decide,
  evolve,
};

type Of<T extends ProgrammeCommand['type']> = Extract<ProgrammeCommand, { type: T }>;
type Existing = Exclude<ProgrammeState, { status: 'none' }>;
type Draft = Extract<ProgrammeState, { status: 'draft' }>;

function decide(command: ProgrammeCommand, state: ProgrammeState): readonly ProgrammeEvent[] {
  switch (command.type) {
    case 'CreateProgramme':
      return create(command, state);
    case 'ObserveOutcome':
      return observe(command, mustExist(state));
    case 'AssessObjective':
      return assess(command, mustExist(state));
    case 'CloseProgramme':
      return close(command, mustExist(state));
    case 'OpenProgramme':
      return open(command, mustExist(state));
    case 'NameSponsor':
      return nameSponsor(command, mustExist(state));
    case 'RecordGovernance':
      return recordGovernance(command, mustExist(state));
    default:
      return prepare(command, mustBeDraft(mustExist(state)));
  }
}

function create({ programmeId, name, adminId }: Of<'CreateProgramme'>, state: ProgrammeState): readonly ProgrammeEvent[] {
  if (name.trim() === '') throw new DomainError('programme-without-name', 'A programme needs a name.');
  return state.status === 'none' ? [{ type: 'ProgrammeCreated', data: { programmeId, name, adminId } }] : [];
}

/** Objectives and policy are what people are told before they apply: once open they change by an adjustment only. */
function prepare(command: Of<'SetObjective' | 'SetPolicy'>, state: Draft): readonly ProgrammeEvent[] {
  const { programmeId } = command;
  switch (command.type) {
    case 'SetObjective':
      checkObjective(command.objective);
      if (sameContent(state.objectives[command.objective.objectiveId], command.objective)) return [];
      return [{ type: 'ObjectiveSet', data: { programmeId, ...command.objective } }];
    case 'SetPolicy':
      checkPolicy(command.policy);
      if (sameContent(state.policy, command.policy)) return [];
      return [{ type: 'PolicySet', data: { programmeId, policy: command.policy } }];
    default:
      return never(command);
  }
}

function nameSponsor({ programmeId, sponsorId }: Of<'NameSponsor'>, state: Existing): readonly ProgrammeEvent[] {
  mustNotBeClosed(state);
  checkOffices({ ...state, sponsorId });
  return state.sponsorId === sponsorId ? [] : [{ type: 'SponsorNamed', data: { programmeId, sponsorId } }];
}

/** Recorded anew also while open, since a custodian may leave; it still has to agree with the policy that runs. */
function recordGovernance(command: Of<'RecordGovernance'>, state: Existing): readonly ProgrammeEvent[] {
  const { type: _type, ...data } = command;
  mustNotBeClosed(state);
  checkGovernance(data.governance);
  const next = { ...state, ...data };
  checkOffices(next);
  if (state.status === 'open') mustBeComplete(next, state.governance?.representatives.map(({ country }) => country) ?? []);
  const before = { governance: state.governance, custodianId: state.custodianId, deputyId: state.deputyId };
  const now = { governance: data.governance, custodianId: data.custodianId, deputyId: data.deputyId };
  return sameContent(before, now) ? [] : [{ type: 'GovernanceRecorded', data }];
}

/** Most units whose map fits an event with room to spare. */
const MOST_UNITS = 5_000;

function open({ programmeId, silos, countries, on }: Of<'OpenProgramme'>, state: Existing): readonly ProgrammeEvent[] {
  if (state.status === 'open') return [];
  const { policy, objectives } = mustBeComplete(mustBeDraft(state), countries);
  if (policy.window.to < on) throw new DomainError('window-over', 'The window is over: set a policy with another one.');
  if (silos.reduce((sum, silo) => sum + silo.unitIds.length, 0) > MOST_UNITS) {
    throw new DomainError('too-many-units', `A programme spans at most ${MOST_UNITS} units: leave out those without people.`);
  }
  const facts = Object.values(objectives).map(({ statement: _statement, ...fact }) => fact);
  return [{ type: 'ProgrammeOpened', data: { programmeId, window: policy.window, silos, objectives: facts } }];
}

function mustExist(state: ProgrammeState): Existing {
  if (state.status === 'none') throw new DomainError('programme-unknown', 'There is no programme with this id: check it.');
  return state;
}

function mustBeDraft(state: Existing): Draft {
  mustNotBeClosed(state);
  if (state.status === 'draft') return state;
  throw new DomainError('programme-open', 'The programme is open: what people were told stays as it is.');
}

function mustNotBeClosed(state: Existing): void {
  if (state.status === 'closed') throw new DomainError('programme-closed', 'The programme is closed: nothing changes any more.');
}
