import type { DomainEvent, EventSchemas, Sealed, SealRule } from '@flipside/event-sourcing';
import type { ChangeReason, Employment, ExitReason, Profile } from '@flipside/contracts';

/** By what HR knows a person. Its keyed hash, with a generation, is the person's id. */
export interface ExternalKey {
  readonly source: string;
  readonly legalEntity: string | null;
  readonly number: string;
}

export interface Identity {
  readonly name: string;
  readonly email: string | null;
}

/** Where a fact of HR comes from: what was uploaded, how it was, and a digest of what it said. */
export interface Origin {
  readonly source: string;
  /** `YYYY-MM-DD`: the day for which HR states it; an older one never overrides a newer one. */
  readonly asOf: string;
  readonly digest: string;
}

export type PersonEvent =
  | DomainEvent<'PersonRegistered', { personId: string; generation: number; key: Sealed<ExternalKey> }>
  | DomainEvent<
      'EmploymentChanged',
      {
        personId: string;
        effectiveOn: Sealed<string>;
        employment: Sealed<Employment>;
        reason: Sealed<ChangeReason>;
        identity: Sealed<Identity>;
        origin: Sealed<Origin>;
      }
    >
  | DomainEvent<
      'AbsenceRecorded',
      {
        personId: string;
        absenceId: string;
        from: Sealed<string>;
        to: Sealed<string>;
        cancelled: Sealed<boolean>;
        origin: Sealed<Origin>;
      }
    >
  | DomainEvent<'ProfileUpdated', { personId: string; profile: Sealed<Profile> }>
  | DomainEvent<
      'ConsentGiven',
      { personId: string; consentId: string; purpose: Sealed<'fairness'>; trait: Sealed<string>; value: Sealed<string> }
    >
  | DomainEvent<'ConsentWithdrawn', { personId: string; consentId: string }>
  | DomainEvent<
      'PersonLeft',
      { personId: string; effectiveOn: Sealed<string>; reason: Sealed<ExitReason>; origin: Sealed<Origin> }
    >
  | DomainEvent<'PersonRehired', { personId: string; effectiveOn: Sealed<string> }>
  | DomainEvent<
      'PersonsMerged',
      { personId: string; survivorId: string; absorbedId: string; keys: Sealed<readonly ExternalKey[]> }
    >
  | DomainEvent<'ReportingClassAssigned', { personId: string; reportingClass: string }>
  | DomainEvent<'PersonErased', { personId: string; erasedOn: string }>;

type Whose = { personId: string };

const own = <F extends string>(dataClass: string, ...fields: F[]): SealRule<Whose & Record<F, unknown>> => ({
  class: dataClass,
  fields,
  subjects: (data) => [data.personId],
  scope: () => 'person',
});

export const personSchemas: EventSchemas<PersonEvent> = {
  PersonRegistered: { version: 1, seal: [own('identity', 'key')] },
  EmploymentChanged: {
    version: 1,
    seal: [own('employment', 'effectiveOn', 'employment', 'reason'), own('identity', 'identity', 'origin')],
  },
  AbsenceRecorded: { version: 1, seal: [own('employment', 'from', 'to', 'cancelled'), own('identity', 'origin')] },
  ProfileUpdated: { version: 1, seal: [own('profile', 'profile')] },
  ConsentGiven: {
    version: 1,
    seal: [{ ...own('trait', 'purpose', 'trait', 'value'), scope: (data) => (data as { consentId: string }).consentId }],
  },
  ConsentWithdrawn: { version: 1 },
  PersonLeft: { version: 1, seal: [own('employment', 'effectiveOn', 'reason'), own('identity', 'origin')] },
  PersonRehired: { version: 1, seal: [own('employment', 'effectiveOn')] },
  PersonsMerged: { version: 1, seal: [own('identity', 'keys')] },
  ReportingClassAssigned: { version: 1 },
  PersonErased: { version: 1 },
};

/** The id is a keyed hash of the external key and its generation, so that one number is one stream, whoever imports it. */
export function personStream(personId: string): string {
  return `person-${personId}`;
}
