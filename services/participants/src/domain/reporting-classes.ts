/** What decides the class of a person. */
export interface Classified {
  readonly personId: string;
  readonly siloId: string | null;
  readonly level: number | null;
}

/** Highest level of each band. */
const bands: readonly (readonly [number, string])[] = [[3, '1-3'], [6, '4-6'], [8, '7-8'], [10, '9-10']];

export const OTHER = 'other';

/** Levels 1–3, 4–6, 7–8, 9–10. */
export function levelBand(level: number): string {
  return bands.find(([highest]) => level <= highest)![1];
}

/**
 * One class a person, `<silo id>:<band>`, each held by at least k people. Who is in a smaller one is `other`; where they are
 * fewer than k themselves, the smallest of the other classes joins them, so that `other` hides its members too. Only an
 * organisation of fewer than k people can't be hidden by any class.
 *
 * @param people all who are employed.
 * @returns the class of each, by person.
 */
export function reportingClasses(people: readonly Classified[], k: number): ReadonlyMap<string, string> {
  const members = Map.groupBy(people, classOf);
  const sizes = [...members].map(([name, group]) => ({ name, size: group.length })).sort(bySize);
  let hidden = members.get(OTHER)?.length ?? 0;
  const shown = new Set<string>();
  for (const { name, size } of sizes) {
    if (name === OTHER) continue;
    if (size < k || (hidden > 0 && hidden < k)) hidden += size;
    else shown.add(name);
  }
  return new Map(people.map((person) => [person.personId, shown.has(classOf(person)) ? classOf(person) : OTHER]));
}

function classOf({ siloId, level }: Classified): string {
  return siloId === null || level === null ? OTHER : `${siloId}:${levelBand(level)}`;
}

interface Sized {
  readonly name: string;
  readonly size: number;
}

/** The same order whoever comes first, so that the same people have the same classes. */
function bySize(a: Sized, b: Sized): number {
  return a.size - b.size || (a.name < b.name ? -1 : 1);
}
