import type { CommitmentKind, FeedbackKind } from '@flipside/contracts';
import type { Pair, Side } from '../pair.js';
import type { Stretch, StretchDetail } from './events.js';

/** The pairing's agreement as the caller found it. Whatever paused or ended it, it is just not in force. */
export interface AgreementFacts {
  readonly inForce: boolean;
  /** First and last day. */
  readonly startsOn: string;
  readonly endsOn: string;
}

interface Time {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly agreement: AgreementFacts;
  /** Whether all of it lies in the mentor's working time. */
  readonly insideMentorTime: boolean;
}

export type StretchInput = Stretch & StretchDetail;

/** `by` is a person's id; `at` an instant of business time, ISO 8601 in UTC. */
export type SessionCommand =
  | ({
      readonly type: 'schedule';
      readonly sessionId: string;
      readonly by: string;
      readonly place: string | null;
      /** A cancelled or missed session that this one makes up for. */
      readonly replaces?: string;
      readonly sprintId?: string;
      readonly at: string;
    } & Time &
      Pair)
  | ({ readonly type: 'reschedule'; readonly by: string; readonly at: string } & Time)
  /** By `programme` when the pairing is paused or ended; `at` is then the moment from which it is. */
  | { readonly type: 'cancel'; readonly by: string; readonly at: string }
  | {
      readonly type: 'recordHeld';
      readonly by: string;
      readonly stretches: readonly StretchInput[];
      /** Two and five working days of the other side's calendar from now. */
      readonly remindAt: string;
      readonly confirmBy: string;
      readonly at: string;
    }
  | { readonly type: 'confirm'; readonly by: string; readonly at: string }
  | { readonly type: 'correct'; readonly by: string; readonly stretches: readonly StretchInput[]; readonly at: string }
  /** By `system`, who then does not know who was absent, when nobody recorded anything in time. */
  | { readonly type: 'miss'; readonly by: string; readonly absent: Side | 'both' | null; readonly at: string }
  | { readonly type: 'writeNote'; readonly noteId: string; readonly by: string; readonly text: string; readonly at: string }
  | {
      readonly type: 'giveFeedback';
      readonly feedbackId: string;
      readonly by: string;
      readonly kind: FeedbackKind;
      readonly text: string;
      readonly at: string;
    }
  | {
      readonly type: 'makeCommitment';
      readonly commitmentId: string;
      readonly by: string;
      readonly kind: CommitmentKind;
      /** Day. */
      readonly due: string;
      readonly text: string;
      readonly at: string;
    }
  | {
      readonly type: 'settleCommitment';
      readonly commitmentId: string;
      readonly by: string;
      readonly kept: boolean;
      readonly at: string;
    };

export type CommandOf<T extends SessionCommand['type']> = Extract<SessionCommand, { type: T }>;
