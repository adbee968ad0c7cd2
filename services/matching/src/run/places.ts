import type { Field } from '../scoring/pairs/field.js';

/** Places of mentors, one column of the problem each: a second place scores lower than a first one, so they are not alike. */
export interface Places {
  readonly count: number;
  /** Mentor of each place. */
  readonly mentorOf: Int32Array;
  /** 1 for a second place. */
  readonly isSecond: Uint8Array;
  /** First place of each mentor, −1 without any; a mentor's places follow each other. */
  readonly firstOf: Int32Array;
  /** Places of each mentor, 0–2. */
  readonly slotsOf: Uint8Array;
  /** Stable names: ties don't depend on the order in which people are listed. */
  readonly keys: readonly string[];
}

export function placesOf({ mentors, eligibleMentors }: Field): Places {
  const eligible = new Set(eligibleMentors);
  const [mentorOf, isSecond, keys] = [[] as number[], [] as number[], [] as string[]];
  const firstOf = new Int32Array(mentors.length).fill(-1);
  const slotsOf = new Uint8Array(mentors.length);
  mentors.forEach(({ personId, open, slots }, mentor) => {
    if (!eligible.has(mentor) || slots === 0) return;
    firstOf[mentor] = mentorOf.length;
    slotsOf[mentor] = slots;
    for (let place = open; place < open + slots; place++) {
      mentorOf.push(mentor);
      isSecond.push(Number(place > 0));
      keys.push(`${personId}#${place + 1}`);
    }
  });
  return {
    count: mentorOf.length, mentorOf: Int32Array.from(mentorOf), isSecond: Uint8Array.from(isSecond), firstOf, slotsOf, keys,
  };
}
