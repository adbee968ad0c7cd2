import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import { overridable } from '../constraints.js';
import type { DiscardReason, MatchRunEvent, RunCounts, RunHashes, RunKind } from './events.js';

type DataOf<T extends MatchRunEvent['type']> = Extract<MatchRunEvent, { type: T }>['data'];

interface Known {
  readonly ids: { readonly runId: string; readonly programmeId: string; readonly cohort?: number };
  readonly kind: RunKind;
}

export type MatchRunState =
  | { readonly status: 'none' }
  | (Known & { readonly status: 'requested' })
  | (Known & { readonly status: 'completed'; readonly hashes: RunHashes; readonly counts: RunCounts })
  | (Known & { readonly status: 'published'; readonly hashes: RunHashes; readonly by: string })
  | (Known & { readonly status: 'discarded'; readonly reason: DiscardReason });

export type MatchRunCommand =
  | (DataOf<'MatchRunRequested'> & { readonly type: 'request' })
  | (Omit<DataOf<'MatchRunCompleted'>, 'runId' | 'programmeId' | 'cohort' | 'kind' | 'verdict'> & {
      readonly type: 'complete';
      readonly verdict: 'optimal' | 'refused';
    })
  | {
      readonly type: 'publish';
      /** A named person. */
      readonly by: string;
      /** True when a proposal of the run concerns them. */
      readonly involved: boolean;
      /** True when another run of the programme was published after this one's snapshot was taken. */
      readonly outdated: boolean;
    }
  /** Ends the computation. `by` is a named person. */
  | { readonly type: 'abort'; readonly by: string }
  | { readonly type: 'discard'; readonly reason: DiscardReason; readonly by?: string };

type CommandOf<T extends MatchRunCommand['type']> = Extract<MatchRunCommand, { type: T }>;

/** One computation over a snapshot. It proposes; a named person, whom it does not concern, publishes. */
export const matchRunDecider: Decider<MatchRunCommand, MatchRunEvent, MatchRunState> = {
  initial: { status: 'none' },
  decide: (command, state) => {
    if (command.type === 'request') return request(command, state);
    if (state.status === 'none') throw new DomainError('run-not-found', 'There is no such match run.');
    switch (command.type) {
      case 'complete': return complete(command, state);
      case 'publish': return publish(command, state);
      case 'abort': return abort(command, state);
      case 'discard': return discard(command, state);
      default: return never(command);
    }
  },
  evolve: (state, event) => {
    if (event.type === 'MatchRunRequested') {
      const { runId, programmeId, cohort, kind } = event.data;
      const ids = cohort === undefined ? { runId, programmeId } : { runId, programmeId, cohort };
      return { status: 'requested', ids, kind };
    }
    return state.status === 'none' ? state : evolveKnown(state, event);
  },
};

type ExistingRun = Exclude<MatchRunState, { status: 'none' }>;

function evolveKnown(state: ExistingRun, event: Exclude<MatchRunEvent, { type: 'MatchRunRequested' }>): MatchRunState {
  const { ids, kind } = state;
  switch (event.type) {
    case 'MatchRunCompleted': {
      const { snapshotHash, resultHash, certificateHash, counts } = event.data;
      return { status: 'completed', ids, kind, hashes: { snapshotHash, resultHash, certificateHash }, counts };
    }
    case 'MatchRunPublished':
      return state.status === 'completed' ? { status: 'published', ids, kind, hashes: state.hashes, by: event.data.by } : state;
    case 'MatchRunDiscarded': return { status: 'discarded', ids, kind, reason: event.data.reason };
    default: return never(event);
  }
}

function request(command: CommandOf<'request'>, state: MatchRunState): readonly MatchRunEvent[] {
  if (state.status !== 'none') return [];
  const { type: _, ...data } = command;
  if ((data.kind === 'what-if') !== (data.whatIf !== undefined)) {
    throw new DomainError('what-if-incomplete', 'A what-if names the run it is compared with; a run to publish has none.');
  }
  if (data.whatIf?.without !== undefined && !overridable.has(data.whatIf.without)) {
    throw new DomainError('constraint-not-overridable', 'This constraint is never set aside, not even to try.');
  }
  if (!Number.isSafeInteger(data.seed)) throw new DomainError('seed-invalid', 'The seed is a whole number.');
  return [{ type: 'MatchRunRequested', data }];
}

function complete(command: CommandOf<'complete'>, state: ExistingRun): readonly MatchRunEvent[] {
  if (state.status === 'discarded') throw new DomainError('run-discarded', 'This run was discarded; request a new one.');
  const { type: _, verdict, ...found } = command;
  if (state.status !== 'requested') return sameResult(found, state);
  if (verdict !== 'optimal') {
    return [{ type: 'MatchRunDiscarded', data: { ...state.ids, kind: state.kind, reason: 'certificate-refused' } }];
  }
  return [{ type: 'MatchRunCompleted', data: { ...state.ids, kind: state.kind, ...found, verdict } }];
}

/** A run that was interrupted is computed again: the bytes must be the same. */
function sameResult(found: RunHashes, state: Extract<ExistingRun, { hashes: RunHashes }>): readonly MatchRunEvent[] {
  const keys = ['snapshotHash', 'resultHash', 'certificateHash'] as const;
  if (keys.every((key) => found[key] === state.hashes[key])) return [];
  throw new DomainError('run-differs', 'This run was completed before with another result: verify it.');
}

function publish(command: CommandOf<'publish'>, state: ExistingRun): readonly MatchRunEvent[] {
  if (state.kind === 'what-if') throw new DomainError('what-if-not-publishable', 'A what-if run is for looking at only.');
  if (state.status === 'published') return [];
  if (state.status === 'requested') throw new DomainError('run-not-completed', 'The run is not completed yet.');
  if (state.status === 'discarded') throw new DomainError('run-discarded', 'This run was discarded; request a new one.');
  if (command.by.trim() === '') throw new DomainError('publisher-not-named', 'A named person publishes.');
  if (command.involved) {
    throw new DomainError('own-pairing', 'A proposal of this run concerns you: ask another admin to publish it.');
  }
  if (command.outdated) throw new DomainError('run-outdated', 'Another run was published since: request a new one.');
  return [{ type: 'MatchRunPublished', data: { ...state.ids, by: command.by, counts: state.counts } }];
}

function abort({ by }: CommandOf<'abort'>, state: ExistingRun): readonly MatchRunEvent[] {
  if (state.status === 'discarded') return [];
  if (state.status !== 'requested') throw new DomainError('run-completed', 'The run is completed: discard it instead.');
  return [{ type: 'MatchRunDiscarded', data: { ...state.ids, kind: state.kind, reason: 'aborted', by } }];
}

function discard(command: CommandOf<'discard'>, state: ExistingRun): readonly MatchRunEvent[] {
  if (state.status === 'discarded') return [];
  if (state.status === 'published') {
    throw new DomainError('run-published', 'A published run stays; its pairings are ended one by one.');
  }
  const who = command.by === undefined ? {} : { by: command.by };
  return [{ type: 'MatchRunDiscarded', data: { ...state.ids, kind: state.kind, reason: command.reason, ...who } }];
}
