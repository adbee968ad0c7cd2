import { refuseFile, wholeNumber } from './file-problem.js';

/** Whole numbers that stand in a text apart by blanks; lines that begin with # are comments. Texts of 100 MB are read in seconds. */
export interface Words {
  readonly count: number;
  /** The whole numbers in order. */
  readonly values: Float64Array;
  /** Line of the k-th word; looked up by reading the text again, for messages. */
  lineOf(k: number): number;
  /** How many words the longest line has, the line of the first word aside; looked up in the same way. */
  longestLine(): number;
}

/** Reads the words of a text; refuses the first that is no whole number by its line, called `nameOf(k)`. */
export function readWords(text: string, nameOf: (k: number) => string): Words {
  let values = new Float64Array(1024);
  let count = 0;
  eachWord(text, (from, to) => {
    if (count === values.length) values = doubled(values);
    const plain = digits(text, from, to);
    values[count] = plain >= 0 ? plain : wholeNumber(text.slice(from, to), lineAt(text, from), nameOf(count));
    count++;
    return true;
  });
  if (count === 0) refuseFile(1, 'The file is empty.');
  return { count, values: values.subarray(0, count), lineOf: (k) => lineOfWord(text, k), longestLine: () => longestLine(text) };
}

/** Begins and ends of words; stops when told false. */
function eachWord(text: string, visit: (from: number, to: number) => boolean): void {
  let at = 0;
  let begins = true;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isBlank(code)) {
      begins ||= code === 10 || code === 13;
      at++;
    } else if (begins && code === 35) {
      while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
    } else {
      const from = at;
      while (at < text.length && !isBlank(text.charCodeAt(at))) at++;
      begins = false;
      if (!visit(from, at)) return;
    }
  }
}

/** Blanks, tabs, line ends, no-break spaces and a byte-order mark. */
function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0xfeff;
}

/** The number of up to 15 plain digits; −1 for anything else. */
function digits(text: string, from: number, to: number): number {
  if (to - from > 15) return -1;
  let value = 0;
  for (let k = from; k < to; k++) {
    const digit = text.charCodeAt(k) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function lineOfWord(text: string, wanted: number): number {
  let k = 0;
  let line = 1;
  eachWord(text, (from) => {
    if (k++ < wanted) return true;
    line = lineAt(text, from);
    return false;
  });
  return line;
}

function longestLine(text: string): number {
  let most = 0;
  let inLine = -Infinity;
  let last = -1;
  eachWord(text, (from) => {
    if (last >= 0 && /[\r\n]/.test(text.slice(last, from))) inLine = 0;
    most = Math.max(most, ++inLine);
    last = from;
    return true;
  });
  return most;
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split(/\r\n|\r|\n/).length;
}

function doubled(values: Float64Array): Float64Array<ArrayBuffer> {
  const wider = new Float64Array(2 * values.length);
  wider.set(values);
  return wider;
}
