import type { HardConstraint } from '../../domain/constraints.js';

/**
 * At least `minSharedMinutes` of common availability in the smallest week of the window, changes of the clock included.
 *
 * @param minutes in that week; null where one of them gave no availability, which can't be shown to be enough.
 */
export function availabilityBroken(minutes: number | null, minSharedMinutes: number): HardConstraint | undefined {
  return minutes === null || minutes < minSharedMinutes ? 'availability' : undefined;
}
