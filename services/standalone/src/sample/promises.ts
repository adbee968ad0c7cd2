import type { Random } from './random.js';

/** Something promised in the n-th session that is held, from 0. */
export interface PlannedPromise {
  readonly inSession: number;
  readonly side: 'mentor' | 'mentee';
  readonly kind: 'career-support' | 'action';
  readonly dueInDays: number;
  /** undefined: nobody settles it. */
  readonly kept: boolean | undefined;
  readonly settledAfterDays: number;
}

/** The leader promises career support twice, the mentor to prepare something once. */
export function promisesOf(random: Random): PlannedPromise[] {
  const of = (inSession: number, side: PlannedPromise['side'], kind: PlannedPromise['kind'], keeps: number): PlannedPromise => {
    const chance = random.next();
    return {
      inSession,
      side,
      kind,
      dueInDays: 21,
      kept: chance < keeps ? true : chance < keeps + 0.1 ? false : undefined,
      settledAfterDays: 10 + random.below(10),
    };
  };
  return [of(0, 'mentee', 'career-support', 0.8), of(1, 'mentor', 'action', 0.85), of(3, 'mentee', 'career-support', 0.75)];
}
