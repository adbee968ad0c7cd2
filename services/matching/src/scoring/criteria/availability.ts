import { FULL, known, neutral, type Value } from './scale.js';

/** Four times what is asked for is as good as it gets. */
export const AMPLE = 4;

/** Minutes in common in the smallest week of the window, in proportion to four times the least that the policy asks for. */
export function availabilityValue(minutes: number | null, minSharedMinutes: number): Value {
  return minutes === null ? neutral : known((FULL * minutes) / (AMPLE * minSharedMinutes));
}
