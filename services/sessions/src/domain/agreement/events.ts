import type { AgreedLevel, AgreedTopic, Cadence } from '@flipside/contracts';
import type { DomainEvent, EventSchemas, Sealed } from '@flipside/event-sourcing';
import { bothOf, personOf, scopeOfPairing, type Pair, type Side } from '../pair.js';

/** What the two agree on, as far as figures and timers need it. */
export interface Terms {
  readonly topics: readonly AgreedTopic[];
  readonly cadence: Cadence;
  /** First and last day. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** How many acts of career support the leader promises. */
  readonly careerSupport: number;
}

export const supportKinds = ['introduction', 'seat-at-meeting', 'stretch-task', 'recommendation', 'other'] as const;

/** What the two agree on in words: theirs alone. */
export interface AgreementText {
  readonly objectives: readonly string[];
  readonly place: string;
  readonly channels: readonly { readonly channel: string; readonly answerWithin: string }[];
  readonly offLimits: readonly string[];
  /** How either says stop. */
  readonly stopping: string;
  readonly careerSupport: readonly { readonly kind: (typeof supportKinds)[number]; readonly text: string }[];
}

/** When either side is reminded to sign: two working days of their own calendar later. */
export type ReminderTimes = Readonly<Record<Side, string>>;

/** When the agreement has stalled unless a session is held before. */
interface Rhythm {
  readonly stallAt: string;
}
type Agreed = Pair & Terms & { readonly version: number; readonly levels: Sealed<readonly AgreedLevel[]> };
type InForce = Agreed & Rhythm;
type Draft = Agreed & {
  readonly by: Side;
  readonly text: Sealed<AgreementText>;
  readonly draftedAt: string;
  readonly remindAt: ReminderTimes;
};

/** What a person was asked for and has not answered; the id is the same as long as it is the same ask. */
export interface Ask {
  readonly askId: string;
  readonly about: 'signature' | 'session-record' | 'retest';
  readonly to: Side;
}

/** First a reminder, a week later a nudge, and a week after that a leader's silence is told to the sponsor. */
export type Step = 'reminder' | 'nudge' | 'escalation';
type AskOf = Ask & { readonly pairingId: string };
type Nudge = AskOf & { readonly step: 'reminder' | 'nudge'; readonly sentAt: string; readonly nextAt: string };
/** An absence stops the clock; `from` is what the step counts from. */
type PutOff = AskOf & { readonly step: Step; readonly from: string; readonly until: string };
type Resumed = { readonly pairingId: string; readonly from: string; readonly stallAt: string | null };

/** What an agreement knows of its sessions: minutes by what matters here. */
export interface NotedSession {
  readonly sessionId: string;
  readonly heldOn: string;
  readonly minutes: number;
  readonly helpDesk: number;
  readonly confirmed: boolean;
}

type Signed = { readonly pairingId: string; readonly version: number; readonly side: Side; readonly signedAt: string };

export type AgreementEvent =
  | DomainEvent<'AgreementDrafted', Draft>
  | DomainEvent<'AgreementSigned', Signed>
  | DomainEvent<'AgreementInForce', InForce>
  | DomainEvent<'AgreementAmended', InForce>
  | DomainEvent<'AgreementCompleted', Pair & { readonly completedOn: string; readonly closingHeldOn: string | null }>
  | DomainEvent<'AgreementWithdrawn', Pair & { readonly side: Sealed<Side> }>
  | DomainEvent<'AgreementPaused', { readonly pairingId: string; readonly from: string }>
  | DomainEvent<'AgreementResumed', Resumed>
  | DomainEvent<'AgreementClosed', { readonly pairingId: string; readonly closedOn: string }>
  | DomainEvent<'SessionNoted', NotedSession & Rhythm & { readonly pairingId: string }>
  | DomainEvent<'NudgeSent', Nudge>
  | DomainEvent<'NudgePutOff', PutOff>
  | DomainEvent<'StallPutOff', Rhythm & { readonly pairingId: string }>
  | DomainEvent<'StallNoticed', Pair & { readonly since: string }>
  | DomainEvent<'DriftNoticed', Pair & { readonly told: 'pair' | 'admin'; readonly sessionIds: readonly string[] }>
  | DomainEvent<'SilenceEscalated', Pair & { readonly askId: string; readonly since: string }>;

const levels = {
  class: 'ratings',
  fields: ['levels'],
  subjects: (pair: Pair) => [pair.menteeId],
  scope: scopeOfPairing,
} as const;

export const agreementSchemas: EventSchemas<AgreementEvent> = {
  AgreementDrafted: { version: 1, seal: [levels, { class: 'notes', fields: ['text'], subjects: bothOf, scope: scopeOfPairing }] },
  AgreementSigned: { version: 1 },
  AgreementInForce: { version: 1, seal: [levels] },
  AgreementAmended: { version: 1, seal: [levels] },
  AgreementCompleted: { version: 1 },
  AgreementWithdrawn: {
    version: 1,
    seal: [
      {
        class: 'choices',
        fields: ['side'],
        subjects: (data) => (data.side ? [personOf(data, data.side)] : []),
        scope: scopeOfPairing,
      },
    ],
  },
  AgreementPaused: { version: 1 },
  AgreementResumed: { version: 1 },
  AgreementClosed: { version: 1 },
  SessionNoted: { version: 1 },
  NudgeSent: { version: 1 },
  NudgePutOff: { version: 1 },
  StallPutOff: { version: 1 },
  StallNoticed: { version: 1 },
  DriftNoticed: { version: 1 },
  SilenceEscalated: { version: 1 },
};

export const agreementStream = (pairingId: string): string => `agreement-${pairingId}`;
