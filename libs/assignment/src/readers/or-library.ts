import { denseCosts, sparseCosts } from './costs.js';
import { refuseFile } from './file-problem.js';
import type { FileProblem, ReadOptions } from './file-problem.js';
import { readWords } from './words.js';
import type { Words } from './words.js';

/**
 * OR-Library assignment files (Beasley 1990), costs to be minimised, everybody matched. `assign`: n, then n × n costs row by row,
 * broken over lines at will. `assignp`: n, then row, column and cost of the allowed pairs. Rows and columns count from 1, or from 0
 * where a 0 is among them. A file of n × n numbers is read as dense unless its name starts with assignp, or it has any other name than
 * assign… and reads as triples, three numbers a line.
 */
export function readOrLibrary(text: string, name = '', options: ReadOptions = {}): FileProblem {
  const words = readWords(text, (k) => (k === 0 ? 'The size' : 'A cost'));
  const size = words.values[0]!;
  if (size < 0 || size > 1_000_000) refuseFile(words.lineOf(0), `The size ${size} is not supported.`);
  const sparse = words.count - 1 !== size * size || /(^|[\\/])assignp[^\\/]*$/i.test(name) || (!/(^|[\\/])assign[^\\/]*$/i.test(name) && readsAsTriples(words, size));
  return sparse ? readSparse(size, words, options) : denseCosts('or-library', size, words.values.subarray(1), options);
}

function readSparse(size: number, words: Words, options: ReadOptions): FileProblem {
  const pairs = (words.count - 1) / 3;
  if (!Number.isInteger(pairs)) {
    const numbers = `${words.count - 1} numbers after the size ${size}`;
    refuseFile(words.lineOf(words.count - 1), `${numbers}: neither ${size} × ${size} costs nor triples of row, column, cost.`);
  }
  const base = countsFromZero(words, size) ? 0 : 1;
  const list = (offset: number, less: number) => Float64Array.from({ length: pairs }, (_, k) => words.values[1 + 3 * k + offset]! - less);
  const [row, column, value] = [list(0, base), list(1, base), list(2, 0)];
  for (let k = 0; k < pairs; k++) if (!isPair(row[k]!, column[k]!, size)) refusePair(words, k, size);
  const file = sparseCosts('or-library-sparse', size, size, { row, column, value, lineOf: (k) => words.lineOf(1 + 3 * k) }, options);
  if (base === 1) return file;
  const names = Array.from({ length: size }, (_, k) => String(k));
  return { ...file, rowNames: names, columnNames: names, notes: [...file.notes, 'rows and columns count from 0'] };
}

function refusePair({ values, lineOf }: Words, k: number, size: number): never {
  return refuseFile(lineOf(1 + 3 * k), `Row ${values[1 + 3 * k]}, column ${values[2 + 3 * k]}: both must be 1 to ${size}.`);
}

function isPair(row: number, column: number, size: number): boolean {
  return row >= 0 && row < size && column >= 0 && column < size;
}

/** A 0 among the indices, and no n. */
function countsFromZero({ values, count }: Words, size: number): boolean {
  let least = 1;
  let most = 0;
  for (let k = 1; k < count; k += 3) {
    least = Math.min(least, values[k]!, values[k + 1]!);
    most = Math.max(most, values[k]!, values[k + 1]!);
  }
  return least === 0 && most < size;
}

/**
 * n × n numbers that are n × n / 3 different pairs with costs as well. Chance makes one in eight matrices of 6 × 6 small costs so: lines
 * of three must say it too.
 */
function readsAsTriples({ values, count, longestLine }: Words, size: number): boolean {
  if (size <= 3 || (count - 1) % 3 !== 0 || longestLine() > 3) return false;
  const seen = new Set<number>();
  for (let k = 1; k < count; k += 3) {
    const [row, column] = [values[k]! - 1, values[k + 1]! - 1];
    if (!isPair(row, column, size) || seen.has(row * size + column)) return false;
    seen.add(row * size + column);
  }
  return true;
}
