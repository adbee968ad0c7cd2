import type { EnrolmentRole } from '@flipside/contracts';
import { streamsOf, type AllFacts, type SealedFact, type StreamFacts } from '../../facts/fact.js';

/** How far somebody came in a role. */
export interface EnrolmentView {
  readonly personId: string;
  readonly role: EnrolmentRole;
  readonly cohort: number | undefined;
  readonly admitted: boolean;
  readonly ready: boolean;
}

/** Everybody who was invited, nominated or applied, however it went on; whoever did so under two ids once. */
export function enrolmentsOf(facts: AllFacts): EnrolmentView[] {
  const people = new Map<string, EnrolmentView>();
  for (const view of streamsOf(facts.sealed, 'enrolment').flatMap(viewOf)) {
    const name = `${view.personId}/${view.role}`;
    people.set(name, further(view, people.get(name)));
  }
  return [...people.values()];
}

function further(view: EnrolmentView, other: EnrolmentView = view): EnrolmentView {
  return { ...view, cohort: view.cohort ?? other.cohort, admitted: view.admitted || other.admitted, ready: view.ready || other.ready };
}

function viewOf({ facts }: StreamFacts<SealedFact>): EnrolmentView[] {
  const whose = facts.map((fact) => fact.data).findLast(isEnrolment);
  if (!whose) return [];
  const { personId, role, cohort } = whose;
  const happened = (...types: string[]): boolean => facts.some((fact) => types.includes(fact.type));
  return [{ personId, role, cohort, admitted: happened('Admitted', 'EnrolmentReady'), ready: happened('EnrolmentReady') }];
}

function isEnrolment(data: object): data is { personId: string; role: EnrolmentRole; cohort?: number } {
  return 'personId' in data && 'role' in data;
}
