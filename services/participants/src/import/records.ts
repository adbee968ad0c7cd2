import { isUtf8 } from 'node:buffer';
import { CsvError, parse, type InfoRecord, type Options } from 'csv-parse/sync';
import { utf8Of, type Encoding } from './encoding.js';

/** One row of a file, the header among them, or why it can't be read. `line` is where it begins, from 1. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly broken: 'broken-utf8' | 'broken-quotes' | 'row-too-long' };

export interface CsvFormat {
  /** A comma when not given. */
  readonly delimiter?: string;
  /** UTF-8 when not given; a byte-order mark goes before it. */
  readonly encoding?: Encoding;
}

/** Bytes parsed at a time; also the most that one row may have. Memory does not grow with the file. */
const BLOCK = 64 * 1024;
const LINE_FEED = 10;

interface Parsed {
  readonly record: string[];
  readonly info: InfoRecord & { readonly bytes: number };
}

/**
 * Rows in order, one at a time. A row whose quotes are broken costs that line alone: reading goes on with the next one, where
 * a quote that is never closed would otherwise swallow the rest of the file. Blank lines are passed over.
 */
export async function* readRecords(source: AsyncIterable<Uint8Array>, format: CsvFormat = {}): AsyncGenerator<CsvRecord> {
  const options = optionsOf(format);
  const blocks = utf8Of(source, format.encoding)[Symbol.asyncIterator]();
  let [rest, line, ended] = [Buffer.alloc(0) as Buffer, 1, false];
  while (!ended || rest.length > 0) {
    ({ rest, ended } = await filled(rest, blocks));
    const window = rest.subarray(0, BLOCK);
    const isLast = ended && window.length === rest.length;
    if (!isLast && !window.includes(LINE_FEED)) {
      yield { line: line++, broken: 'row-too-long' };
      rest = await afterLine(rest, blocks);
      continue;
    }
    const read = readBlock(window, line, isLast, options);
    yield* read.records;
    rest = rest.subarray(read.bytes);
    line = read.line;
  }
}

/** Bytes for a whole block, or the last ones. */
async function filled(rest: Buffer, blocks: AsyncIterator<Buffer>): Promise<{ readonly rest: Buffer; readonly ended: boolean }> {
  const parts = [rest];
  for (let length = rest.length; length < BLOCK; ) {
    const next = await blocks.next();
    if (next.done) return { rest: Buffer.concat(parts), ended: true };
    parts.push(next.value);
    length += next.value.length;
  }
  return { rest: parts.length === 1 ? rest : Buffer.concat(parts), ended: false };
}

async function afterLine(rest: Buffer, blocks: AsyncIterator<Buffer>): Promise<Buffer> {
  let feed = rest.indexOf(LINE_FEED);
  while (feed < 0) {
    const next = await blocks.next();
    if (next.done) return Buffer.alloc(0);
    rest = next.value;
    feed = rest.indexOf(LINE_FEED);
  }
  return rest.subarray(feed + 1);
}

interface Read {
  readonly records: readonly CsvRecord[];
  /** How many bytes were consumed. */
  readonly bytes: number;
  /** Line on which the next row begins. */
  readonly line: number;
}

function readBlock(rest: Buffer, line: number, isLast: boolean, options: Options): Read {
  const block = isLast ? rest : rest.subarray(0, rest.lastIndexOf(LINE_FEED) + 1);
  try {
    return numbered(block, line, parsed(block, options));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return recovered(block, line, isLast, error, options);
  }
}

/** All rows before the broken one; then either the block ended within a row, or that line is given up. */
function recovered(block: Buffer, line: number, isLast: boolean, error: CsvError, options: Options): Read {
  const count = Number(error['records']);
  const whole = count === 0 ? [] : parsed(block, { ...options, to: count });
  const before = numbered(block, line, whole);
  const mayGoOn = error.code === 'CSV_QUOTE_NOT_CLOSED' && !isLast && before.bytes > 0;
  if (mayGoOn) return before;
  const cut = cutLine(block.subarray(before.bytes), before.line, options);
  return { records: [...before.records, ...cut.records], bytes: before.bytes + cut.bytes, line: cut.line };
}

/** One physical line that no quote may leave: read if a quote in the middle of a field was all its fault, else broken. */
function cutLine(rest: Buffer, line: number, options: Options): Read {
  const feed = rest.indexOf(LINE_FEED);
  const bytes = feed < 0 ? rest.length : feed + 1;
  const cut = rest.subarray(0, bytes);
  for (const relaxed of [false, true]) {
    try {
      return numbered(cut, line, parsed(cut, { ...options, relax_quotes: relaxed }));
    } catch (error) {
      if (!(error instanceof CsvError) || error.code !== 'INVALID_OPENING_QUOTE') break;
    }
  }
  return { records: [{ line, broken: 'broken-quotes' }], bytes, line: line + 1 };
}

function parsed(bytes: Buffer, options: Options): readonly Parsed[] {
  return parse(bytes, options) as unknown as readonly Parsed[];
}

function numbered(block: Buffer, line: number, rows: readonly Parsed[]): Read {
  const isSound = isUtf8(block);
  const records: CsvRecord[] = [];
  let [from, at] = [0, line];
  for (const { record, info } of rows) {
    const bytes = block.subarray(from, info.bytes);
    if (!isSound && !isUtf8(bytes)) records.push({ line: at, broken: 'broken-utf8' });
    else if (record.length > 1 || record[0]?.trim()) records.push({ line: at, cells: record });
    at += linesIn(bytes);
    from = info.bytes;
  }
  return { records, bytes: from, line: at };
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}

function optionsOf({ delimiter = ',' }: CsvFormat): Options {
  return { delimiter, info: true, relax_column_count: true, record_delimiter: ['\r\n', '\n'], skip_empty_lines: false };
}
