import type { PreparedPerson } from '../people/prepared.js';
import { FULL, known, neutral, type Value } from './scale.js';

/** Another site in the same zone. */
const SAME_ZONE = 900_000;
/** From so many minutes between the clocks on nothing is left. */
const FAR_MINUTES = 8 * 60;

type Place = Pick<PreparedPerson, 'site' | 'offset'>;

/** The same site counts in full; else the fewer minutes between the two clocks, the better. The middle where unknown. */
export function proximity(mentor: Place, mentee: Place): Value {
  if (sameSite(mentor, mentee)) return known(FULL);
  const apart = minutesApart(mentor, mentee);
  return apart === null ? neutral : known((SAME_ZONE * (FAR_MINUTES - Math.min(FAR_MINUTES, apart))) / FAR_MINUTES);
}

/** Null where a site is unknown. */
export function sameSite(a: Place, b: Place): boolean | null {
  return a.site === null || b.site === null ? null : a.site === b.site;
}

/** Minutes between the clocks at the start of the window; null where a zone is unknown. Noon to noon: 12 hours at most. */
export function minutesApart(a: Place, b: Place): number | null {
  if (a.offset === null || b.offset === null) return null;
  const apart = Math.abs(a.offset - b.offset);
  return Math.min(apart, 1_440 - apart);
}
