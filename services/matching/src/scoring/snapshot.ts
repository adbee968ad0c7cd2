import type { Employment, Managers, MatchingPolicy, Profile } from '@flipside/contracts';

/**
 * All that a run is computed from, as of one day. It has no traits, no names and no free text, so that none can weigh.
 * Whatever is unknown is null and stays so.
 */
export interface Snapshot {
  readonly version: 1;
  readonly programmeId: string;
  readonly cohort?: number;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  /** First and last day of the pairings. */
  readonly window: { readonly from: string; readonly to: string };
  readonly policy: MatchingPolicy;
  /** Hours a month that a mentor's line manager releases for one pairing. */
  readonly minHoursPerMonth: number;
  /** First-level units with people; fewer than two make an organisation with a single chain. */
  readonly silos: number;
  /** Everybody enrolled and ready, and everybody above them; ordered by id. */
  readonly people: readonly SnapshotPerson[];
  /** What is between two people; ordered by ids. */
  readonly pairs: readonly SnapshotPair[];
}

export interface SnapshotPerson {
  readonly personId: string;
  readonly links: SnapshotLinks;
  /** Of enrolled people only: who merely stands above somebody is no more than a link. */
  readonly enrolled?: SnapshotEnrolled;
}

export interface SnapshotLinks extends Managers {
  readonly topOfTree: boolean;
}

/** Who stands above a person, by their employment. */
export function linksOf({ managers, topOfTree }: Pick<Employment, 'managers' | 'topOfTree'>): SnapshotLinks {
  return { ...managers, topOfTree };
}

export type SnapshotEmployment = Pick<Employment, 'level' | 'site' | 'zone' | 'type' | 'status' | 'endsOn'> & {
  readonly siloId: string | null;
};

export interface SnapshotEnrolled {
  readonly employment: SnapshotEmployment;
  readonly profile: Omit<Profile, 'goals' | 'certificates'> & {
    readonly certificates: readonly { readonly topic: string; readonly on: string }[];
    /** Career areas of the person's goals, those of the enrolment included. */
    readonly goalAreas: readonly string[];
  };
  readonly mentor?: {
    /** Pairings wished for at a time. */
    readonly slots: 1 | 2;
    readonly hoursPerMonth: number;
    /** A yes given beforehand to a leader far up the own chain. */
    readonly ownChain: boolean;
    /** Offers and pairings open as mentor, in all programmes. */
    readonly open: number;
  };
  readonly mentee?: {
    /** Offers and pairings open as mentee, in all programmes. */
    readonly open: number;
  };
}

/**
 * `private`: a block, a conflict, a declined or unanswered offer, an earlier ending: which of them is not even here, and it
 * counts both ways. `completed` and `open`: the two in these roles.
 */
export interface SnapshotPair {
  readonly mentorId: string;
  readonly menteeId: string;
  readonly kind: 'private' | 'completed' | 'open';
}
