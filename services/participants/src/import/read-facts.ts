import type { Employment } from '@flipside/contracts';
import { isZone } from '@flipside/calendars';
import { cell, choice, lookup, text, type Header, type Reader } from './cells.js';
import type { ImportMapping } from './mapping.js';
import type { NoticeCode } from './stated-row.js';

type Facts = Pick<Employment, 'title' | 'level' | 'site' | 'country' | 'zone' | 'type' | 'workingDays' | 'fte'>;

/** All that is read cell by cell, each fact by itself. */
export function factsReader(mapping: ImportMapping, header: Header): Reader<Facts> {
  const title = text(header, mapping.title, 'title');
  const level = levelReader(mapping, header);
  const site = translatedReader(header, mapping.site, 'site');
  const country = known(translatedReader(header, mapping.country, 'country'), countryOf, 'unknown-country');
  const zone = known(translatedReader(header, mapping.zone, 'zone'), remembered(zoneOf), 'unknown-zone');
  const type = choice(header, mapping.type, 'type', 'unknown-type');
  const workingDays = choice(header, mapping.workingDays, 'workingDays', 'unknown-working-days');
  const fte = fteReader(mapping, header);
  return (cells, findings) => ({
    title: title(cells, findings) || null,
    level: level(cells, findings),
    site: site(cells, findings) || null,
    country: country(cells, findings),
    zone: zone(cells, findings),
    type: type(cells, findings),
    workingDays: inOrder(workingDays(cells, findings)),
    fte: fte(cells, findings),
  });
}

/** By the table of titles or grades, else as a number. A number out of range is a mistake; a word that is none is unknown. */
function levelReader({ level }: ImportMapping, header: Header): Reader<number | null> {
  const read = level ? cell(header, level.column, 'level') : () => '';
  const find = lookup(level?.table ?? {});
  return (cells, findings) => {
    const word = read(cells, findings);
    const found = find(word) ?? (/^[+-]?\d+(\.0*)?$/.test(word) ? Number(word) : null);
    if (found === null) findings.notices.add('unknown-level');
    else if (found < 1 || found > 10) findings.faults.push({ field: 'level', code: 'level-out-of-range' });
    return found;
  };
}

type Translated = NonNullable<ImportMapping['site']>;

function translatedReader(header: Header, source: Translated | undefined, field: string): Reader<string> {
  if (!source) return () => '';
  if ('constant' in source) return () => source.constant;
  const read = cell(header, source.column, field);
  const find = lookup(source.values ?? {});
  return (cells, findings) => {
    const word = read(cells, findings);
    return find(word) ?? word;
  };
}

function known(read: Reader<string>, check: (word: string) => string | null, notice: NoticeCode): Reader<string | null> {
  return (cells, findings) => {
    const found = check(read(cells, findings));
    if (found === null) findings.notices.add(notice);
    return found;
  };
}

function countryOf(word: string): string | null {
  return /^[A-Za-z]{2}$/.test(word) ? word.toUpperCase() : null;
}

function zoneOf(word: string): string | null {
  return word !== '' && isZone(word) ? word : null;
}

/** The same answer for the same word; no more words than a file of zones could have. */
function remembered(check: (word: string) => string | null): (word: string) => string | null {
  const answers = new Map<string, string | null>();
  return (word) => {
    const before = answers.get(word);
    if (before !== undefined) return before;
    const answer = check(word);
    if (answers.size < 1_000) answers.set(word, answer);
    return answer;
  };
}

function inOrder(days: readonly number[] | null): number[] | null {
  return days === null || days.length === 0 ? null : [...new Set(days)].sort();
}

function fteReader({ fte }: ImportMapping, header: Header): Reader<number | null> {
  const read = fte ? cell(header, fte.column, 'fte') : () => '';
  const find = lookup(fte?.values ?? {});
  return (cells, findings) => {
    const word = read(cells, findings);
    const number = word.replace('%', '').replace(',', '.').trim();
    const found = find(word) ?? (/^-?\d+(\.\d+)?$/.test(number) ? Number(number) / (fte?.full ?? 1) : null);
    if (found === null) findings.notices.add('unknown-fte');
    else if (!(found > 0 && found <= 1)) findings.faults.push({ field: 'fte', code: 'fte-out-of-range' });
    return found;
  };
}
