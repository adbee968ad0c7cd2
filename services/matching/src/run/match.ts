import type { HardConstraint } from '../domain/constraints.js';
import { fieldOf } from '../scoring/pairs/field.js';
import type { Snapshot } from '../scoring/snapshot.js';
import { canonicalSnapshot } from './canonical-snapshot.js';
import { proposalsOf } from './proposals.js';
import { countsOf, reportOf, topicCounts } from './report.js';
import type { RunResult } from './result.js';
import { solveRun, type SolvedRun, type SolveSettings } from './solve-run.js';
import { survey } from './survey.js';
import { unmatchedPeople } from './unmatched.js';

/** Changed whenever the same snapshot and policy would give other bytes. */
export const ENGINE_VERSION = '6';

export interface MatchSettings extends SolveSettings {
  /** A constraint that a what-if run sets aside. */
  readonly without?: HardConstraint;
}

export interface MatchOutcome {
  readonly result: RunResult;
  readonly solved: SolvedRun;
}

/**
 * From a snapshot to explained proposals. Pure: the same snapshot, policy and seed give the same result on any machine.
 *
 * @throws DomainError `policy-invalid`, `snapshot-invalid`; AssignmentError `aborted` or the signal's reason.
 */
export async function match(snapshot: Snapshot, settings: MatchSettings): Promise<MatchOutcome> {
  const solved = await solveRun(fieldOf(canonicalSnapshot(snapshot), settings.without), settings);
  const seen = await survey(solved, settings);
  const proposals = proposalsOf(solved, seen);
  const unmatched = await unmatchedPeople(solved, seen, settings);
  const result: RunResult = {
    version: 1, proposals, unmatched, counts: countsOf(solved, proposals, unmatched),
    topics: topicCounts(solved.field, proposals, unmatched), report: reportOf(solved, seen, proposals),
  };
  return { result, solved };
}
