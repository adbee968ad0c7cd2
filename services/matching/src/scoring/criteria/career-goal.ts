import type { Mentee, Mentor } from '../people/prepared.js';
import { FULL, known, neutral, type Value } from './scale.js';

const ENOUGH_YEARS = 5;
const FIRST_YEAR = 600_000;

export interface Support {
  readonly area: string;
  readonly years: number;
}

/**
 * Whether the leader can support the mentor's career goal: whoever made a career in that area counts 600,000, up to all of it
 * with five years. The middle where the mentor names no goal or the leader no background.
 */
export function careerGoal(mentor: Pick<Mentor, 'goalAreas'>, mentee: Pick<Mentee, 'background'>): Value {
  if (mentor.goalAreas.length === 0 || mentee.background.size === 0) return neutral;
  const support = bestSupport(mentor, mentee);
  return known(support === null ? 0 : supportValue(support.years));
}

export function supportValue(years: number): number {
  return Math.floor(FIRST_YEAR + ((FULL - FIRST_YEAR) * Math.min(ENOUGH_YEARS, years)) / ENOUGH_YEARS);
}

/** The goal with most years on the leader's side, the first by name among equals; null without one. */
export function bestSupport(mentor: Pick<Mentor, 'goalAreas'>, mentee: Pick<Mentee, 'background'>): Support | null {
  let best: Support | null = null;
  for (const area of mentor.goalAreas) {
    const years = mentee.background.get(area);
    if (years !== undefined && (best === null || years > best.years)) best = { area, years };
  }
  return best;
}
