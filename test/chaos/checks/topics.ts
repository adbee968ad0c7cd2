import type { Findings } from './findings.js';

/** Ids of events in the order in which they stand somewhere. */
export type Ids = readonly string[];

/**
 * A partition holds what the feed says, in its order. A block may have been told again after a crash: then it goes back, and
 * from there on one after the other again, to the end.
 *
 * @returns how many messages were told again.
 */
export function checkPartition(part: string, feed: Ids, told: Ids, findings: Findings): number {
  const place = new Map(feed.map((id, n) => [id, n]));
  let next = 0;
  let furthest = 0;
  for (const id of told) {
    const n = place.get(id);
    if (n === undefined) findings.twice.push(`${part}: ${id} is not of the feed`);
    else if (n > next) (n > furthest ? findings.lost : findings.outOfOrder).push(`${part}: ${n} after ${next - 1}`);
    next = (n ?? next) + 1;
    furthest = Math.max(furthest, next);
  }
  if (furthest < feed.length) findings.lost.push(`${part}: ${feed.length - furthest} at its end`);
  else if (next < furthest) findings.outOfOrder.push(`${part}: ends with ${next - 1} of ${feed.length}`);
  return told.length - new Set(told).size;
}
