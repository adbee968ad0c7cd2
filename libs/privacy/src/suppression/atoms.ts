import { peopleIn, type Member } from './cell.js';
import type { Group } from './memory.js';

export type Person = Pick<Member, 'mentor' | 'leader' | 'answer'>;

/** Contributions that stand in exactly the same groups: sums can't tell them apart, so they are one unknown. */
export interface Atom {
  readonly contributors: readonly Person[];
  readonly people: number;
}

/** The unknowns of some groups, those of many people first. */
export class Atoms {
  readonly list: readonly Atom[];
  private readonly indexOf = new Map<string, number>();

  constructor(
    groups: readonly Group[],
    people: ReadonlyMap<string, Person>,
    private readonly k: number,
  ) {
    const found = [...together(groups)].map((contributions) => {
      const contributors = contributions.map((contribution) => people.get(contribution)!);
      return { contributions, contributors, people: peopleIn(contributors) };
    }).sort((a, b) => b.people - a.people);
    this.list = found;
    found.forEach((atom, index) => {
      for (const contribution of atom.contributions) this.indexOf.set(contribution, index);
    });
  }

  /** The atoms of a group, which is always made of whole ones. */
  of(group: Group): readonly number[] {
    return [...new Set(group.map((contribution) => this.indexOf.get(contribution)!))];
  }

  vectorOf(group: Group): Float64Array {
    const vector = new Float64Array(this.list.length);
    for (const index of this.of(group)) vector[index] = 1;
    return vector;
  }

  contributorsTo(vector: Float64Array): readonly Person[] {
    return this.list.flatMap((atom, index) => (vector[index] === 0 ? [] : atom.contributors));
  }

  isOfFew(atom: Atom): boolean {
    return atom.people < this.k;
  }

  /** Whether a sum, or the difference of two, is about fewer than k people. */
  isAboutFew(vector: Float64Array, less?: Float64Array): boolean {
    const contributors: Person[] = [];
    for (let index = 0; index < vector.length; index++) {
      if (vector[index] === (less ? less[index] : 0)) continue;
      const atom = this.list[index]!;
      // Those of many people come first, so that this ends soon.
      if (!this.isOfFew(atom)) return false;
      contributors.push(...atom.contributors);
    }
    return peopleIn(contributors) < this.k;
  }
}

function together(groups: readonly Group[]): Iterable<Group> {
  const groupsOf = new Map<string, number[]>();
  groups.forEach((group, index) => {
    for (const contribution of group) {
      const own = groupsOf.get(contribution);
      if (own) own.push(index);
      else groupsOf.set(contribution, [index]);
    }
  });
  return Map.groupBy(groupsOf.keys(), (contribution) => groupsOf.get(contribution)!.join(' ')).values();
}
