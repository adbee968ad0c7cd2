import type { CsvRecord } from './csv-records.js';
import { refuseFile } from './file-problem.js';

const COLUMNS = ['mentor', 'mentee', 'score', 'capacity'] as const;

export type CsvFields = Readonly<Record<(typeof COLUMNS)[number], string>>;

export interface CsvHeader {
  /** False: the first record holds a pair already. */
  readonly stated: boolean;
  /** A record's fields by name; those it lacks are empty if they may be left out. */
  read(fields: readonly string[], line: number): CsvFields;
}

/** Letter case, blanks and marks do not matter, nor an ending as in `mentor_id` or `Mentee name`; `slots` is another word for capacity. */
export function headerOf(record: CsvRecord | undefined): CsvHeader {
  const fields = record?.fields ?? [];
  if ((fields.length === 3 || fields.length === 4) && /^\d+$/.test(fields[2]!)) return { stated: false, read: reader(COLUMNS.slice(0, fields.length)) };
  const names = fields.map(plain);
  for (const name of COLUMNS.slice(0, 3)) if (!names.includes(name)) refuseFile(record?.line ?? 1, `The header has no column '${name}'.`);
  return { stated: true, read: reader(names) };
}

function reader(names: readonly string[]): CsvHeader['read'] {
  const [mentor, mentee, score, capacity] = COLUMNS.map((name) => names.indexOf(name)) as [number, number, number, number];
  const least = Math.max(mentor, mentee, score) + 1;
  return (fields, line) => {
    const tooMany = fields.slice(names.length).some((field) => field !== '');
    if (fields.length < least || tooMany) refuseFile(line, `${fields.length} fields; the header has ${names.length}.`);
    return { mentor: fields[mentor]!, mentee: fields[mentee]!, score: fields[score]!, capacity: fields[capacity] ?? '' };
  };
}

function plain(field: string): string {
  const name = field.toLowerCase().replace(/[^a-z]/g, '').replace(/(?<=mentor|mentee)(id|key|name)$/, '');
  return /^(mentor)?(slots|capacity|capacities)$/.test(name) ? 'capacity' : name;
}
