import type { TextSource } from './mapping.js';
import type { NoticeCode, RejectionCode } from './stated-row.js';

/** What is found on the way through one row. The first fault rejects it; notices are kept with it. */
export interface Findings {
  readonly faults: { readonly field: string; readonly code: RejectionCode }[];
  readonly notices: Set<NoticeCode>;
}

/** Reads one thing of a row. */
export type Reader<T> = (cells: readonly string[], findings: Findings) => T;

/** Where each header stands. */
export type Header = ReadonlyMap<string, number>;

const LONGEST = 300;

/** Blanks of any kind as one, none at the ends, one form for letters with accents. */
export function clean(text: string): string {
  // Most cells are plain already, and a file has millions of them.
  if (!/[^\x20-\x7e]|^ | $| {2}/.test(text)) return text;
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/** As words are compared: without regard to case and blanks. */
export function fold(text: string): string {
  return clean(text).toLocaleLowerCase('en');
}

/** A cell as clean text; blank where it is blank. */
export function cell(header: Header, column: string, field: string): Reader<string> {
  const index = header.get(column)!;
  return (cells, { faults }) => {
    const text = clean(cells[index] ?? '');
    if (text.length > LONGEST) faults.push({ field, code: 'value-too-long' });
    if (/\p{Cc}/u.test(text)) faults.push({ field, code: 'control-character' });
    return text;
  };
}

export function text(header: Header, source: TextSource | undefined, field: string): Reader<string> {
  if (!source) return () => '';
  if ('constant' in source) return () => source.constant;
  if ('column' in source) return cell(header, source.column, field);
  const parts = source.columns.map((column) => cell(header, column, field));
  return (cells, findings) => {
    const found = parts.map((part) => part(cells, findings)).filter((part) => part !== '');
    return clean(found.join(source.join ?? ' '));
  };
}

/** A table whose words are compared without regard to case and blanks. */
export function lookup<T>(values: Readonly<Record<string, T>>): (word: string) => T | undefined {
  const table = new Map(Object.entries(values).map(([word, value]) => [fold(word), value]));
  return (word) => table.get(fold(word));
}

type Choice<T> =
  | { readonly column: string; readonly values: Readonly<Record<string, T>>; readonly otherwise?: 'unknown' | 'reject' }
  | { readonly constant: T };

/** One of our words for theirs; null and a notice for a blank cell or a word that the table lacks, unless that rejects. */
export function choice<T>(header: Header, source: Choice<T> | undefined, field: string, notice?: NoticeCode): Reader<T | null> {
  const unknown = (findings: Findings): null => {
    if (notice) findings.notices.add(notice);
    return null;
  };
  if (!source) return (_cells, findings) => unknown(findings);
  if ('constant' in source) return () => source.constant;
  const read = cell(header, source.column, field);
  const find = lookup(source.values);
  return (cells, findings) => {
    const word = read(cells, findings);
    const found = find(word);
    if (found !== undefined) return found;
    if (source.otherwise === 'reject') findings.faults.push({ field, code: 'unknown-value' });
    return unknown(findings);
  };
}
