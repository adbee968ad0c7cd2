import type { DomainEvent, EventSchema, EventSchemas, Sealed } from '@flipside/event-sourcing';
import type { EnrolmentCause, EnrolmentRole, Goal } from '@flipside/contracts';

/** Whose enrolment in what. The cohort is the wave through the programme, where it has waves. */
export interface Whose {
  readonly programmeId: string;
  readonly personId: string;
  readonly role: EnrolmentRole;
  readonly cohort?: number;
}

/** What a person wants from the programme, and on which terms. */
export interface Terms {
  readonly goals: readonly Goal[];
  /** Pairings wished for at a time; 2 only by a mentor. */
  readonly slots: 1 | 2;
  /** A mentor's yes, given beforehand, to a leader far up the own chain. */
  readonly ownChain: boolean;
}

type SealedTerms = { readonly [K in keyof Terms]: Sealed<Terms[K]> };

export type EnrolmentEvent =
  | DomainEvent<'Invited', Whose>
  | DomainEvent<'Nominated', Whose & { by: Sealed<string>; lapsesOn: string }>
  | DomainEvent<'Applied', Whose>
  | DomainEvent<'Admitted', Whose & { modules: readonly string[] }>
  | DomainEvent<'Waitlisted', Whose>
  | DomainEvent<'GoalsSet', Whose & SealedTerms>
  | DomainEvent<'TrainingCompleted', Whose & { module: string }>
  | DomainEvent<'TimeReleaseGranted', Whose & { hoursPerMonth: Sealed<number>; by: Sealed<string>; pledge: string }>
  | DomainEvent<'TimeReleaseRefused', Whose & { by: Sealed<string> }>
  | DomainEvent<'EnrolmentReady', Whose>
  | DomainEvent<'EnrolmentPaused', Whose & { cause: Sealed<EnrolmentCause> }>
  | DomainEvent<'EnrolmentResumed', Whose>
  | DomainEvent<'EnrolmentWithdrawn', Whose & { cause: Sealed<EnrolmentCause> }>;

type Data<T extends EnrolmentEvent['type']> = Extract<EnrolmentEvent, { type: T }>['data'];

/** All under the key of the one enrolled, also the id of another who acted: nobody else's erasure may change the enrolment. */
function sealing<D extends Whose>(...groups: readonly (readonly [string, ...(keyof D & string)[]])[]): EventSchema<D> {
  return {
    version: 1,
    seal: groups.map(([dataClass, ...fields]) => ({
      class: dataClass,
      fields,
      // Where all are null there is nothing to seal: so an erased person's enrolment can still be withdrawn.
      subjects: (data) => (fields.every((field) => data[field] === null) ? [] : [data.personId]),
      scope: () => 'person',
    })),
  };
}

export const enrolmentSchemas: EventSchemas<EnrolmentEvent> = {
  Invited: { version: 1 },
  Nominated: sealing<Data<'Nominated'>>(['identity', 'by']),
  Applied: { version: 1 },
  Admitted: { version: 1 },
  Waitlisted: { version: 1 },
  GoalsSet: sealing<Data<'GoalsSet'>>(['profile', 'goals', 'slots', 'ownChain']),
  TrainingCompleted: { version: 1 },
  TimeReleaseGranted: sealing<Data<'TimeReleaseGranted'>>(['employment', 'hoursPerMonth'], ['identity', 'by']),
  TimeReleaseRefused: sealing<Data<'TimeReleaseRefused'>>(['identity', 'by']),
  EnrolmentReady: { version: 1 },
  EnrolmentPaused: sealing<Data<'EnrolmentPaused'>>(['choices', 'cause']),
  EnrolmentResumed: { version: 1 },
  EnrolmentWithdrawn: sealing<Data<'EnrolmentWithdrawn'>>(['choices', 'cause']),
};

/** One stream a person, programme and role, so that nobody is enrolled twice in one role. */
export function enrolmentStream({ programmeId, personId, role }: Omit<Whose, 'cohort'>): string {
  return `enrolment-${programmeId}_${personId}_${role}`;
}
