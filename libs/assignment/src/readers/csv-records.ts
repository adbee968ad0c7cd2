import { refuseFile } from './file-problem.js';

export interface CsvRecord {
  readonly fields: string[];
  readonly line: number;
}

function unquoted(field: string): string {
  return field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"').trim() : field;
}

/** The first of them that the first line with any text holds. */
function separatorOf(text: string): string {
  const first = /[^\r\n]+/.exec(text)?.[0] ?? '';
  return [',', ';', '\t'].find((mark) => first.includes(mark)) ?? ',';
}

/** The text cut into records and fields; fields without their quotes and outer blanks. */
export function recordsOf(text: string): CsvRecord[] {
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  // A quoted field may hold separators and line ends, so the text is cut field by field.
  const field = new RegExp(`( *"(?:[^"]|"")*" *|[^"${separator}\\r\\n]*)(${separator}|\\r?\\n|$)`, 'y');
  let line = 1;
  let fields: string[] = [];
  while (field.lastIndex < text.length || fields.length > 0) {
    const found = field.exec(text);
    if (found === null) return refuseFile(line, 'A quote is out of place or not closed.');
    const [, content, end] = found as unknown as [string, string, string];
    fields.push(unquoted(content.trim()));
    if (end === separator) continue;
    records.push({ fields, line });
    line += content.split('\n').length;
    fields = [];
    if (end === '') break;
  }
  return records;
}
