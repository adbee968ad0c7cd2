import { FULL, known, neutral, type Value } from './scale.js';

/** Another first-level unit than the mentor's, 1,000,000 or 0; the middle where one of them has none. */
export function differentSilo(mentor: string | null, mentee: string | null): Value {
  if (mentor === null || mentee === null) return neutral;
  return known(mentor === mentee ? 0 : FULL);
}
