/** The value of a criterion that is met in full; values are whole numbers from 0 to it. */
export const FULL = 1_000_000;
/** The value of a criterion that a person lacks data for: neither for nor against the pair. */
export const NEUTRAL = 500_000;

/** What one criterion says of a pair. */
export interface Value {
  /** 0–1,000,000, whole. */
  readonly value: number;
  /** True where data were lacking. */
  readonly neutral: boolean;
}

export const known = (value: number): Value => ({ value: Math.floor(Math.min(FULL, Math.max(0, value))), neutral: false });
export const neutral: Value = { value: NEUTRAL, neutral: true };

/** Points of the score that a criterion gives: its share of all weights, rounded down, so that lines add up to the score. */
export function pointsOf(value: number, weight: number, totalWeight: number): number {
  return Math.floor((value * weight) / totalWeight);
}
