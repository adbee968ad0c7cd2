import { DomainError } from '@flipside/event-sourcing';
import type { ProgrammeCommand } from './commands.js';
import type { Objective, Outcome, ProgrammeEvent } from './events.js';
import type { ProgrammeState } from './state.js';

type Of<T extends ProgrammeCommand['type']> = Extract<ProgrammeCommand, { type: T }>;
type Existing = Exclude<ProgrammeState, { status: 'none' }>;
type Open = Extract<ProgrammeState, { status: 'open' }>;

export function observe(command: Of<'ObserveOutcome'>, state: Existing): readonly ProgrammeEvent[] {
  const { type: _type, today, ...data } = command;
  const { measure, value, on } = data;
  const { objectives } = mustBeOpen(state);
  if (!Object.values(objectives).some((objective) => objective.measure === measure)) {
    throw new DomainError('measure-unknown', 'No objective of this programme has this measure: check its code.');
  }
  if (!Number.isFinite(value)) throw new DomainError('value-invalid', 'A value is a number.');
  if (on > today) throw new DomainError('observed-ahead', 'Nothing can be observed on a day that lies ahead: correct the day.');
  return [{ type: 'OutcomeObserved', data }];
}

/** The outcome follows from value and target; nobody chooses it. An assessment stands once it is made. */
export function assess(command: Of<'AssessObjective'>, state: Existing): readonly ProgrammeEvent[] {
  const { type: _type, ...data } = command;
  const { objectives, assessed } = mustBeOpen(state);
  const objective = objectives[data.objectiveId];
  if (!objective) throw new DomainError('objective-unknown', 'The programme has no such objective: check its id.');
  if (data.value === null && !data.reason?.trim()) {
    throw new DomainError('reason-missing', 'Say why the objective can not be measured.');
  }
  const before = assessed[data.objectiveId];
  if (before?.value === data.value) return [];
  if (before) throw new DomainError('objective-assessed', 'The objective is assessed: the result stands.');
  return [{ type: 'ObjectiveAssessed', data: { ...data, outcome: outcomeOf(objective, data.value) } }];
}

export function close({ programmeId, on }: Of<'CloseProgramme'>, state: Existing): readonly ProgrammeEvent[] {
  if (state.status === 'closed') return [];
  const { objectives, assessed } = mustBeOpen(state);
  const missing = Object.keys(objectives).filter((objectiveId) => !assessed[objectiveId]);
  if (missing.length > 0) {
    throw new DomainError('objective-unassessed', 'It closes when every objective is assessed: assess the rest.', { missing });
  }
  return [{ type: 'ProgrammeClosed', data: { programmeId, on } }];
}

function outcomeOf({ direction, target }: Objective, value: number | null): Outcome {
  if (value === null) return 'not-measurable';
  return (direction === 'up' ? value >= target : value <= target) ? 'met' : 'missed';
}

function mustBeOpen(state: Existing): Open {
  if (state.status === 'open') return state;
  if (state.status === 'closed') throw new DomainError('programme-closed', 'The programme is closed: nothing changes any more.');
  throw new DomainError('programme-not-open', 'The programme is not open yet: open it first.');
}
