import { changesFile, wholeFile, type HrFile } from './hr-file.js';
import { titles } from './organisation-plan.js';
import type { SamplePerson } from './person.js';
import { sampleDates } from './sample-dates.js';
import type { StaffedOrganisation } from './unusual-people.js';

/** A file that would end one employment in twenty: an export gone wrong, to be held until somebody releases it. */
export function endingsFile(organisation: StaffedOrganisation, asOf: string, sparing: readonly string[]): HrFile {
  const candidates = organisation.people.filter(
    (person) => person.status === 'active' && person.level <= 3 && !sparing.includes(person.key),
  );
  const ended = candidates.filter((_, i) => i % 7 === 0).slice(0, Math.ceil(organisation.people.length * 0.05));
  const left = ended.map(
    (person) => [person.key, { ...person, status: 'left', endsOn: asOf, exitReason: 'involuntary', absence: undefined }] as const,
  );
  return wholeFile(organisation, `hr-${asOf}-gone-wrong.csv`, asOf, new Map<string, SamplePerson>(left));
}

/** Somebody who had left is employed again. */
export function rehireFile(organisation: StaffedOrganisation): HrFile {
  const { on } = sampleDates.rehire;
  const person = personOf(organisation, organisation.unusual.rehire);
  const back: SamplePerson = { ...person, status: 'active', startsOn: on, endsOn: undefined, exitReason: undefined };
  return changesFile(organisation, `hr-${on}-rehire.csv`, on, [{ person: back, validFrom: on }]);
}

/**
 * The department head above a mentor's team gets another line manager, announced before the day on which it holds: the
 * leader, who then stands above the mentor.
 * @param boss key of the one who moves; see `twoLevelsUp`.
 */
export function managerChangeFile(organisation: StaffedOrganisation, boss: string, newManager: string): HrFile {
  const { announcedOn, on } = sampleDates.managerChange;
  const person: SamplePerson = { ...personOf(organisation, boss), managerKey: newManager, managerAs: undefined };
  return changesFile(organisation, `hr-${announcedOn}-manager.csv`, announcedOn, [{ person, validFrom: on }]);
}

/** One level more, with the title of it. */
export function promotionFile(organisation: StaffedOrganisation, key: string): HrFile {
  const { on } = sampleDates.promotion;
  const person = personOf(organisation, key);
  const promoted: SamplePerson = { ...person, level: person.level + 1, title: titles[person.level + 1]! };
  return changesFile(organisation, `hr-${on}-promotion.csv`, on, [{ person: promoted, validFrom: on }]);
}

export function leaverFile(organisation: StaffedOrganisation, key: string): HrFile {
  const { on } = sampleDates.leaver;
  const person: SamplePerson = {
    ...personOf(organisation, key),
    status: 'left',
    endsOn: on,
    exitReason: 'voluntary',
    absence: undefined,
  };
  return changesFile(organisation, `hr-${on}-leaver.csv`, on, [{ person, validFrom: on }]);
}

/** A team has another name, and the people of a second one belong to a third from then on. Codes stay. */
export function reorganisationFile(
  organisation: StaffedOrganisation,
): HrFile & { readonly renamed: string; readonly merged: string; readonly into: string } {
  const { on } = sampleDates.reorganisation;
  const [renamed, merged, into] = ['U-FIN-11', 'U-MKT-43', 'U-MKT-42'];
  const units = organisation.units.map((unit) => (unit.code === renamed ? { ...unit, name: 'Cash Management Berlin' } : unit));
  const moved = organisation.people
    .filter(({ unitCode }) => unitCode === merged)
    .map((person) => ({ ...person, unitCode: into! }));
  const touched = [...organisation.people.filter(({ unitCode }) => unitCode === renamed), ...moved];
  const file = changesFile(
    { ...organisation, units },
    `hr-${on}-units.csv`,
    on,
    touched.map((person) => ({ person, validFrom: on })),
  );
  return { ...file, renamed: renamed!, merged: merged!, into: into! };
}

/** The manager of the manager; the department head where a mentor reports to the head of a team. */
export function twoLevelsUp(organisation: StaffedOrganisation, key: string): string | undefined {
  const manager = personOf(organisation, key).managerKey;
  return manager === null ? undefined : (personOf(organisation, manager).managerKey ?? undefined);
}

export function personOf(organisation: StaffedOrganisation, key: string): SamplePerson {
  const person = organisation.people.find((candidate) => candidate.key === key);
  if (!person) throw new Error(`the sample has nobody with the key ${key}`);
  return person;
}
