import { MIN_GAP } from '../hard/topic.js';
import type { Offer, Wish } from '../people/prepared.js';
import { FULL, NEUTRAL } from './scale.js';

/** First, second and third wish. */
const PRIORITIES = [FULL, 700_000, 400_000] as const;
const SHARES = { priority: 40, gap: 25, level: 20, recency: 15 } as const;
/** Months without use after which recency is worth nothing; by then two levels are lost as well. */
export const STALE_MONTHS = 48;
/** A second topic in common fills this part of what the best one leaves open. */
const SECOND_TOPIC = 4;

/**
 * How well an offer meets a wish, 0–1,000,000: by the wish's priority (40 %), the gap in levels (25 %; 2 is the least that
 * is allowed, 5 the most), the mentor's effective proficiency (20 %) and how recently it was used (15 %; the middle where
 * nobody says). A perspective is never rated: its priority alone counts.
 */
export function topicFit(offer: Offer, wish: Wish): number {
  const priority = PRIORITIES[wish.priority - 1] ?? 0;
  if (offer.kind === 'perspective') return priority;
  return skillFit(priority, offer.level! - wish.level!, offer.level!, offer.months);
}

function skillFit(priority: number, gap: number, level: number, months: number | null): number {
  const gapValue = Math.floor((FULL * (gap - MIN_GAP + 1)) / (6 - MIN_GAP));
  const levelValue = level >= 5 ? FULL : 600_000;
  const sum = SHARES.priority * priority + SHARES.gap * gapValue + SHARES.level * levelValue + SHARES.recency * recency(months);
  return Math.floor(sum / 100);
}

function recency(months: number | null): number {
  if (months === null) return NEUTRAL;
  return Math.floor((FULL * (STALE_MONTHS - Math.min(STALE_MONTHS, months))) / STALE_MONTHS);
}

/** Of all topics in common: the best, and a part of what it leaves open by the next. */
export function topicValue(best: number, second: number): number {
  return best + Math.floor(((FULL - best) * second) / (SECOND_TOPIC * FULL));
}
