import { hrColumns, type HrRow } from './hr-columns.js';

const NO_UTF8 = Buffer.from([0xc3, 0x28]);

/** One line of a file; its first name may begin with bytes that are no UTF-8, and it may have a cell too many. */
export interface Line {
  readonly row: HrRow;
  readonly brokenText?: boolean;
  readonly extraCell?: boolean;
}

/** RFC 4180 with line feeds; a header first. */
export function toCsv(lines: readonly Line[]): Buffer {
  return Buffer.concat([Buffer.from(`${hrColumns.map(quoted).join(',')}\n`), ...lines.map(lineOf)]);
}

function lineOf({ row, brokenText, extraCell }: Line): Buffer {
  const cells = hrColumns.map((column) => Buffer.from(quoted(row[column])));
  const first = hrColumns.indexOf('First Name');
  if (extraCell) cells.push(Buffer.from('one more'));
  if (brokenText) cells[first] = Buffer.concat([NO_UTF8, cells[first]!]);
  return Buffer.concat([...cells.flatMap((cell, i) => (i === 0 ? [cell] : [Buffer.from(','), cell])), Buffer.from('\n')]);
}

function quoted(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
