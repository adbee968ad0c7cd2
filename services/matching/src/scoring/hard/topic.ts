import type { Offer, Wish } from '../people/prepared.js';

/** Who teaches is fluent … */
export const TEACHES_FROM = 4;
/** … and at least this far above the leader, both in levels of effective proficiency (0–5). */
export const MIN_GAP = 2;

/** Whether an offer can be a pairing's topic at all: a perspective always, a skill from 4 on. */
export function canTeach(kind: Offer['kind'], level: number | null): boolean {
  return kind === 'perspective' || (level !== null && level >= TEACHES_FROM);
}

/** Whether an offer meets a wish. A leader's level that nobody states can't be shown to be 2 below. */
export function meets(offer: Offer, wish: Wish): boolean {
  if (offer.topic !== wish.topic || offer.kind !== wish.kind || !canTeach(offer.kind, offer.level)) return false;
  return offer.kind === 'perspective' || (wish.level !== null && offer.level! - wish.level >= MIN_GAP);
}
