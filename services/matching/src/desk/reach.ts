import type { KnownPeople, KnownPerson } from '@flipside/participants-view';
import { employmentHeld } from '../employment-held.js';
import type { EmploymentFrom } from '../run/recheck.js';

/** What holds on a day of two people and of everybody who stands above them by any link. */
export async function reachUp(people: KnownPeople, personIds: readonly string[], on: string): Promise<readonly EmploymentFrom[]> {
  const reached = new Set<string>();
  const facts: EmploymentFrom[] = [];
  for (let next = [...new Set(personIds)]; next.length > 0; ) {
    const found = await people.many(next);
    for (const personId of next) reached.add(personId);
    const here = next.flatMap((personId) => factOf(personId, found.get(personId), on));
    facts.push(...here);
    next = [...new Set(here.flatMap(managersOf))].filter((id) => !reached.has(id));
  }
  return facts;
}

function managersOf({ links }: EmploymentFrom): readonly string[] {
  return [links.line, ...links.dottedLine, links.appraiser].filter((id) => id !== null);
}

/** Nothing of somebody of whom nothing is known that day: every chain through them is unfinished. */
function factOf(personId: string, person: KnownPerson | undefined, on: string): readonly EmploymentFrom[] {
  const employment = person && employmentHeld(person, on);
  if (!employment) return [];
  const { managers, topOfTree } = employment;
  return [{ personId, effectiveOn: on, links: { ...managers, topOfTree }, employment }];
}
