import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import type { HrImportCommand } from './commands.js';
import { importStages, type HoldReason, type HrImportEvent, type ImportStage } from './events.js';

interface Progress {
  readonly importId: string;
  readonly coverage: 'full' | 'partial';
  /** The last rejection that is in the log; rejections come in the order of stage and line, so what is before it is there. */
  readonly stage: ImportStage;
  readonly line: number;
  readonly rejected: number;
}

export type HrImportState =
  | { readonly status: 'none' }
  | ({ readonly status: 'running'; readonly released: boolean } & Progress)
  | ({ readonly status: 'held' } & Progress)
  | ({ readonly status: 'completed' } & Progress);

export const hrImportDecider: Decider<HrImportCommand, HrImportEvent, HrImportState> = {
  initial: { status: 'none' },
  decide,
  evolve,
};

function decide(command: HrImportCommand, state: HrImportState): readonly HrImportEvent[] {
  switch (command.type) {
    case 'StartImport':
      return start(command, state);
    case 'RejectRows':
      return reject(command, mustRun(state));
    case 'WeighChanges':
      return weigh(command, mustBeStarted(state));
    case 'ReleaseImport':
      return release(command.importId, mustBeStarted(state));
    case 'CompleteImport':
      return complete(command, state);
    default:
      return never(command);
  }
}

type Of<T extends HrImportCommand['type']> = Extract<HrImportCommand, { type: T }>;
type Started = Exclude<HrImportState, { status: 'none' }>;
type Running = Extract<HrImportState, { status: 'running' }>;

const DAY_MS = 86_400_000;

function start({ type: _type, at, ...data }: Of<'StartImport'>, state: HrImportState): readonly HrImportEvent[] {
  // A day of grace, since it is tomorrow already somewhere on earth.
  const latest = new Date(Date.parse(at) + DAY_MS).toISOString().slice(0, 10);
  if (data.asOf > latest) throw new DomainError('as-of-ahead', 'A file can’t state what will be: give the day it is for.');
  return state.status === 'none' ? [{ type: 'HrImportStarted', data }] : [];
}

function reject({ importId, stage, rows }: Of<'RejectRows'>, state: Running): readonly HrImportEvent[] {
  const order = importStages.indexOf(stage) - importStages.indexOf(state.stage);
  if (order < 0) return [];
  const fresh = order > 0 ? rows : rows.filter(({ line }) => line > state.line);
  const byLine = new Map(fresh.map((row) => [row.line, row]));
  return [...byLine.values()]
    .sort((a, b) => a.line - b.line)
    .map((row) => ({ type: 'RowRejected', data: { importId, stage, ...row } }));
}

/** Over 2 % of employments ended, or over 5 % of line managers changed, is more often a broken file than a fact. */
function weigh({ importId, known, endings, managerChanges }: Of<'WeighChanges'>, state: Started): readonly HrImportEvent[] {
  if (state.status !== 'running' || state.released) return [];
  const reasons: HoldReason[] = [];
  if (endings * 100 > known * 2) reasons.push('endings');
  if (managerChanges * 100 > known * 5) reasons.push('manager-changes');
  return reasons.length === 0 ? [] : [{ type: 'HrImportHeld', data: { importId, reasons, known, endings, managerChanges } }];
}

function release(importId: string, state: Started): readonly HrImportEvent[] {
  if (state.status === 'held') return [{ type: 'HrImportReleased', data: { importId } }];
  if (state.status === 'running' && state.released) return [];
  throw new DomainError('import-not-held', 'This import is not held: there is nothing to release.');
}

function complete({ importId, counts, notices }: Of<'CompleteImport'>, state: HrImportState): readonly HrImportEvent[] {
  if (state.status === 'completed') return [];
  const { rejected, coverage } = mustRun(state);
  const missing = coverage === 'full' ? counts.missing : null;
  return [{ type: 'HrImportCompleted', data: { importId, ...counts, missing, rejected, notices } }];
}

function mustBeStarted(state: HrImportState): Started {
  if (state.status === 'none') throw new DomainError('import-unknown', 'There is no import with this id: check it.');
  return state;
}

function mustRun(state: HrImportState): Running {
  const started = mustBeStarted(state);
  if (started.status === 'running') return started;
  if (started.status === 'held') throw new DomainError('import-held', 'This import is held: a person has to release it first.');
  throw new DomainError('import-completed', 'This import is completed: start another one.');
}

function evolve(state: HrImportState, event: HrImportEvent): HrImportState {
  if (event.type === 'HrImportStarted') {
    const { importId, coverage } = event.data;
    return { status: 'running', released: false, importId, coverage, stage: 'reading', line: 0, rejected: 0 };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'RowRejected':
      return { ...state, stage: event.data.stage, line: event.data.line, rejected: state.rejected + 1 };
    case 'HrImportHeld':
      return { ...state, status: 'held' };
    case 'HrImportReleased':
      return { ...state, status: 'running', released: true };
    case 'HrImportCompleted':
      return { ...state, status: 'completed' };
    default:
      return never(event);
  }
}
