import type { Employment } from '@flipside/contracts';
import { contradictionIn } from '../domain/person/contradictions.js';
import { text, type Findings, type Header, type Reader } from './cells.js';
import { columnsOf, type ImportMapping } from './mapping.js';
import { endReader, statusReader, type Dates } from './read-dates.js';
import { factsReader } from './read-facts.js';
import { managersReader } from './read-managers.js';
import type { CsvRecord } from './records.js';
import type { NamedUnit, RejectionCode, StatedRow } from './stated-row.js';

export interface RejectedRow {
  readonly line: number;
  readonly field: string;
  readonly code: RejectionCode;
}

export type ReadRow = { readonly row: StatedRow } | { readonly rejected: RejectedRow };

/** What a row says in our words, or why it is left out. Compiled once for a file. */
export function rowInterpreter(mapping: ImportMapping, header: readonly string[]): (record: CsvRecord) => ReadRow {
  const places: Header = new Map(header.map((name, index) => [name, index]));
  const read = statedReader(mapping, places);
  return (record) => {
    const { line } = record;
    if ('broken' in record) return { rejected: { line, field: 'row', code: record.broken } };
    if (record.cells.length !== header.length) return { rejected: { line, field: 'row', code: 'wrong-column-count' } };
    const findings: Findings = { faults: [], notices: new Set() };
    const stated = read(record.cells, findings);
    const fault = findings.faults[0];
    return fault ? { rejected: { line, ...fault } } : { row: { line, ...stated, notices: [...findings.notices] } };
  };
}

type Stated = Omit<StatedRow, 'line' | 'notices'>;

function statedReader(mapping: ImportMapping, header: Header): Reader<Stated> {
  const number = required(text(header, mapping.number, 'number'), 'number', 'number-missing');
  const name = required(text(header, mapping.name, 'name'), 'name', 'name-missing');
  const legalEntity = text(header, mapping.legalEntity, 'legalEntity');
  const email = emailReader(mapping, header);
  const unit = unitReader(mapping, header);
  const managers = managersReader(mapping, header);
  const dates = endReader(mapping, header);
  const status = statusReader(mapping, header);
  const facts = factsReader(mapping, header);
  return (cells, findings) => {
    const key = { source: mapping.source, legalEntity: legalEntity(cells, findings) || null, number: number(cells, findings) };
    const identity = { name: name(cells, findings), email: email(cells, findings) };
    const when = dates(cells, findings);
    const { topOfTree, ...named } = managers(cells, findings, key, identity.name);
    const employment = {
      ...facts(cells, findings), topOfTree, legalEntity: key.legalEntity, status: status(cells, findings, when),
      startsOn: when.startsOn, endsOn: when.endsOn, exitReason: when.exitReason,
    };
    noticeContradiction(employment, when, mapping.asOf, findings);
    const { effectiveOn, reason, absence } = when;
    return { key, identity, unit: unit(cells, findings), managers: named, employment, effectiveOn, reason, absence };
  };
}

/** Only where each date could be read: a fault in one of them says more. */
function noticeContradiction(
  employment: Pick<Employment, 'status' | 'startsOn' | 'endsOn'>,
  { effectiveOn }: Dates,
  asOf: string,
  { faults, notices }: Findings,
): void {
  if (faults.length > 0) return;
  const found = contradictionIn(employment, effectiveOn > asOf ? effectiveOn : asOf);
  if (found) faults.push(found);
  if (employment.status === 'left' && employment.endsOn === null) notices.add('unknown-end');
}

function required(read: Reader<string>, field: string, code: RejectionCode): Reader<string> {
  return (cells, findings) => {
    const found = read(cells, findings);
    if (found === '') findings.faults.push({ field, code });
    return found;
  };
}

function emailReader({ email }: ImportMapping, header: Header): Reader<string | null> {
  const read = text(header, email, 'email');
  return (cells, findings) => {
    const found = read(cells, findings);
    if (/^[^\s@]+@[^\s@]+$/.test(found)) return found;
    if (found !== '') findings.notices.add('email-invalid');
    return null;
  };
}

function unitReader({ unit }: ImportMapping, header: Header): Reader<NamedUnit | null> {
  const levels = (unit?.path ?? []).map((source) => text(header, source, 'unit'));
  const code = text(header, unit?.code, 'unit');
  return (cells, findings) => {
    const names = levels.flatMap((level) => {
      const found = level(cells, findings);
      return unit?.separator ? found.split(unit.separator).map((part) => part.trim()) : [found];
    });
    const path = names.filter((name) => name !== '');
    if (path.length > 0) return { path, code: code(cells, findings) || null };
    findings.notices.add('unknown-unit');
    return null;
  };
}

/** Headers that the mapping names and the file lacks, or has twice: with one of them nothing is read. */
export function headerFaults(mapping: ImportMapping, header: readonly string[]): { missing: string[]; twice: string[] } {
  const count = (name: string): number => header.filter((other) => other === name).length;
  const named = columnsOf(mapping);
  return { missing: named.filter((name) => count(name) === 0), twice: named.filter((name) => count(name) > 1) };
}

