import type { SampleUnit } from './organisation.js';
import { fullName } from './unusual-people.js';
import type { SamplePerson } from './person.js';

/** Columns of the HR file, in order. */
export const hrColumns = [
  'Legal Entity',
  'Employee Number',
  'First Name',
  'Last Name',
  'E-mail',
  'Unit Code',
  'Unit Path',
  'Title',
  'Grade',
  'Manager Entity',
  'Manager Number',
  'Manager Name',
  'Dotted-line Entity',
  'Dotted-line Number',
  'Appraiser Entity',
  'Appraiser Number',
  'Site',
  'Country',
  'Time Zone',
  'Employment Type',
  'Status',
  'FTE',
  'Working Days',
  'Start Date',
  'End Date',
  'Exit Reason',
  'Absence From',
  'Absence To',
  'Valid From',
] as const;

export type HrColumn = (typeof hrColumns)[number];
export type HrRow = Record<HrColumn, string>;

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface Book {
  readonly people: readonly SamplePerson[];
  readonly units: readonly SampleUnit[];
}

/** A person as the HR system writes them. `validFrom` is the day from which a change holds; empty for "as of the file". */
export function hrRow(person: SamplePerson, book: Book, validFrom = ''): HrRow {
  const dotted = split(person.dottedKey);
  const appraiser = split(person.appraiserKey);
  return {
    'Legal Entity': person.legalEntity,
    'Employee Number': person.number,
    'First Name': person.given,
    'Last Name': person.family,
    'E-mail': `${person.given}.${person.family}.${person.number}@halden.example`.toLowerCase(),
    'Unit Code': person.unitCode,
    'Unit Path': pathOf(person.unitCode, book.units),
    Title: person.title,
    Grade: String(person.level),
    ...managerColumns(person, book.people),
    'Dotted-line Entity': dotted.entity,
    'Dotted-line Number': dotted.number,
    'Appraiser Entity': appraiser.entity,
    'Appraiser Number': appraiser.number,
    Site: person.site,
    Country: person.country,
    'Time Zone': person.zone,
    'Employment Type': person.type,
    Status: person.status,
    FTE: String(person.fte),
    'Working Days': person.workingDays.map((day) => DAYS[day - 1]).join(' '),
    'Start Date': european(person.startsOn),
    'End Date': european(person.endsOn),
    'Exit Reason': person.exitReason ?? '',
    'Absence From': european(person.absence?.from),
    'Absence To': european(person.absence?.to),
    'Valid From': european(validFrom || undefined),
  };
}

type ManagerColumns = Pick<HrRow, 'Manager Entity' | 'Manager Number' | 'Manager Name'>;

function managerColumns({ managerKey, managerAs, legalEntity }: SamplePerson, people: readonly SamplePerson[]): ManagerColumns {
  if (managerAs && 'name' in managerAs) return { 'Manager Entity': '', 'Manager Number': '', 'Manager Name': managerAs.name };
  if (managerAs) return { 'Manager Entity': legalEntity, 'Manager Number': managerAs.number, 'Manager Name': '' };
  const { entity, number } = split(managerKey ?? undefined);
  return {
    'Manager Entity': entity,
    'Manager Number': number,
    'Manager Name': managerKey === null ? '' : fullName(people, managerKey),
  };
}

/** `Finance/Treasury/Treasury 1 Berlin`. */
export function pathOf(code: string, units: readonly SampleUnit[]): string {
  const unit = units.find((candidate) => candidate.code === code);
  if (!unit) return '';
  return unit.parentCode === null ? unit.name : `${pathOf(unit.parentCode, units)}/${unit.name}`;
}

function split(key: string | undefined): { entity: string; number: string } {
  const [entity = '', number = ''] = key?.split('/') ?? [];
  return { entity, number };
}

/** `DD.MM.YYYY`, as the simulated HR system writes days. */
function european(day: string | undefined): string {
  return day === undefined ? '' : day.split('-').reverse().join('.');
}
