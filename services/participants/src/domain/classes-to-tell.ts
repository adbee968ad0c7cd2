import { OTHER, reportingClasses, type Classified } from './reporting-classes.js';

/** What decides whether a class is told: what was told of the person before, null for nothing yet. */
export interface Placed extends Classified {
  readonly told: string | null;
}

type Ways = Map<string, readonly Placed[]>;
type Move = readonly [personId: string, to: string];

/**
 * Whose class is told anew. Whoever holds the files of HR sees who moved from where to where between two days, and who came:
 * a class that is told tells as much of a pseudonym. So people move only together with at least k − 1 who take the same way,
 * those who stay behind are at least k or nobody, and whoever can't move that way keeps the class that was told. Who is new
 * and too few for a class of their own is told as `other` among at least k, if need be with some who are not too few.
 *
 * @param people all who are employed.
 * @returns the new class by person; nothing of those of whom nothing is told.
 */
export function classesToTell(people: readonly Placed[], k: number): ReadonlyMap<string, string> {
  const wanted = reportingClasses(people, k);
  return new Map([...Map.groupBy(people, ({ told }) => told)].flatMap(([from, group]) => {
    const ways: Ways = Map.groupBy(group, ({ personId }) => wanted.get(personId)!);
    return from === null ? first(ways, k) : onwards(from, ways, k);
  }));
}

/** Those of whom nothing was told yet. */
function first(ways: Ways, k: number): readonly Move[] {
  const moving: Ways = new Map([...ways].filter(([, those]) => those.length >= k));
  const few = [...ways.values()].filter((those) => those.length < k).flat();
  if (few.length === 0) return movesOf(moving);
  const others = [...(moving.get(OTHER) ?? []), ...few];
  const missing = k - others.length;
  const [name, lender] = [...moving].find(([to, those]) => to !== OTHER && those.length >= k + missing) ?? [];
  if (missing > 0 && !lender) return [];
  // In the order of ids, which are hashes: which of them it is says nothing.
  const lent = missing > 0 ? [...lender!].sort(byId).slice(0, missing) : [];
  if (lent.length > 0) moving.set(name!, lender!.filter((one) => !lent.includes(one)));
  return movesOf(moving.set(OTHER, [...others, ...lent]));
}

/** Those who have a class, which some of them have left. */
function onwards(from: string, ways: Ways, k: number): readonly Move[] {
  const moving: Ways = new Map([...ways].filter(([to, those]) => to !== from && those.length >= k));
  let staying = [...ways].filter(([to]) => !moving.has(to)).reduce((sum, [, those]) => sum + those.length, 0);
  const bySize = [...moving].sort(([a, one], [b, other]) => one.length - other.length || (a < b ? -1 : 1));
  for (const [to, those] of bySize) {
    if (staying === 0 || staying >= k) break;
    moving.delete(to);
    staying += those.length;
  }
  return movesOf(moving);
}

function movesOf(ways: Ways): readonly Move[] {
  return [...ways].flatMap(([to, those]) => those.map(({ personId }): Move => [personId, to]));
}

function byId(a: Placed, b: Placed): number {
  return a.personId < b.personId ? -1 : 1;
}
