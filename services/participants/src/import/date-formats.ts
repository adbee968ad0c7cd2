import { DomainError } from '@flipside/event-sourcing';

/** A text as a date, `YYYY-MM-DD`; undefined where the format does not fit, null where it fits and there is no such day. */
export type DateFormat = (text: string) => string | null | undefined;

export interface DateWords {
  /** Years of two digits below it are of 2000, the others of 1900; 70 when not given. */
  readonly pivot?: number;
  /** January to December; English when not given. */
  readonly months?: readonly string[];
}

const english = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
];

/** Longest first, since one begins another. Time of day is read past. */
const tokens: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})', yy: '(?<short>\\d{2})', MMMM: '(?<word>\\p{L}+\\.?)', MMM: '(?<word>\\p{L}+\\.?)',
  MM: '(?<month>\\d{2})', M: '(?<month>\\d{1,2})', dd: '(?<day>\\d{2})', d: '(?<day>\\d{1,2})',
  HH: '\\d{2}', H: '\\d{1,2}', mm: '\\d{2}', ss: '\\d{2}',
};

/** @throws DomainError `date-format-unknown` for a format without year, month and day, or with letters that mean nothing. */
export function dateFormat(format: string, { pivot = 70, months = english }: DateWords = {}): DateFormat {
  const parts = format.match(/y+|M+|d+|H+|m+|s+|[A-Za-z]|[^A-Za-z]+/g) ?? [];
  const source = parts.map((part) => tokens[part] ?? literal(part, format)).join('');
  if (!/<(year|short)>/.test(source) || !/<(month|word)>/.test(source) || !source.includes('<day>')) unknown(format);
  const pattern = new RegExp(`^${source}$`, 'u');
  return (text) => {
    const groups = pattern.exec(text)?.groups;
    if (!groups) return undefined;
    const year = groups['year'] ? Number(groups['year']) : fullYear(Number(groups['short']), pivot);
    const month = groups['word'] ? monthOf(groups['word'], months) : Number(groups['month']);
    return month === 0 ? undefined : dayOf(year, month, Number(groups['day']));
  };
}

function literal(part: string, format: string): string {
  if (part === 'T') return 'T';
  if (/[A-Za-z]/.test(part)) unknown(format);
  return part.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/ +/g, ' +');
}

function unknown(format: string): never {
  const detail = 'A date format is made of yyyy or yy, MMMM, MMM, MM or M, dd or d, and signs between them.';
  throw new DomainError('date-format-unknown', detail, { format });
}

function fullYear(short: number, pivot: number): number {
  return short < pivot ? 2000 + short : 1900 + short;
}

/** By its name or the first three letters or more of it; 0 for a word that is no month, or fits two. */
function monthOf(word: string, months: readonly string[]): number {
  const start = word.replace('.', '').toLocaleLowerCase('en');
  if (start.length < 3) return 0;
  const fitting = months.filter((name) => name.toLocaleLowerCase('en').startsWith(start));
  return fitting.length === 1 ? months.indexOf(fitting[0]!) + 1 : 0;
}

/** Null for the 30th of February. Years before 1900 are slips of the pen. */
function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : null;
}

export type DateReading = { readonly date: string | null } | { readonly fault: 'impossible-date' | 'ambiguous-date' };

/** The day that all fitting formats agree upon; a blank text is no day. */
export function readDate(text: string, formats: readonly DateFormat[]): DateReading {
  if (text === '') return { date: null };
  const found = formats.map((format) => format(text)).filter((date) => date !== undefined);
  const days = new Set(found.filter((date) => date !== null));
  if (days.size === 0) return { fault: 'impossible-date' };
  return days.size > 1 ? { fault: 'ambiguous-date' } : { date: [...days][0]! };
}
