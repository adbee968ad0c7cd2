import type { SnapshotEnrolled } from '../snapshot.js';

/**
 * Free places of a mentor, counted over all programmes: one, or two if the mentor asked for them and the time for both is
 * released. Open offers take a place, so that nobody is promised twice.
 */
export function freePlacesOfMentor(mentor: NonNullable<SnapshotEnrolled['mentor']>, minHoursPerMonth: number): number {
  const places = mentor.slots === 2 && mentor.hoursPerMonth >= 2 * minHoursPerMonth ? 2 : 1;
  return Math.max(0, places - mentor.open);
}

/** A leader has one pairing at a time. */
export function freePlacesOfMentee(mentee: NonNullable<SnapshotEnrolled['mentee']>): number {
  return mentee.open === 0 ? 1 : 0;
}
