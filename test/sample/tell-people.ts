import type { FactBook } from '@flipside/analytics/testing/fact-book';
import type { Employment } from '@flipside/contracts';
import type { Participant } from '@flipside/standalone/sample/participants';
import type { SamplePerson } from '@flipside/standalone/sample/person';
import { sampleDates } from '@flipside/standalone/sample/sample-dates';

const { hrAsOf } = sampleDates;

/** Class, employment and absence of one person, by the external key. */
export function tellPerson(book: FactBook, person: SamplePerson): void {
  const { key, siloCode, level } = person;
  const band = level <= 3 ? '1-3' : level <= 6 ? '4-6' : '7-8';
  const reportingClass = level >= 9 || siloCode === 'HQ' ? 'other' : `U-${siloCode}:${band}`;
  const stream = `person-${key}`;
  book.tell(stream, 'ReportingClassAssigned', hrAsOf, { personId: key, reportingClass });
  book.tellSealed(stream, 'EmploymentChanged', hrAsOf, {
    personId: key,
    effectiveOn: hrAsOf,
    employment: employmentOf(person),
    reason: 'unknown',
  });
  if (!person.absence) return;
  book.tellSealed(stream, 'AbsenceRecorded', hrAsOf, {
    personId: key,
    absenceId: `${key}.absence`,
    ...person.absence,
    cancelled: false,
  });
}

/** Who takes part becomes ready, but for those whose hours are refused. */
export function tellEnrolment(book: FactBook, programmeId: string, { key, role, profile, hoursReleased }: Participant): void {
  const data = { programmeId, cohort: 1, personId: key, role };
  const stream = `enrolment-${programmeId}_${key}_${role}`;
  book.tellSealed(`person-${key}`, 'ProfileUpdated', '2026-01-14', { personId: key, profile });
  book.tellSealed(stream, 'Applied', '2026-01-15', data).tellSealed(stream, 'Admitted', '2026-01-19', data);
  book.tell(stream, 'Applied', '2026-01-15', data).tell(stream, 'Admitted', '2026-01-19', data);
  if (role === 'mentor' && hoursReleased === null) return;
  book.tellSealed(stream, 'EnrolmentReady', '2026-01-26', data).tell(stream, 'EnrolmentReady', '2026-01-26', data);
}

function employmentOf(person: SamplePerson): Employment {
  const { unitCode, title, level, site, country, zone, legalEntity, type, status, fte, workingDays, startsOn } = person;
  return {
    unitId: unitCode,
    title,
    level,
    managers: { line: person.managerKey, dottedLine: [], appraiser: null, unresolved: [] },
    topOfTree: person.managerKey === null,
    site,
    country,
    zone,
    legalEntity,
    type,
    status,
    fte,
    workingDays: [...workingDays],
    startsOn,
    endsOn: person.endsOn ?? null,
    exitReason: person.exitReason ?? null,
  };
}
