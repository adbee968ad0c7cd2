import { FULL, known, type Value } from './scale.js';

/** A mentor's first pairing counts in full, a second one nothing, so that willing mentors don't wait while another has two. */
export function slotValue(second: boolean): Value {
  return known(second ? 0 : FULL);
}
