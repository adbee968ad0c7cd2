import type { MinuteTables } from './shared-minutes.js';
import type { WeekBits } from './week-bits.js';

/**
 * Minutes in common in the smallest week of the window by kinds of weeks of mentor and leader; −1 where one gave no
 * availability.
 *
 * @param enough minutes below which it doesn't matter how few they are: weeks after one with fewer are not looked at.
 */
export function commonMinutes(tables: MinuteTables, enough = 0): (mentorKind: number, menteeKind: number) => number {
  const { mentorFirst, menteeFirst, mentorSignature, menteeSignature, menteeSignatures, meetingStarts, meetings, unit } = tables;
  const common = commonBits(tables);
  const leastBits = Math.max(1, Math.ceil(enough / unit));
  return (mentorKind, menteeKind) => {
    const mine = mentorFirst[mentorKind]!;
    const theirs = menteeFirst[menteeKind]!;
    if (mine < 0 || theirs < 0) return -1;
    const pair = mentorSignature[mentorKind]! * menteeSignatures + menteeSignature[menteeKind]!;
    const end = meetingStarts[pair + 1]!;
    let least = 0x7fffffff;
    for (let at = meetingStarts[pair]!; at < end && least >= leastBits; at += 2) {
      const bits = common(mine + meetings[at]!, theirs + meetings[at + 1]!);
      if (bits < least) least = bits;
    }
    return least * unit;
  };
}

function commonBits({ starts, sparse, dense, width }: WeekBits): (mentor: number, mentee: number) => number {
  return (mentor, mentee) => {
    const base = mentee * width;
    const end = starts[mentor + 1]! * 2;
    let count = 0;
    for (let at = starts[mentor]! * 2; at < end; at += 2) {
      let both = sparse[at + 1]! & dense[base + sparse[at]!]!;
      both -= (both >>> 1) & 0x55555555;
      both = (both & 0x33333333) + ((both >>> 2) & 0x33333333);
      count += Math.imul((both + (both >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    return count;
  };
}
