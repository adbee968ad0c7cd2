import type { InsightArea } from '@flipside/contracts';
import type { DomainEvent, EventSchemas, Sealed } from '@flipside/event-sourcing';

/** What anybody may know of an insight: that there is one, and of what. */
interface Insight {
  readonly insightId: string;
  readonly programmeId: string;
  readonly area: InsightArea;
}

/** Whose it is: sealed, since a date and a pairing would tell who spoke. */
interface Origin {
  readonly pairingId: Sealed<string>;
  readonly mentorId: Sealed<string>;
  readonly menteeId: Sealed<string>;
}

type Shared = Insight & Origin & { readonly sharedOn: string; readonly text: Sealed<string> };
/** `text` is what leaves the pair, word for word as the mentor cleared it. */
type Cleared = Insight & Origin & { readonly clearedOn: string; readonly text: Sealed<string> };
type Action = Insight & { readonly actionId: string };
type Committed = Action & {
  readonly due: string;
  readonly committedOn: string;
  readonly ownerId: Sealed<string>;
  readonly what: Sealed<string>;
};
type Impact = Action & {
  readonly measure: string;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
  readonly recordedOn: string;
};

export type InsightEvent =
  | DomainEvent<'InsightShared', Shared>
  | DomainEvent<'InsightCleared', Cleared>
  | DomainEvent<'ActionCommitted', Committed>
  | DomainEvent<'ActionDelivered', Action & { readonly due: string; readonly deliveredOn: string }>
  | DomainEvent<'ImpactRecorded', Impact>;

const present = (...ids: readonly (string | null)[]): readonly string[] => ids.filter((id) => id !== null);
const scope = (data: Insight): string => data.insightId;
const origin = {
  class: 'voice',
  fields: ['pairingId', 'mentorId', 'menteeId'],
  subjects: (data: Origin) => present(data.mentorId),
  scope,
} as const;
// What was said is about both; apart from the origin, since figures are granted that and never a text.
const text = {
  class: 'voice',
  fields: ['text'],
  subjects: (data: Origin) => present(data.mentorId, data.menteeId),
  scope,
} as const;

export const insightSchemas: EventSchemas<InsightEvent> = {
  InsightShared: { version: 1, seal: [origin, text] },
  InsightCleared: { version: 1, seal: [origin, text] },
  ActionCommitted: {
    version: 1,
    seal: [{ class: 'voice', fields: ['ownerId', 'what'], subjects: (data) => present(data.ownerId), scope }],
  },
  ActionDelivered: { version: 1 },
  ImpactRecorded: { version: 1 },
};

export const insightStream = (insightId: string): string => `insight-${insightId}`;
