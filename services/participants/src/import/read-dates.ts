import type { ChangeReason, EmploymentStatus, ExitReason } from '@flipside/contracts';
import { cell, choice, fold, type Findings, type Header, type Reader } from './cells.js';
import { dateFormat, readDate } from './date-formats.js';
import type { DateSource, ImportMapping } from './mapping.js';

/** When an employment, a change and an absence begin and end, and why. */
export interface Dates {
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly effectiveOn: string;
  readonly reason: ChangeReason;
  readonly exitReason: ExitReason | null;
  readonly absence: { readonly from: string; readonly to: string | null } | null;
}

export function endReader(mapping: ImportMapping, header: Header): Reader<Dates> {
  const startsOn = dateReader(mapping, header, mapping.startsOn, 'startsOn');
  const endsOn = dateReader(mapping, header, mapping.endsOn, 'endsOn');
  const effectiveOn = dateReader(mapping, header, mapping.effectiveOn, 'effectiveOn');
  const absence = absenceReader(mapping, header);
  const reason = choice(header, mapping.changeReason, 'changeReason');
  const exitReason = choice(header, mapping.exitReason, 'exitReason');
  return (cells, findings) => {
    const [start, end] = [startsOn(cells, findings), endsOn(cells, findings)];
    if (start === null) findings.notices.add('unknown-start');
    return {
      startsOn: start,
      endsOn: end,
      effectiveOn: effectiveOn(cells, findings) ?? mapping.asOf,
      reason: reason(cells, findings) ?? 'unknown',
      exitReason: end === null ? null : (exitReason(cells, findings) ?? 'unknown'),
      absence: absence(cells, findings),
    };
  };
}

function absenceReader(mapping: ImportMapping, header: Header): Reader<Dates['absence']> {
  const first = dateReader(mapping, header, mapping.absence?.from, 'absence');
  const last = dateReader(mapping, header, mapping.absence?.to, 'absence');
  return (cells, findings) => {
    const [from, to] = [first(cells, findings), last(cells, findings)];
    if (from === null) return null;
    if (to !== null && to < from) findings.faults.push({ field: 'absence', code: 'absence-ends-before-start' });
    return { from, to };
  };
}

type OptionalDate = Reader<string | null>;

function dateReader({ dates }: ImportMapping, header: Header, source: DateSource | undefined, field: string): OptionalDate {
  if (!source) return () => null;
  const read = cell(header, source.column, field);
  const formats = (source.formats ?? dates?.formats ?? ['yyyy-MM-dd']).map((format) => dateFormat(format, dates));
  return (cells, findings) => {
    const found = readDate(read(cells, findings), formats);
    if ('date' in found) return found.date;
    findings.faults.push({ field, code: found.fault });
    return null;
  };
}

type StatusReader = (cells: readonly string[], findings: Findings, dates: Dates) => EmploymentStatus;

/** What the file says; where it has no status, what its dates say. A row that means "left" means it whatever else it says. */
export function statusReader({ status, left = [], asOf }: ImportMapping, header: Header): StatusReader {
  const rules = left.map(({ column, values }) => ({
    read: cell(header, column, 'status'),
    words: new Set(values.map((value) => fold(value))),
  }));
  const stated = status && choice<EmploymentStatus>(header, status, 'status');
  return (cells, findings, dates) => {
    if (rules.some(({ read, words }) => words.has(fold(read(cells, findings))))) return 'left';
    if (!stated) return byDates(dates, asOf);
    const found = stated(cells, findings);
    if (found === null) findings.faults.push({ field: 'status', code: 'unknown-status' });
    return found ?? 'active';
  };
}

function byDates({ startsOn, endsOn }: Dates, asOf: string): EmploymentStatus {
  if (startsOn !== null && startsOn > asOf) return 'future-start';
  return endsOn !== null && endsOn < asOf ? 'left' : 'active';
}
