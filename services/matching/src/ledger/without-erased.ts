import type { Change, Proposal, RunnerUp, Unmatched } from '../run/result.js';

/**
 * What a run found, as it may still be read: rows are sealed under the people they are about, but a row may also name
 * somebody else (a runner-up, the mentor whose further place would help). Whoever is no longer among `present` is left out.
 */
export function withoutErased(
  present: ReadonlySet<string>,
  proposals: readonly (Proposal | null)[],
  unmatched: readonly (Unmatched | null)[],
): { proposals: readonly (Proposal | null)[]; unmatched: readonly (Unmatched | null)[] } {
  const known = (other: RunnerUp | null): RunnerUp | null => (other && present.has(other.personId) ? other : null);
  const possible = (change: Change | null): Change | null => (change?.kind === 'place' && !present.has(change.mentorId) ? null : change);
  return {
    proposals: proposals.map(
      (one) => one && { ...one, runnerUp: { ofMentee: known(one.runnerUp.ofMentee), ofMentor: known(one.runnerUp.ofMentor) } },
    ),
    unmatched: unmatched.map((one) => one && { ...one, change: possible(one.change) }),
  };
}
