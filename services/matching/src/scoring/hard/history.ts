import type { HardConstraint } from '../../domain/constraints.js';
import type { SnapshotPair } from '../snapshot.js';

export type HistoryConstraint = Extract<HardConstraint, 'private' | 'repeat' | 'both-ways'>;

/** What earlier facts between two people forbid. */
export interface History {
  between(mentorId: string, menteeId: string): HistoryConstraint | undefined;
  /** Everybody of whom `between` would say something with this leader. */
  mentorsOf(menteeId: string): ReadonlyMap<string, HistoryConstraint>;
}

/**
 * A private constraint counts both ways and before all others, so that nothing else is read from it. A completed pairing is
 * not repeated in the same roles, an open one neither the same way nor the other way round.
 */
export function historyOf(pairs: readonly SnapshotPair[]): History {
  const byMentee = new Map<string, Map<string, HistoryConstraint>>();
  const note = (mentorId: string, menteeId: string, constraint: HistoryConstraint): void => {
    const known = byMentee.get(menteeId) ?? new Map<string, HistoryConstraint>();
    byMentee.set(menteeId, known);
    if (known.get(mentorId) !== 'private') known.set(mentorId, constraint);
  };
  for (const { mentorId, menteeId, kind } of pairs) {
    note(mentorId, menteeId, kind === 'private' ? 'private' : 'repeat');
    if (kind === 'private') note(menteeId, mentorId, 'private');
    if (kind === 'open') note(menteeId, mentorId, 'both-ways');
  }
  const none: ReadonlyMap<string, HistoryConstraint> = new Map();
  return {
    between: (mentorId, menteeId) => byMentee.get(menteeId)?.get(mentorId),
    mentorsOf: (menteeId) => byMentee.get(menteeId) ?? none,
  };
}
