import type { Employment, Profile } from '@flipside/contracts';
import { factsOf, type AllFacts } from '../../facts/fact.js';
import type { Stretch } from './pairings.js';

/** Absences of each person as days from `from` up to and without `to`; what lost its key is not there. */
export function absencesOf(facts: AllFacts): ReadonlyMap<string, readonly Stretch[]> {
  const latest = new Map(factsOf(facts.sealed, 'person', 'AbsenceRecorded').map(({ data }) => [data.absenceId, data]));
  const real = [...latest.values()].filter((absence) => absence.from !== null && absence.cancelled === false);
  return mapValues(
    Map.groupBy(real, (absence) => absence.personId),
    (absences) => absences.map(({ from, to }) => ({ from: from!, to: to === null ? null : dayAfter(to) })),
  );
}

/** The employment of each person that holds by now; none for people whose key is gone. */
export function employmentsOf(facts: AllFacts): ReadonlyMap<string, Employment> {
  const changes = factsOf(facts.sealed, 'person', 'EmploymentChanged').toSorted((a, b) =>
    a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0,
  );
  return new Map(changes.flatMap(({ data }) => (data.employment ? [[data.personId, data.employment] as const] : [])));
}

/** The latest profile of each person. */
export function profilesOf(facts: AllFacts): ReadonlyMap<string, Profile> {
  return new Map(
    factsOf(facts.sealed, 'person', 'ProfileUpdated').flatMap(({ data }) =>
      data.profile ? [[data.personId, data.profile] as const] : [],
    ),
  );
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function mapValues<K, A, B>(map: ReadonlyMap<K, A>, change: (value: A) => B): Map<K, B> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
