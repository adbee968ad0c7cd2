/** One answer, rating or case in a cell, of one pairing. Ids are opaque: they are only compared. */
export interface Member {
  readonly mentor: string;
  readonly leader: string;
  /**
   * What was contributed: stays the same from release to release as long as the same answer counts. A new round's answer is
   * another contribution; a rating that counts until it is replaced is the same one.
   */
  readonly contribution: string;
  /** What was answered, where the figure is one answer each: all, or all but one, alike is shown as a band. */
  readonly answer?: string | number;
}

/** Where a cell stands in its figure; what is left out is a total over it. The figure's own dimension, silo, level band. */
export interface CellKey {
  readonly dimension?: string;
  readonly silo?: string;
  readonly band?: string;
}

/** A cell of a figure for one closed period, before anybody may see it. */
export interface Cell<Value, Band = Value> {
  readonly key: CellKey;
  readonly members: readonly Member[];
  readonly value: Value;
  /** The value in coarse steps, shown where all, or all but one, answered alike. */
  readonly band: Band;
}

/**
 * Why a cell is hidden: too few in it; it would give away another (a second in a row or column, one that could be computed);
 * or it was hidden for the first time in the last release. Readers are told only that it is hidden.
 */
export type HiddenReason = 'below-k' | 'second' | 'derivable' | 'neighbouring-release';

export type ReleasedCell<Value, Band = Value> = { readonly key: CellKey } & (
  | { readonly status: 'shown'; readonly value: Value }
  | { readonly status: 'band'; readonly band: Band }
  /** The value of an earlier period again, since too few changed to show it anew. */
  | { readonly status: 'carried'; readonly shown: Shown<Value, Band>; readonly from: string }
  | { readonly status: 'hidden'; readonly reason: HiddenReason }
);

/** What was to be seen of a cell when it was last released. */
export type Shown<Value, Band = Value> = { readonly value: Value } | { readonly band: Band };

export const axes = ['dimension', 'silo', 'band'] as const;
export type Axis = (typeof axes)[number];

/** The same text for the same place. */
export function placeOf(key: CellKey): string {
  return JSON.stringify(axes.map((axis) => key[axis] ?? null));
}

/** How many coordinates are given: 0 for the programme's total. */
export function depthOf(key: CellKey): number {
  return axes.filter((axis) => key[axis] !== undefined).length;
}

/** Distinct mentors or distinct leaders, whichever are fewer: what k is compared with. */
export function peopleIn(members: Iterable<Pick<Member, 'mentor' | 'leader'>>): number {
  const mentors = new Set<string>();
  const leaders = new Set<string>();
  for (const { mentor, leader } of members) {
    mentors.add(mentor);
    leaders.add(leader);
  }
  return Math.min(mentors.size, leaders.size);
}

/**
 * True where all gave the same answer, or all but one. Were a yes or no of all alone shown as a band, the band would say what
 * each answered; and who answered otherwise would know it of all others.
 */
export function nearlyAlike(members: readonly Pick<Member, 'answer'>[]): boolean {
  const counts = new Map<string | number, number>();
  for (const { answer } of members) {
    if (answer === undefined) return false;
    counts.set(answer, (counts.get(answer) ?? 0) + 1);
  }
  return members.length > 0 && Math.max(...counts.values()) >= members.length - 1;
}
