import type { HrRow } from './hr-columns.js';

/** What is wrong with a row, and what the importer is expected to say of it. */
export interface BadRow {
  readonly what: string;
  /** Field and code of RowRejected. */
  readonly field: string;
  readonly code: string;
  readonly row: HrRow;
  /** The row's first name begins with bytes that are no UTF-8. */
  readonly brokenText?: boolean;
  /** The row has a cell too many. */
  readonly extraCell?: boolean;
}

interface Spoil extends Omit<BadRow, 'row'> {
  readonly change: Partial<HrRow>;
}

const spoils: readonly Spoil[] = [
  { what: 'bytes that are no UTF-8', field: 'row', code: 'broken-utf8', change: {}, brokenText: true },
  { what: 'the key of an earlier row', field: 'number', code: 'duplicate-key', change: {} },
  { what: 'their own manager', field: 'manager', code: 'manager-cycle', change: {} },
  { what: 'level 0', field: 'level', code: 'level-out-of-range', change: { Grade: '0' } },
  { what: 'level 11', field: 'level', code: 'level-out-of-range', change: { Grade: '11' } },
  { what: '30 February', field: 'startsOn', code: 'impossible-date', change: { 'Start Date': '30.02.2024' } },
  {
    what: 'an end before the start',
    field: 'endsOn',
    code: 'end-before-start',
    change: { 'Start Date': '01.03.2024', 'End Date': '01.02.2024', Status: 'left' },
  },
  { what: 'a status that is none', field: 'status', code: 'unknown-status', change: { Status: 'on the moon' } },
  { what: 'no employee number', field: 'number', code: 'number-missing', change: { 'Employee Number': '' } },
  { what: 'more than full time', field: 'fte', code: 'fte-out-of-range', change: { FTE: '1.7' } },
  { what: 'a cell too many', field: 'row', code: 'wrong-column-count', change: {}, extraCell: true },
  {
    what: 'an absence that ends before it starts',
    field: 'absence',
    code: 'absence-ends-before-start',
    change: { 'Absence From': '01.06.2026', 'Absence To': '01.05.2026' },
  },
];

/**
 * Twelve rows that must be rejected, each for a reason of its own.
 * @param pattern a right row to spoil. @param earlier a row that stands before all of them.
 */
export function badRows(pattern: HrRow, earlier: HrRow): BadRow[] {
  return spoils.map(({ change, ...spoil }, i) => {
    const number = String(900_001 + i);
    const row = { ...pattern, 'First Name': 'Xa', 'Last Name': `Wrong${i + 1}`, 'Employee Number': number, ...change };
    if (spoil.code === 'duplicate-key') return { ...spoil, row: { ...row, ...keyOf(earlier) } };
    if (spoil.code === 'manager-cycle') return { ...spoil, row: { ...row, ...ownManager(row) } };
    return { ...spoil, row };
  });
}

function keyOf(row: HrRow): Partial<HrRow> {
  return { 'Legal Entity': row['Legal Entity'], 'Employee Number': row['Employee Number'] };
}

function ownManager(row: HrRow): Partial<HrRow> {
  return { 'Manager Entity': row['Legal Entity'], 'Manager Number': row['Employee Number'] };
}
