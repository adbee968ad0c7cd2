import type { UnmatchedReason, WantedTopic } from '@flipside/contracts';
import type { HardConstraint } from '../domain/constraints.js';
import type { Fit } from '../domain/fit.js';
import type { RunCounts, TopicCounts } from '../domain/match-run/events.js';

/** Everything that a run found. Numbers are whole, lists are ordered by ids: equal results are equal bytes. */
export interface RunResult {
  readonly version: 1;
  readonly proposals: readonly Proposal[];
  readonly unmatched: readonly Unmatched[];
  readonly counts: RunCounts;
  readonly topics: readonly TopicCounts[];
  readonly report: RunReport;
}

export interface Proposal {
  readonly mentorId: string;
  readonly menteeId: string;
  /** It is the mentor's second pairing. */
  readonly second: boolean;
  /** Allowed within the mentor's own chain, by opt-in. */
  readonly tellCustodian: boolean;
  readonly wanted: readonly WantedTopic[];
  readonly fit: Fit;
  /** The best other partner of each side by score; null where there is none. */
  readonly runnerUp: { readonly ofMentee: RunnerUp | null; readonly ofMentor: RunnerUp | null };
  /** What one more place like this of the mentor would add at most: pairs first, then score. */
  readonly placeWorth: { readonly pairs: number; readonly score: number };
}

export interface RunnerUp {
  readonly personId: string;
  readonly score: number;
}

export interface Unmatched {
  readonly personId: string;
  readonly role: 'mentor' | 'mentee';
  readonly reason: UnmatchedReason;
  /** Null where nothing that the programme could change would do. */
  readonly change: Change | null;
  /** Where the change is the smallest of a part only: pairs with a topic in common that were looked at, and how many there are. */
  readonly looks?: { readonly pairs: number; readonly of: number };
}

/** The smallest change that would give a person a partner. */
export type Change =
  /** Say what one wishes for, or can teach. */
  | { readonly kind: 'state-topics' }
  /** Complete the chain of managers in HR's data. */
  | { readonly kind: 'complete-chain' }
  /** Find somebody who offers, or wishes for, the topic. */
  | { readonly kind: 'find-partner'; readonly topic: string }
  /** One more place, of the mentor who would fit best. */
  | { readonly kind: 'place'; readonly mentorId: string }
  /** One more leader who wishes for what the mentor offers. */
  | { readonly kind: 'more-mentees' }
  /** The floor at this score. `taken`: whoever they would be paired with at it has no place left. */
  | { readonly kind: 'floor'; readonly to: number; readonly taken?: true }
  /** One constraint, by so many minutes or levels where it has an amount. `taken`: the partner has no place left, so it takes one more. */
  | { readonly kind: 'constraint'; readonly constraint: HardConstraint; readonly by?: number; readonly taken?: true }
  | { readonly kind: 'several'; readonly constraints: readonly HardConstraint[]; readonly taken?: true };

export interface RunReport {
  /** Leaders who wait for a partner, and those who got one. */
  readonly waiting: number;
  readonly matched: number;
  readonly scores: ScoreSpread | null;
  /** Allowed pairs who would both score higher with each other than with what they have. */
  readonly blockingPairs: number;
  /** What simpler methods would have found. */
  readonly deferredAcceptance: Comparison;
  /** By best score; null in runs of engine versions before 4, which did not compare with it. */
  readonly greedy: Comparison | null;
  /** Proposals across silos, of those in which both silos are known. */
  readonly crossing: { readonly pairs: number; readonly known: number };
  /** Mentors with two pairings, and mentors with none who could have one of theirs. */
  readonly load: { readonly withTwo: number; readonly waitingBeside: number };
  readonly total: number;
}

export interface ScoreSpread {
  readonly mean: number;
  readonly median: number;
  /** Lowest score, the nine limits of tenths, highest score. */
  readonly deciles: readonly number[];
  /** The tenth of the pairs, rounded up, with the lowest scores. */
  readonly bottomDecile: { readonly pairs: number; readonly upTo: number; readonly mean: number };
}

export interface Comparison {
  readonly pairs: number;
  readonly total: number;
  /** True: all pairs count. Runs of engine 1 could look at everybody's best ones only. */
  readonly exact: boolean;
}
