import { badRows, type BadRow } from './bad-rows.js';
import { toCsv, type Line } from './csv.js';
import { hrRow } from './hr-columns.js';
import type { SamplePerson } from './person.js';
import type { StaffedOrganisation } from './unusual-people.js';

/** A file as HR sends it, with what the sender states of it. */
export interface HrFile {
  readonly name: string;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly coverage: 'full' | 'partial';
  readonly csv: Buffer;
}

export interface FirstHrFile extends HrFile {
  /** Line (the header is 1) and expected rejection of each bad row. */
  readonly rejections: readonly { readonly line: number; readonly what: string; readonly field: string; readonly code: string }[];
}

/** Bad rows stand among the good ones, one after every ninetieth. */
const EVERY = 90;

/** The first file: everybody, and twelve rows that must be rejected. Reports stand before their managers here and there. */
export function firstHrFile(organisation: StaffedOrganisation, asOf: string): FirstHrFile {
  const good = secondHalfFirst(organisation.people).map((person) => ({ row: hrRow(person, organisation) }));
  const pattern = organisation.people.find(({ level }) => level === 4)!;
  const bad = badRows(hrRow(pattern, organisation), good[0]!.row);
  const lines = interleave(good, bad);
  const rejections = lines.flatMap((line, i) =>
    isBad(line) ? [{ line: i + 2, what: line.what, field: line.field, code: line.code }] : [],
  );
  return { name: 'hr-2026-01-12.csv', asOf, coverage: 'full', csv: toCsv(lines), rejections };
}

/**
 * From another system that knows managers by name alone: of the few whom the first file leaves without one, those whose
 * manager's name two people have stay without.
 */
export function managersByNameFile(organisation: StaffedOrganisation, asOf: string): HrFile {
  const { managerByUniqueName, managerByAmbiguousName } = organisation.unusual;
  const keys = [...managerByUniqueName, ...managerByAmbiguousName];
  const people = organisation.people.filter(({ key }) => keys.includes(key));
  const csv = toCsv(people.map((person) => ({ row: hrRow(person, organisation) })));
  return { name: 'hr-2026-01-12-managers-by-name.csv', asOf, coverage: 'partial', csv };
}

/** Everybody again, with these people changed. */
export function wholeFile(
  organisation: StaffedOrganisation,
  name: string,
  asOf: string,
  changed: ReadonlyMap<string, SamplePerson>,
): HrFile {
  const people = organisation.people.map((person) => changed.get(person.key) ?? person);
  return { name, asOf, coverage: 'full', csv: toCsv(people.map((person) => ({ row: hrRow(person, organisation) }))) };
}

/** Only what changed, each from a day of its own. */
export function changesFile(
  organisation: StaffedOrganisation,
  name: string,
  asOf: string,
  changes: readonly { readonly person: SamplePerson; readonly validFrom: string }[],
): HrFile {
  const lines = changes.map(({ person, validFrom }) => ({ row: hrRow(person, organisation, validFrom) }));
  return { name, asOf, coverage: 'partial', csv: toCsv(lines) };
}

/** Managers may come after their reports. */
function secondHalfFirst(people: readonly SamplePerson[]): SamplePerson[] {
  const half = Math.floor(people.length / 2);
  return [...people.slice(half), ...people.slice(0, half)];
}

function interleave(good: readonly Line[], bad: readonly BadRow[]): (Line | BadRow)[] {
  return good.flatMap((line, i) => {
    const next = (i + 1) % EVERY === 0 ? bad[(i + 1) / EVERY - 1] : undefined;
    return next ? [line, next] : [line];
  });
}

function isBad(line: Line | BadRow): line is BadRow {
  return 'code' in line;
}
