import { DomainError } from '@flipside/event-sourcing';
import { clean } from './cells.js';
import { headerFaults, rowInterpreter, type ReadRow } from './interpret-row.js';
import type { ImportMapping } from './mapping.js';
import { readRecords, type CsvRecord } from './records.js';

export interface ReadFile {
  /** Rows after the header, in order, each either read or rejected; memory does not grow with the file. */
  readonly rows: AsyncGenerator<ReadRow>;
}

/**
 * Looks at the header and hands back the rows, not read yet. Whether a number comes twice is not known here: the caller
 * keeps the rows read and sees it there.
 *
 * @param after passes over rows that begin on this line or before it, where an import goes on after an interruption.
 * @throws DomainError `file-empty`, `column-missing` or `column-twice` before anything is read.
 */
export async function readFile(source: AsyncIterable<Uint8Array>, mapping: ImportMapping, after = 0): Promise<ReadFile> {
  const records = readRecords(source, mapping.csv);
  const { value: first } = await records.next();
  if (!first) throw new DomainError('file-empty', 'The file has no header: upload one with a row of headers.');
  if ('broken' in first) throw new DomainError('header-broken', 'The header can not be read: check encoding and quotes.');
  const header = first.cells.map(clean);
  const { missing, twice } = headerFaults(mapping, header);
  if (missing.length > 0) {
    throw new DomainError('column-missing', 'The mapping names columns that the file lacks: correct one of them.', { missing });
  }
  if (twice.length > 0) {
    throw new DomainError('column-twice', 'The file has a mapped column twice: rename one of the two.', { twice });
  }
  return { rows: readRows(records, rowInterpreter(mapping, header), after) };
}

async function* readRows(
  records: AsyncGenerator<CsvRecord>,
  interpret: (record: CsvRecord) => ReadRow,
  after: number,
): AsyncGenerator<ReadRow> {
  for await (const record of records) if (record.line > after) yield interpret(record);
}
