import type { DomainEvent, EventSchemas, Sealed, SealRule } from '@flipside/event-sourcing';
import type { ObjectiveFacts, ProgrammePolicy, SiloMap } from '@flipside/contracts';
import type { Governance } from './governance.js';

/** A statement, and the measure with baseline and target by which it is judged. */
export type Objective = ObjectiveFacts & { readonly statement: string };

export type Outcome = 'met' | 'missed' | 'not-measurable';

export type ProgrammeEvent =
  | DomainEvent<'ProgrammeCreated', { programmeId: string; name: string; adminId: Sealed<string> }>
  | DomainEvent<'ObjectiveSet', { programmeId: string } & Objective>
  | DomainEvent<'PolicySet', { programmeId: string; policy: ProgrammePolicy }>
  | DomainEvent<
      'GovernanceRecorded',
      { programmeId: string; governance: Governance; custodianId: Sealed<string>; deputyId: Sealed<string> }
    >
  | DomainEvent<'SponsorNamed', { programmeId: string; sponsorId: Sealed<string> }>
  | DomainEvent<
      'ProgrammeOpened',
      {
        programmeId: string;
        window: { from: string; to: string };
        silos: SiloMap;
        objectives: readonly ObjectiveFacts[];
      }
    >
  | DomainEvent<'OutcomeObserved', { programmeId: string; measure: string; value: number; on: string }>
  | DomainEvent<
      'ObjectiveAssessed',
      { programmeId: string; objectiveId: string; outcome: Outcome; value: number | null; on: string; reason: string | null }
    >
  | DomainEvent<'ProgrammeClosed', { programmeId: string; on: string }>;

/** Who holds an office is a fact of their employment, under their own key alone: others lose it with their erasure. */
const office = <F extends string>(field: F): SealRule<Record<F, Sealed<string>>> => ({
  class: 'employment',
  fields: [field],
  subjects: (data) => (data[field] === null ? [] : [data[field]]),
  scope: () => 'person',
});

export const programmeSchemas: EventSchemas<ProgrammeEvent> = {
  ProgrammeCreated: { version: 1, seal: [office('adminId')] },
  ObjectiveSet: { version: 1 },
  PolicySet: { version: 1 },
  GovernanceRecorded: { version: 1, seal: [office('custodianId'), office('deputyId')] },
  SponsorNamed: { version: 1, seal: [office('sponsorId')] },
  ProgrammeOpened: { version: 1 },
  OutcomeObserved: { version: 1 },
  ObjectiveAssessed: { version: 1 },
  ProgrammeClosed: { version: 1 },
};

/** @param programmeId derived from the request's Idempotency-Key. */
export function programmeStream(programmeId: string): string {
  return `programme-${programmeId}`;
}
