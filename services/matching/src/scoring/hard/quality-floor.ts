import type { HardConstraint } from '../../domain/constraints.js';

/** A score below the policy's floor is no pair: nobody is put together only to be put together. Both 0–1,000,000. */
export function floorBroken(score: number, qualityFloor: number): HardConstraint | undefined {
  return score < qualityFloor ? 'below-floor' : undefined;
}
