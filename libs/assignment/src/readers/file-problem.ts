import { AssignmentError } from '../errors.js';
import type { DenseProblem, SparseProblem } from '../problem.js';

export interface FileProblem {
  readonly format: 'or-library' | 'or-library-sparse' | 'dimacs' | 'csv';
  readonly problem: DenseProblem | SparseProblem;
  /** How many pairs the file allows. */
  readonly allowed: number;
  /** The file states costs to be minimised; scores are `costTop` − cost. Null: the file states scores. */
  readonly costTop: number | null;
  /** The costs are the file's values negated: it asks for the greatest sum. */
  readonly negated: boolean;
  /** What was assumed beyond the format. */
  readonly notes: readonly string[];
  /** What the file calls its rows and columns. */
  readonly rowNames: readonly string[];
  readonly columnNames: readonly string[];
}

export interface ReadOptions {
  /** Read a file of costs as one of gains: everybody matched, greatest sum. */
  readonly maximise?: boolean;
}

/** Pairs as a file states them, one list for each part. */
export interface FilePairs {
  readonly row: ArrayLike<number>;
  readonly column: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  lineOf(k: number): number;
}

export function refuseFile(line: number, problem: string): never {
  throw new AssignmentError('file-invalid', line > 0 ? `Line ${line}: ${problem}` : problem);
}

/** A whole number in plain digits, a fraction of zeros allowed; anything else is refused with its line. */
export function wholeNumber(text: string | undefined, line: number, name: string): number {
  if (text === undefined || !/^[+-]?\d+(\.0*)?$/.test(text)) return refuseFile(line, `${name} must be a whole number, not '${text ?? ''}'.`);
  const value = Number(text);
  return Number.isSafeInteger(value) ? value + 0 : refuseFile(line, `${name} ${text} is too large.`);
}

/** Compressed rows in the order of the file. Of a pair stated more than once the best score counts, unless `onRepeat` refuses it. */
export function compress(rows: number, columns: number, pairs: FilePairs, scoreOf: (value: number) => number, onRepeat: (k: number) => void) {
  const size = pairs.row.length;
  const order = byRow(rows, pairs);
  const start = new Int32Array(rows + 1);
  const place = new Int32Array(columns).fill(-1);
  const column = new Int32Array(size);
  const score = new Int32Array(size);
  let kept = 0;
  let row = 0;
  for (const k of order) {
    while (row < pairs.row[k]!) start[++row] = kept;
    const j = pairs.column[k]!;
    const value = scoreOf(pairs.value[k]!);
    if (place[j]! >= start[row]!) {
      onRepeat(k);
      score[place[j]!] = Math.max(score[place[j]!]!, value);
      continue;
    }
    place[j] = kept;
    column[kept] = j;
    score[kept++] = value;
  }
  start.fill(kept, row + 1);
  return { start, column: column.slice(0, kept), score: score.slice(0, kept) };
}

/** The pairs' numbers in order of row, within a row as in the file. */
function byRow(rows: number, { row }: FilePairs): Int32Array {
  const next = new Int32Array(rows + 1);
  for (let k = 0; k < row.length; k++) next[row[k]! + 1]!++;
  for (let i = 0; i < rows; i++) next[i + 1]! += next[i]!;
  const order = new Int32Array(row.length);
  for (let k = 0; k < row.length; k++) order[next[row[k]!]!++] = k;
  return order;
}
