import type { MatchingCriterion, MatchingPolicy, UnmatchedReason } from '@flipside/contracts';
import type { DomainEvent, EventSchemas } from '@flipside/event-sourcing';
import type { HardConstraint } from '../constraints.js';

interface Ids {
  readonly runId: string;
  readonly programmeId: string;
  readonly cohort?: number;
}

/** `proposal`: may be published. `what-if`: never. */
export type RunKind = 'proposal' | 'what-if';

/** What a what-if run changes beside the run it is compared with. Private constraints and power distance can't be set aside. */
export interface WhatIf {
  /** The run whose result is set beside. */
  readonly against: string;
  readonly weights?: Partial<Record<MatchingCriterion, number>>;
  /** Places of mentors, by person. */
  readonly capacity?: Readonly<Record<string, number>>;
  readonly without?: HardConstraint;
  /** Enrolments that are not ready yet, counted as if they were. */
  readonly added?: readonly { readonly personId: string; readonly role: 'mentor' | 'mentee' }[];
}

/** People without a pairing, by reason; no persons. */
export interface TopicCounts {
  readonly topic: string;
  readonly kind: 'skill' | 'perspective';
  readonly wanted: number;
  readonly offered: number;
  readonly proposed: number;
  readonly unmatched: readonly { readonly reason: UnmatchedReason; readonly people: number }[];
}

export interface RunCounts {
  readonly mentors: number;
  readonly mentees: number;
  readonly proposed: number;
  readonly unmatchedMentors: number;
  readonly unmatchedMentees: number;
}

/** SHA-256 in hex; also the addresses of the artefacts that they are the hashes of. */
export interface RunHashes {
  /** Root over salted leaves, one a person, so that a row can vanish and the rest still be verified. */
  readonly snapshotHash: string;
  readonly resultHash: string;
  readonly certificateHash: string;
}

export type DiscardReason = 'by-admin' | 'failed' | 'aborted' | 'certificate-refused' | 'outdated';

export type MatchRunEvent =
  | DomainEvent<
      'MatchRunRequested',
      Ids & {
        readonly kind: RunKind;
        readonly whatIf?: WhatIf;
        /** The whole policy as it was: a later change of it changes no run. */
        readonly policy: MatchingPolicy;
        readonly seed: number;
        readonly engineVersion: string;
        /** Facts as of this day, `YYYY-MM-DD`. */
        readonly asOf: string;
        readonly window: { readonly from: string; readonly to: string };
        /** How far each source was read, `service` ▸ `epoch:n`: the snapshot can be built again from there. */
        readonly sources: Readonly<Record<string, string>>;
        readonly requestedBy: string;
      }
    >
  | DomainEvent<
      'MatchRunCompleted',
      Ids &
        RunHashes & {
          readonly kind: RunKind;
          /** People in the snapshot: after an erasure the difference to those left is told. */
          readonly people: number;
          /** The checker's word on the certificate; a run with another is discarded. */
          readonly verdict: 'optimal';
          readonly counts: RunCounts;
          readonly topics: readonly TopicCounts[];
        }
    >
  | DomainEvent<'MatchRunPublished', Ids & { readonly by: string; readonly counts: RunCounts }>
  | DomainEvent<'MatchRunDiscarded', Ids & { readonly kind: RunKind; readonly reason: DiscardReason; readonly by?: string }>;

/** Nothing of a person is in here but pseudonymous ids of who asked and published; people's rows are artefacts. */
export const matchRunSchemas: EventSchemas<MatchRunEvent> = {
  MatchRunRequested: { version: 1 },
  MatchRunCompleted: { version: 1 },
  MatchRunPublished: { version: 1 },
  MatchRunDiscarded: { version: 1 },
};

export function matchRunStream(runId: string): string {
  return `matchRun-${runId}`;
}
