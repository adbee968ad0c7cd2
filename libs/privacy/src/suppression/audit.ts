import { Atoms, type Person } from './atoms.js';
import { nearlyAlike } from './cell.js';
import type { Group } from './memory.js';
import { pseudoRandom } from './pseudo-random.js';
import { RowSpace, type Derived } from './row-space.js';

/** What readers of all releases before this one hold, and what this one may tell them at most. */
export interface Audited {
  readonly k: number;
  readonly people: ReadonlyMap<string, Person>;
  /** Groups of contributions whose sum was released before, release by release. */
  readonly known: readonly (readonly Group[])[];
  /** Groups whose sum may be released now. */
  readonly groups: readonly Group[];
  /** Groups whose sum nobody may compute. */
  readonly guarded: readonly Group[];
  /** What a cell is and once was, where fewer than k changed: the difference is nobody's to compute either. */
  readonly changed: readonly Change[];
}

export type Change = readonly [now: Group, before: Group];

/** Orders of solving that are tried, and the work that may be spent on them. */
const MAX_ORDERS = 24;
const MIN_ORDERS = 4;
const WORK = 400_000_000;

/**
 * What could be computed that must not be: the sum of a guarded group, what few changed, the sum of fewer than k people or of
 * people who all, or all but one, answered alike.
 *
 * Guarded groups and changes are found for certain, as is everything about a single contribution. Sums of a few others are
 * sought where they come up: as a remainder, as a remainder that changed, and by solving in many orders.
 */
export class Audit {
  private readonly atoms: Atoms;
  private readonly known: RowSpace;
  private readonly earlier: readonly Float64Array[];
  private readonly secrets: readonly Float64Array[];

  constructor(private readonly audited: Audited) {
    const { known, groups, guarded, changed, people, k } = audited;
    this.atoms = new Atoms([...known.flat(), ...groups, ...guarded, ...changed.flat()], people, k);
    this.known = spaceOf(this.atoms, known.flat());
    this.earlier = known.flatMap((release) => basisOf(this.atoms, release));
    this.secrets = [
      ...guarded.map((group) => this.atoms.vectorOf(group)), ...changed.map((change) => differenceOf(this.atoms, change)),
    ];
  }

  /**
   * Releasing the sums of these groups, what would be told that must not be. For each, the indexes of the groups that it needs:
   * without one of them it does not follow (this way). A leak that needs none of them was there before and is left out.
   */
  leaksOf(shown: readonly Group[]): readonly (readonly number[])[] {
    const { atoms, audited } = this;
    const space = new RowSpace(atoms.list.length, shown.length, this.known);
    shown.forEach((group, part) => space.add(atoms.of(group), part));
    const searches = [
      () => this.secrets.flatMap((secret) => space.derive(secret) ?? []),
      () => remainders(atoms, space),
      () => changedRemainders(atoms, space, this.earlier, basisOf(atoms, shown)),
      () => inOtherOrders(atoms, space, [...audited.known.flat(), ...shown]),
    ];
    for (const search of searches) {
      const leaks = search().map(partsOf).filter((parts) => parts.length > 0);
      if (leaks.length > 0) return leaks;
    }
    return [];
  }
}

function partsOf(derived: Derived): readonly number[] {
  return [...derived.parts.keys()].filter((part) => derived.parts[part] !== 0);
}

function differenceOf(atoms: Atoms, [now, before]: Change): Float64Array {
  const earlier = atoms.vectorOf(before);
  return atoms.vectorOf(now).map((value, index) => value - earlier[index]!);
}

/** What is left of a total less its other parts, in whatever combination. */
function remainders(atoms: Atoms, space: RowSpace): readonly Derived[] {
  return space.basis.filter(({ unknowns }) => {
    const weights = new Set(unknowns.filter((value) => value !== 0));
    return atoms.isAboutFew(unknowns) || (weights.size === 1 && nearlyAlike(atoms.contributorsTo(unknowns)));
  });
}

/** The same remainder in this and an earlier release, when only few of it changed. */
function changedRemainders(
  atoms: Atoms,
  space: RowSpace,
  earlier: readonly Float64Array[],
  now: readonly Float64Array[],
): readonly Derived[] {
  return earlier.flatMap((before) => now.flatMap((remainder) => {
    if (!atoms.isAboutFew(remainder, before)) return [];
    return space.derive(remainder.map((value, index) => value - before[index]!)) ?? [];
  }));
}

function basisOf(atoms: Atoms, groups: readonly Group[]): readonly Float64Array[] {
  return spaceOf(atoms, groups).basis.map(({ unknowns }) => unknowns);
}

function spaceOf(atoms: Atoms, groups: readonly Group[]): RowSpace {
  const space = new RowSpace(atoms.list.length, 0);
  for (const group of groups) space.add(atoms.of(group));
  return space;
}

/** What stands alone when solved for last, the contributions of the same mentors together, in one random order after another. */
function inOtherOrders(atoms: Atoms, space: RowSpace, groups: readonly Group[]): readonly Derived[] {
  const random = pseudoRandom();
  const orders = Math.round(WORK / (space.basis.length ** 2 * atoms.list.length + 1));
  for (let order = Math.min(MAX_ORDERS, Math.max(MIN_ORDERS, orders)); order > 0; order--) {
    const places = shuffledByMentor(atoms, random);
    const turned = new RowSpace(atoms.list.length, 0);
    for (const group of groups) turned.add(atoms.of(group).map((index) => places[index]!));
    const found = turned.basis
      .map(({ unknowns }) => Float64Array.from(places, (place) => unknowns[place]!))
      .flatMap((vector) => (atoms.isAboutFew(vector) ? space.derive(vector) ?? [] : []));
    if (found.length > 0) return found;
  }
  return [];
}

/** A new place for each atom: first those of k people, which no sum about few can hold, then the others mentor by mentor. */
function shuffledByMentor(atoms: Atoms, random: () => number): readonly number[] {
  const ranks = new Map<string, number>();
  const rankOf = (mentor: string): number => {
    if (!ranks.has(mentor)) ranks.set(mentor, random());
    return ranks.get(mentor)!;
  };
  const rank = atoms.list.map((atom) =>
    (atoms.isOfFew(atom) ? Math.max(...atom.contributors.map(({ mentor }) => rankOf(mentor))) : Infinity));
  const places: number[] = [];
  [...rank.keys()].sort((a, b) => rank[b]! - rank[a]! || a - b).forEach((index, place) => (places[index] = place));
  return places;
}
