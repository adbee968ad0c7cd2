import type { EnrolmentRole } from '@flipside/contracts';
import { factsOf, type PublicFacts } from '../../facts/fact.js';

/** Somebody who was ready to be matched. */
export interface ReadyView {
  readonly personId: string;
  readonly role: EnrolmentRole;
  readonly cohort: number | undefined;
  readonly readyOn: string;
}

/** Everybody who was ever ready in a role, from the first time on. */
export function readyOf(facts: PublicFacts): ReadyView[] {
  const first = new Map<string, ReadyView>();
  for (const { data, effectiveOn } of factsOf(facts.public, 'enrolment', 'EnrolmentReady')) {
    const { personId, role, cohort } = data;
    const name = `${personId}/${role}`;
    if (!first.has(name)) first.set(name, { personId, role, cohort, readyOn: effectiveOn });
  }
  return [...first.values()];
}
