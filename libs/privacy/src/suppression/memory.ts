import type { Cell, Member, Shown } from './cell.js';

/** Contributions, in order: two groups are the same when these are. */
export type Group = readonly string[];

/** A member without the answer, which is never kept. */
export type Counted = Omit<Member, 'answer'>;

type Person = Pick<Member, 'mentor' | 'leader'>;

/** What of a cell was last released, and who was in it. */
export interface LastShown<Value, Band> {
  readonly period: string;
  readonly shown: Shown<Value, Band>;
  readonly members: readonly Counted[];
}

/**
 * What has to be known of earlier releases to make the next one; plain JSON, for the one who makes releases alone. It holds
 * pseudonymous ids of members, so it is kept as long as the figure and never shown.
 */
export interface ReleaseMemory<Value, Band = Value> {
  readonly lastShown: Readonly<Record<string, LastShown<Value, Band>>>;
  /** Places hidden in the last release, true where they were hidden in the one before too. */
  readonly hidden: Readonly<Record<string, boolean>>;
  /** Groups of contributions whose value was released, release by release, as far as they still matter. */
  readonly known: readonly (readonly Group[])[];
  /** Groups whose value must never be computed. */
  readonly guarded: readonly Group[];
  /** By place, all that a cell ever was, shown or not: what few changed must never be computed. */
  readonly versions: Readonly<Record<string, readonly Group[]>>;
  readonly people: Readonly<Record<string, Person>>;
}

export function noMemory<Value, Band>(): ReleaseMemory<Value, Band> {
  return { lastShown: {}, hidden: {}, known: [], guarded: [], versions: {}, people: {} };
}

export function groupOf(members: readonly Pick<Member, 'contribution'>[]): Group {
  return [...new Set(members.map((member) => member.contribution))].sort();
}

/** Who contributed what, of all cells and of what is remembered. */
export function peopleOf(
  cells: readonly Pick<Cell<unknown>, 'members'>[],
  memory: Pick<ReleaseMemory<unknown>, 'people'>,
): ReadonlyMap<string, Person & Pick<Member, 'answer'>> {
  const people = new Map<string, Person & Pick<Member, 'answer'>>(Object.entries(memory.people));
  for (const { members } of cells) for (const member of members) people.set(member.contribution, member);
  return people;
}

/**
 * Groups that still have to do with a contribution of today, directly or through others, and all that they reach. With
 * answers that never count twice (a round's) nothing older stays.
 */
export function connected(
  groups: readonly Group[],
  today: ReadonlySet<string>,
): { readonly kept: ReadonlySet<Group>; readonly reached: ReadonlySet<string> } {
  const reached = new Set(today);
  const kept = new Set<Group>();
  for (let found = true; found; ) {
    const touching = groups.filter((group) => !kept.has(group) && group.some((contribution) => reached.has(contribution)));
    found = touching.length > 0;
    for (const group of touching) {
      kept.add(group);
      for (const contribution of group) reached.add(contribution);
    }
  }
  return { kept, reached };
}

/** Each group once. */
export function distinct(groups: readonly Group[]): readonly Group[] {
  return [...new Map(groups.map((group) => [group.join('\n'), group])).values()];
}

/** All that the cells of these places ever were, today included. */
export function versionsOf(
  cells: readonly { readonly place: string; readonly group: Group }[],
  { versions }: Pick<ReleaseMemory<unknown>, 'versions'>,
): ReleaseMemory<unknown>['versions'] {
  const now = cells.map(({ place, group }) => [place, distinct([...(versions[place] ?? []), group])] as const);
  return { ...versions, ...Object.fromEntries(now) };
}
