import type { PairingSide, PauseCause, WantedTopic } from '@flipside/contracts';
import type { HardConstraint } from '../constraints.js';
import type { Fit } from '../fit.js';

/**
 * What the one who serialises commands found at `at`, on a fold that reached the head of the log: false where power
 * distance, a block, an end of employment or capacity now stands against the pairing. Why is nobody's business here.
 */
interface Checked {
  readonly at: string;
  readonly holds: boolean;
}

interface Proposal extends Checked {
  readonly pairingId: string;
  readonly programmeId: string;
  readonly cohort?: number;
  readonly runId?: string;
  readonly mentorId: string;
  readonly menteeId: string;
  readonly wanted: readonly WantedTopic[];
  readonly fit: Fit;
  /** Last day of the pairing, `YYYY-MM-DD`. */
  readonly endsOn: string;
  /** 5 working days of the mentor's own calendar, computed by the caller. */
  readonly answerBy: string;
}

/** Under whose keys a cause is sealed: those of the two who are not erased; both where it is left out. */
interface KnownTo {
  readonly about?: readonly string[];
}

export type PairingCommand =
  | (Proposal & { readonly type: 'propose' })
  | (Proposal & {
      readonly type: 'override';
      /** A named person. */
      readonly by: string;
      readonly reason: string;
      /** Score lost against the optimum, as it was shown before. */
      readonly cost: number;
      /** Hard constraints that the pair breaks, all of them. */
      readonly broken: readonly HardConstraint[];
    })
  | (Checked & {
      readonly type: 'accept';
      readonly by: string;
      /** For the mentor's yes: until when the leader may answer, by the leader's own calendar. */
      readonly partnerAnswersBy: string;
      /** For the second yes: first day of the pairing. */
      readonly startsOn: string;
    })
  | (Checked & { readonly type: 'decline'; readonly by: string })
  /** The offer's timer; `at` is the due moment. */
  | (KnownTo & { readonly type: 'expire'; readonly at: string })
  /** The asked person is absent: the clock stood still, this is the new deadline. */
  | { readonly type: 'prolong'; readonly side: PairingSide; readonly answerBy: string; readonly at: string }
  /** By the system: an offer becomes impossible, an active pairing rests from `from` on, which is never ahead of `at`. */
  | (KnownTo & { readonly type: 'pause'; readonly cause: PauseCause; readonly from: string; readonly at: string })
  /** What caused a pause is over. */
  | (KnownTo & { readonly type: 'lift'; readonly cause: PauseCause; readonly holds: boolean; readonly at: string })
  /** By a named person: rests it, or closes it at the next review. */
  | { readonly type: 'pauseByAdmin'; readonly by: string; readonly closing: boolean; readonly at: string }
  | (Checked & { readonly type: 'resumeByAdmin'; readonly by: string })
  /** By a named person, or by the pair's own amendment. */
  | (Checked & { readonly type: 'extend'; readonly endsOn: string; readonly by?: string })
  | { readonly type: 'requestRematch'; readonly by: string; readonly at: string }
  | (Checked & { readonly type: 'holdClosing'; readonly heldOn: string })
  | (Checked & { readonly type: 'complete' })
  /** The weekly review, a timer each Monday. */
  | (KnownTo & { readonly type: 'review'; readonly at: string });

export type CommandOf<T extends PairingCommand['type']> = Extract<PairingCommand, { type: T }>;
