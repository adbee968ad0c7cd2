import type { DomainEvent, EventSchemas, Sealed } from '@flipside/event-sourcing';

export const concernCategories = ['conduct', 'retaliation', 'discrimination', 'breach-of-law', 'other'] as const;
export const concernOutcomes = ['substantiated', 'not-substantiated', 'referred', 'taken-back'] as const;
export type ConcernCategory = (typeof concernCategories)[number];
export type ConcernOutcome = (typeof concernOutcomes)[number];

/**
 * What every event of a case carries. Days only, never a time of day; the raiser, where there is one, is sealed and is
 * the subject of the case; an anonymous case is its own subject.
 */
interface Case {
  /** Random. */
  readonly concernId: string;
  readonly on: string;
  readonly raiserId: Sealed<string>;
}

type Raised = Case & {
  readonly anonymous: boolean;
  /** Of the reporter's code; the code itself is stored nowhere. Null where the raiser is known. */
  readonly mailboxHash: string | null;
  readonly programmeId: Sealed<string>;
  readonly custodianId: Sealed<string>;
  readonly deputyId: Sealed<string>;
  readonly category: Sealed<ConcernCategory>;
  readonly text: Sealed<string>;
  /** People it names. */
  readonly touches: Sealed<readonly string[]>;
};

export type DisclosureBasis = 'consent' | 'legal-duty';
type Announced = Case & {
  readonly disclosureId: string;
  readonly basis: DisclosureBasis;
  /** To whom, and for which purpose or under which law. */
  readonly to: Sealed<string>;
  readonly why: Sealed<string>;
};
type Message = Case & { readonly messageId: string; readonly from: 'reporter' | 'handler'; readonly text: Sealed<string> };

export type ConcernEvent =
  | DomainEvent<'ConcernRaised', Raised>
  | DomainEvent<'ConcernReassigned', Case>
  | DomainEvent<'ConcernAcknowledged', Case & { readonly late: boolean }>
  | DomainEvent<'ConcernMessageSent', Message>
  | DomainEvent<'ConcernDisclosureAnnounced', Announced>
  | DomainEvent<'ConcernDisclosureAllowed', Case & { readonly disclosureId: string }>
  | DomainEvent<'ConcernDisclosed', Case & { readonly disclosureId: string; readonly basis: DisclosureBasis }>
  | DomainEvent<'ConcernFeedbackGiven', Case & { readonly late: boolean; readonly text: Sealed<string> }>
  | DomainEvent<'ConcernResolved', Case & { readonly outcome: Sealed<ConcernOutcome>; readonly text: Sealed<string> }>
  | DomainEvent<'ConcernOverdue', Case & { readonly what: 'acknowledgement' | 'feedback' }>;

const sealed = <const F extends string>(...fields: F[]) => ({
  class: 'concern',
  fields,
  subjects: (data: Case) => [data.raiserId ?? data.concernId],
  scope: (data: Case) => data.concernId,
});
const bare = { version: 1, seal: [sealed('raiserId')] } as const;

export const concernSchemas: EventSchemas<ConcernEvent> = {
  ConcernRaised: {
    version: 1,
    seal: [sealed('raiserId', 'programmeId', 'custodianId', 'deputyId', 'category', 'text', 'touches')],
  },
  ConcernReassigned: bare,
  ConcernAcknowledged: bare,
  ConcernMessageSent: { version: 1, seal: [sealed('raiserId', 'text')] },
  ConcernDisclosureAnnounced: { version: 1, seal: [sealed('raiserId', 'to', 'why')] },
  ConcernDisclosureAllowed: bare,
  ConcernDisclosed: bare,
  ConcernFeedbackGiven: { version: 1, seal: [sealed('raiserId', 'text')] },
  ConcernResolved: { version: 1, seal: [sealed('raiserId', 'outcome', 'text')] },
  ConcernOverdue: bare,
};

export const concernStream = (concernId: string): string => `concern-${concernId}`;
