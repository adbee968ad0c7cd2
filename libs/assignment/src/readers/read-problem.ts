import { readCsv } from './csv.js';
import { readDimacs } from './dimacs.js';
import type { FileProblem, ReadOptions } from './file-problem.js';
import { readOrLibrary } from './or-library.js';

/** Reads any of the formats; which one is told by the first words. Line ends of any system, a byte-order mark and blank lines are fine. */
export function readProblem(text: string, name = '', options: ReadOptions = {}): FileProblem {
  const plain = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const start = firstWords(plain);
  if (/^[cpna](\s|$)/.test(start) || /(^|\n)[ \t]*p[ \t]+asn\b/.test(start)) return readDimacs(plain.replace(/^\uFEFF/, ''), options);
  const line = start.slice(0, `${start}\n`.indexOf('\n'));
  if (/^[+-]?\d/.test(line) && !/[,;]/.test(line)) return readOrLibrary(plain, name, options);
  return readCsv(plain);
}

/** Some of the text behind leading blanks and lines that begin with #. */
function firstWords(text: string): string {
  return text.replace(/^\uFEFF/, '').replace(/^(\s*(#[^\n]*)?\n)*\s*/, '').slice(0, 10_000);
}
