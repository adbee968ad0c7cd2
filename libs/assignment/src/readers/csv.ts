import { MAX_SCORE } from '../problem.js';
import { headerOf } from './csv-header.js';
import { recordsOf } from './csv-records.js';
import { compress, refuseFile, wholeNumber } from './file-problem.js';
import type { FileProblem } from './file-problem.js';

/**
 * A CSV of pairs: a header with `mentor`, `mentee`, `score` and, if wanted, `capacity` (of the mentor; the same wherever it is
 * stated, 1 where it never is), in any order and spelling of csv-header.ts, other columns ignored; without a header they stand in this order. A line
 * with a mentor and a capacity alone states just that. Separated by comma, semicolon or tab, quotes as in RFC 4180; a BOM, CRLF and lines of
 * comment (#) before the header are fine. Scores are whole numbers from 0 to 1,000,000, higher is better.
 */
export function readCsv(text: string): FileProblem {
  const records = recordsOf(text.replace(/^\uFEFF/, '').replace(/^([ \t]*(#[^\r\n]*)?\r?\n)+/, (comments) => comments.replace(/[^\n]/g, '')));
  const filled = records.filter(({ fields }) => fields.length > 1 || fields[0]!.trim() !== '');
  const header = headerOf(filled[0]);
  const mentors = new Names();
  const mentees = new Names();
  const capacity = new Map<number, number>();
  const pairs = { row: [] as number[], column: [] as number[], value: [] as number[] };
  const lines: number[] = [];
  for (const { fields, line } of header.stated ? filled.slice(1) : filled) {
    const { mentor, mentee, score, capacity: slots } = header.read(fields, line);
    const column = mentors.of(mentor, line);
    takeCapacity(capacity, column, slots, line);
    if (mentee === '' && score === '' && slots !== '') continue;
    pairs.column.push(column);
    pairs.row.push(mentees.of(mentee, line));
    pairs.value.push(scoreIn(score, line));
    lines.push(line);
  }
  const capacities = mentors.list.map((_, column) => capacity.get(column) ?? 1);
  const size = { rows: mentees.list.length, columns: mentors.list.length };
  const lists = compress(size.rows, size.columns, { ...pairs, lineOf: (k) => lines[k]! }, (score) => score, (k) => refuseFile(lines[k]!, 'This pair was stated before.'));
  return {
    format: 'csv',
    problem: { kind: 'sparse', ...size, ...lists, capacities, unmatchedPrice: MAX_SCORE },
    allowed: lines.length,
    costTop: null,
    negated: false,
    notes: header.stated ? [] : ['no header: the columns are mentor, mentee, score and capacity'],
    rowNames: mentees.list,
    columnNames: mentors.list,
  };
}

function scoreIn(text: string, line: number): number {
  const value = wholeNumber(text, line, 'The score');
  if (value < 0 || value > MAX_SCORE) refuseFile(line, `The score ${value} is not 0 to ${MAX_SCORE}.`);
  return value;
}

function takeCapacity(capacity: Map<number, number>, column: number, text: string, line: number): void {
  if (text === '') return;
  const value = wholeNumber(text, line, 'The capacity');
  if (value < 0 || value > 1_000_000) refuseFile(line, `The capacity ${value} is not 0 to 1000000.`);
  if (capacity.has(column) && capacity.get(column) !== value) refuseFile(line, `The capacity was ${capacity.get(column)} before.`);
  capacity.set(column, value);
}

class Names {
  readonly list: string[] = [];
  private readonly known = new Map<string, number>();

  of(name: string, line: number): number {
    if (name === '') refuseFile(line, 'A name is empty.');
    if (!this.known.has(name)) this.known.set(name, this.list.push(name) - 1);
    return this.known.get(name)!;
  }
}
