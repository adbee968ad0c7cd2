import type { HardConstraint } from '../../domain/constraints.js';

/** The mentor is junior to the leader by `minLevelGap` levels (1 entry to 10 board; 0 is unknown, and blocks). */
export function levelGapBroken(mentor: number, mentee: number, minLevelGap: number): HardConstraint | undefined {
  if (mentor === 0 || mentee === 0) return 'level-unknown';
  return mentee - mentor >= minLevelGap ? undefined : 'level-gap';
}
