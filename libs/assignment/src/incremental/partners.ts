import { AssignmentError } from '../errors.js';
import { checkScore } from '../validate.js';
import type { PartnerScore } from './incremental.js';

export function checkPartners(pairs: readonly PartnerScore[], own: number, size: number, side: 'row' | 'column', top: number): void {
  const seen = new Set<number>();
  for (const { partner, score } of pairs) {
    if (!Number.isInteger(partner) || partner < 0 || partner >= size) {
      throw new AssignmentError('index-out-of-range', `There is no ${side} ${partner}; ${side}s are 0 to ${size - 1}.`);
    }
    if (seen.has(partner)) throw new AssignmentError('duplicate-edge', `The list names ${side} ${partner} twice.`);
    seen.add(partner);
    if (side === 'column') checkScore(score, own, partner, 0, top);
    else checkScore(score, partner, own, 0, top);
  }
}

/** Pairs below the floor are absent. */
export function costsOf(pairs: readonly PartnerScore[], floor: number, top: number): { partners: number[]; costs: number[] } {
  const kept = pairs.filter(({ score }) => score >= floor);
  return { partners: kept.map(({ partner }) => partner), costs: kept.map(({ score }) => top - score) };
}

export function known(index: number, size: number, side: string): number {
  if (Number.isInteger(index) && index >= 0 && index < size) return index;
  throw new AssignmentError('index-out-of-range', `There is no ${side} ${index}; ${side}s are 0 to ${size - 1}.`);
}
