import { joinMerged, mergersAmong, type KnownPeople, type KnownPerson, type Mergers } from '@flipside/participants-view';
import { employmentHeld } from '../employment-held.js';
import { linksOf } from '../scoring/snapshot.js';
import type { EmploymentFrom } from '../run/recheck.js';

export interface Reached {
  /** By the ids that go on. */
  readonly facts: readonly EmploymentFrom[];
  readonly mergers: Mergers;
}

/** What holds on a day of some people, of everybody who stands above them by any link, and of whom they were merged with. */
export async function reachUp(people: KnownPeople, personIds: readonly string[], on: string): Promise<Reached> {
  const reached = new Map<string, KnownPerson | undefined>();
  for (let next = [...new Set(personIds)]; next.length > 0; ) {
    const found = await people.many(next);
    for (const personId of next) reached.set(personId, found.get(personId));
    next = [...new Set([...found.values()].flatMap((person) => leadsTo(person, on)))].filter((id) => !reached.has(id));
  }
  const known = [...reached.values()].filter((person) => person !== undefined);
  const mergers = mergersAmong(known);
  // Nothing of somebody of whom nothing is known that day: every chain through them is unfinished.
  const held = new Map(known.flatMap((person) => {
    const employment = employmentHeld(person, on);
    return employment ? [[person.id, employment]] : [];
  }));
  const facts = [...joinMerged(held, mergers, on)].map(([personId, employment]): EmploymentFrom => ({
    personId, effectiveOn: on, links: linksOf(employment), employment,
  }));
  return { facts, mergers };
}

function leadsTo(person: KnownPerson, on: string): readonly string[] {
  const { line = null, dottedLine = [], appraiser = null } = employmentHeld(person, on)?.managers ?? {};
  return [line, ...dottedLine, appraiser, person.mergedInto, ...Object.keys(person.absorbed)].filter((id) => id !== null);
}
