import type { WarningAudience } from '@flipside/contracts';
import type { DomainEvent, EventSchemas, Sealed } from '@flipside/event-sourcing';

interface Case {
  /** Random: the name of a stream says nothing of who raised it. */
  readonly warningId: string;
  readonly programmeId: string;
}

export interface Cost {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
}

type Raised = Case & {
  readonly audience: WarningAudience;
  readonly raisedOn: string;
  /** The day by which it bites. */
  readonly bitesOn: string;
  readonly raiserId: Sealed<string>;
  readonly pairingId: Sealed<string>;
  readonly leaderId: Sealed<string>;
  /** False: the audience reads "a mentor". */
  readonly named: Sealed<boolean>;
  readonly text: Sealed<string>;
};

type Mitigated = Case & {
  readonly mitigatedOn: string;
  /** Days before it would have bitten; negative: too late. */
  readonly leadDays: number;
  readonly costAvoided: Cost | null;
  readonly ownerId: Sealed<string>;
  readonly note: Sealed<string>;
};

type Dismissed = Case & { readonly dismissedOn: string; readonly ownerId: Sealed<string>; readonly reason: Sealed<string> };

export type WarningEvent =
  | DomainEvent<'WarningRaised', Raised>
  | DomainEvent<'WarningRouted', Case & { readonly routedOn: string; readonly recipientId: Sealed<string> }>
  | DomainEvent<'WarningOwned', Case & { readonly ownedOn: string; readonly ownerId: Sealed<string> }>
  | DomainEvent<'WarningMitigated', Mitigated>
  | DomainEvent<'WarningMaterialised', Case & { readonly materialisedOn: string }>
  | DomainEvent<'WarningDismissed', Dismissed>;

const scope = (data: Case): string => data.warningId;
const only = (id: string | null): readonly string[] => (id ? [id] : []);
const raiser = { class: 'voice', subjects: (data: Raised) => only(data.raiserId), scope } as const;
const owner = { class: 'voice', subjects: (data: { readonly ownerId: Sealed<string> }) => only(data.ownerId), scope } as const;

export const warningSchemas: EventSchemas<WarningEvent> = {
  WarningRaised: {
    version: 1,
    // Apart, since figures are granted who (to count distinct people) and never what was said.
    seal: [
      { ...raiser, fields: ['raiserId', 'pairingId', 'leaderId'] },
      { ...raiser, fields: ['named', 'text'] },
    ],
  },
  WarningRouted: {
    version: 1,
    seal: [{ class: 'voice', fields: ['recipientId'], subjects: (data) => only(data.recipientId), scope }],
  },
  WarningOwned: { version: 1, seal: [{ ...owner, fields: ['ownerId'] }] },
  WarningMitigated: { version: 1, seal: [{ ...owner, fields: ['ownerId', 'note'] }] },
  WarningMaterialised: { version: 1 },
  WarningDismissed: { version: 1, seal: [{ ...owner, fields: ['ownerId', 'reason'] }] },
};

export const warningStream = (warningId: string): string => `warning-${warningId}`;
