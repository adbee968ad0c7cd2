import type { CommitmentKind, FeedbackKind, StretchKind } from '@flipside/contracts';
import type { DomainEvent, EventSchemas, Sealed } from '@flipside/event-sourcing';
import { bothOf, personOf, scopeOfPairing, type Pair, type Side } from '../pair.js';

/** Part of a session by what it was spent on; all that figures need. */
export interface Stretch {
  readonly kind: StretchKind;
  readonly minutes: number;
  readonly topic?: string;
}

export const effects = ['speed', 'quality', 'both', 'none'] as const;
export type Effect = (typeof effects)[number];

/** What was spoken of in a stretch: the pair's alone. */
export interface StretchDetail {
  /** Contextual question: which tool, and what it does to the speed or quality of frontline work. */
  readonly tool?: string;
  readonly effect?: Effect;
  /** Strategic feedback: which decision uses it. */
  readonly decision?: string;
}

export type SessionIds = Pair & { readonly sessionId: string };
type Planned = SessionIds & { readonly startsAt: string; readonly endsAt: string };
type Record_ = SessionIds & {
  readonly startsAt: string;
  readonly stretches: readonly Stretch[];
  /** One for each stretch, in order. */
  readonly details: Sealed<readonly StretchDetail[]>;
};
type Held = Record_ & {
  readonly by: Side;
  readonly recordedAt: string;
  /** When the other side is reminded, and until when their word is taken. */
  readonly remindAt: string;
  readonly confirmBy: string;
};
type Commitment = SessionIds & {
  readonly commitmentId: string;
  readonly side: Side;
  readonly kind: CommitmentKind;
  readonly due: string;
};

type Scheduled = Planned & {
  readonly by: Side;
  readonly place: Sealed<string>;
  /** A cancelled or missed session that this one makes up for. */
  readonly replaces?: string;
  readonly sprintId?: string;
};
type Rescheduled = Planned & { readonly by: Side; readonly previousStartsAt: string; readonly noticeHours: number };
type Cancelled = SessionIds & { readonly by: Side | 'programme'; readonly startsAt: string; readonly noticeHours: number };
/** `absent` is null where nobody said who. */
type Missed = SessionIds & { readonly startsAt: string; readonly absent: Sealed<Side | 'both'> };
type Note = SessionIds & { readonly noteId: string; readonly author: Sealed<Side>; readonly text: Sealed<string> };
type Feedback = SessionIds & {
  readonly feedbackId: string;
  readonly direction: 'to-mentor' | 'to-mentee';
  readonly kind: FeedbackKind;
  readonly text: Sealed<string>;
};

export type SessionEvent =
  | DomainEvent<'SessionScheduled', Scheduled>
  | DomainEvent<'SessionRescheduled', Rescheduled>
  | DomainEvent<'SessionCancelled', Cancelled>
  | DomainEvent<'SessionHeld', Held>
  | DomainEvent<'SessionConfirmed', SessionIds & { readonly startsAt: string; readonly stretches: readonly Stretch[] }>
  | DomainEvent<'SessionCorrected', Record_>
  | DomainEvent<'SessionMissed', Missed>
  | DomainEvent<'NoteWritten', Note>
  | DomainEvent<'FeedbackGiven', Feedback>
  | DomainEvent<'CommitmentMade', Commitment & { readonly text: Sealed<string> }>
  | DomainEvent<'CommitmentSettled', Commitment & { readonly kept: boolean; readonly settledOn: string }>;

const sealedForBoth = <const F extends string>(field: F) => ({
  class: 'notes', fields: [field], subjects: bothOf, scope: scopeOfPairing,
});

export const sessionSchemas: EventSchemas<SessionEvent> = {
  SessionScheduled: { version: 1, seal: [sealedForBoth('place')] },
  SessionRescheduled: { version: 1 },
  SessionCancelled: { version: 1 },
  SessionHeld: { version: 1, seal: [sealedForBoth('details')] },
  SessionConfirmed: { version: 1 },
  SessionCorrected: { version: 1, seal: [sealedForBoth('details')] },
  // About nobody where it is null: the system records a missed session also when one of the two was erased.
  SessionMissed: { version: 1, seal: [{ ...sealedForBoth('absent'), subjects: (data) => (data.absent ? bothOf(data) : []) }] },
  NoteWritten: {
    version: 1,
    // The note is its author's: their key alone, so that nobody else's erasure takes it from them.
    seal: [
      {
        class: 'notes',
        fields: ['author', 'text'],
        subjects: (data) => (data.author ? [personOf(data, data.author)] : []),
        scope: scopeOfPairing,
      },
    ],
  },
  FeedbackGiven: { version: 1, seal: [sealedForBoth('text')] },
  CommitmentMade: { version: 1, seal: [sealedForBoth('text')] },
  CommitmentSettled: { version: 1 },
};

export const sessionStream = (sessionId: string): string => `session-${sessionId}`;
