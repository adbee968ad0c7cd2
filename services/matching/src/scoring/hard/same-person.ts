import type { HardConstraint } from '../../domain/constraints.js';

/** One person may mentor and be mentored, but not by themselves. */
export function samePersonBroken(mentorId: string, menteeId: string): HardConstraint | undefined {
  return mentorId === menteeId ? 'same-person' : undefined;
}
