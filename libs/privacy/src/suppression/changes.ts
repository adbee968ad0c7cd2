import { peopleIn } from './cell.js';
import type { Counted, Group, ReleaseMemory } from './memory.js';

/**
 * True where too few changed since a cell was last shown: the difference of the two figures would be theirs. Counted are the
 * people who came or went, and those whose contribution is another one although they stayed.
 */
export function changedByTooFew(before: readonly Counted[], now: readonly Counted[], k: number): boolean {
  const mentors = differing(before.map((m) => m.mentor), now.map((m) => m.mentor)).size;
  const leaders = differing(before.map((m) => m.leader), now.map((m) => m.leader)).size;
  if (isFew(mentors, k) || isFew(leaders, k)) return true;
  const changed = differing(before.map((m) => m.contribution), now.map((m) => m.contribution));
  return changed.size > 0 && peopleIn([...before, ...now].filter((m) => changed.has(m.contribution))) < k;
}

/** Any two versions of a cell between which fewer than k people came, went or answered anew. */
export function changesOfFew(
  versions: ReleaseMemory<unknown>['versions'],
  people: ReadonlyMap<string, Pick<Counted, 'mentor' | 'leader'>>,
  k: number,
): readonly (readonly [now: Group, before: Group])[] {
  const pairs = Object.values(versions).flatMap((groups) =>
    groups.flatMap((now, index) => groups.slice(0, index).map((before) => [now, before] as const)));
  return pairs.filter(([now, before]) => {
    const changed = differing(before, now);
    return changed.size > 0 && peopleIn([...changed].map((contribution) => people.get(contribution)!)) < k;
  });
}

function isFew(count: number, k: number): boolean {
  return count > 0 && count < k;
}

function differing(before: readonly string[], now: readonly string[]): ReadonlySet<string> {
  const [old, recent] = [new Set(before), new Set(now)];
  return new Set([...old, ...recent].filter((one) => old.has(one) !== recent.has(one)));
}
