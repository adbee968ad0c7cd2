import type { FileProblem } from '../readers/file-problem.js';

/** A file as somebody might write it, and what it says. */
export interface WrittenFile {
  readonly name: string;
  readonly text: string;
  /** Cost or score by `row>column`, each as the file names it. */
  readonly says: ReadonlyMap<string, number>;
}

type Next = (below: number) => number;
type Pick = <T>(list: readonly T[]) => T;
type Range = readonly [low: number, count: number];
type Pair = readonly [row: string, column: string, value: number];

const LINE_ENDS = ['\n', '\r\n', '\r'];
const BLANKS = [' ', '  ', '\t', ' \t '];
/** Lowest value and how many there are: small ones look like indices, wide ones like nothing else. */
const RANGES: readonly Range[] = [[0, 2], [1, 6], [-50, 101], [-500_000_000, 1_000_000_001], [2 ** 45, 900]];
const SCORES: Range = [0, 1_000_001];

/** Any format, with blanks, line ends, comments and order as they come. */
export function randomFile(next: Next): WrittenFile {
  const pick = <T>(list: readonly T[]): T => list[next(list.length)]!;
  const writer = pick([assign, assignp, dimacs, csv]);
  const { name, lines, says } = writer(next, pick);
  const end = pick(LINE_ENDS);
  return { name, says, text: `${pick(['', '\uFEFF'])}${lines.join(end)}${pick(['', end, end + end])}` };
}

interface Written extends Omit<WrittenFile, 'text'> {
  readonly lines: readonly string[];
}

function assign(next: Next, pick: Pick): Written {
  const size = 1 + next(9);
  const pairs = randomPairs(next, pick(RANGES), size, size, 1);
  const numbers = pairs.map(([, , value]) => String(value));
  const perLine = size <= 3 ? size : pick([size, 5, 1_000]);
  const lines = Array.from({ length: Math.ceil(numbers.length / perLine) }, (_, k) => numbers.slice(k * perLine, (k + 1) * perLine).join(pick(BLANKS)));
  return { name: pick(['costs.txt', `assign${size}.txt`]), lines: [...pick([[], ['# made by hand', '']]), ` ${size} `, ...lines], says: saysOf(pairs) };
}

function assignp(next: Next, pick: Pick): Written {
  const size = 4 + next(6);
  const pairs = mixed(next, randomPairs(next, pick(RANGES), size, size, 0.4));
  return { name: `assignp${size}.txt`, lines: [String(size), ...pairs.map((pair) => pair.join(pick(BLANKS)))], says: saysOf(pairs) };
}

function dimacs(next: Next, pick: Pick): Written {
  const [rows, columns] = [1 + next(6), 1 + next(6)];
  const ids = mixed(next, Array.from({ length: rows + columns }, (_, k) => String(k + 1)));
  const pairs = mixed(next, randomPairs(next, pick(RANGES), rows, columns, 0.6).map(([row, column, value]): Pair => [ids[Number(row) - 1]!, ids[rows + Number(column) - 1]!, value]));
  const arcs = pairs.map((pair) => ['a', ...pair].join(pick(BLANKS)));
  const head = [...pick([[], ['c any words, of (8) kinds']]), `p asn ${rows + columns} ${pairs.length}`, ...ids.slice(0, rows).map((id) => `n ${id}`)];
  return { name: 'file.asn', lines: [...head, ...arcs, 'c the end'], says: saysOf(pairs) };
}

function csv(next: Next, pick: Pick): Written {
  const separator = pick([',', ';', '\t']);
  const quoted = (field: string) => (/[",;\t]/.test(field) || next(4) === 0 ? `"${field.replaceAll('"', '""')}"` : field);
  const rowName = (row: string) => `Ünal${separator} "Z" ${row}`;
  const pairs = randomPairs(next, SCORES, 1 + next(6), 1 + next(6), 0.6).map(([row, column, value]): Pair => [rowName(row), `m${column}`, value]);
  const order = mixed(next, [0, 1, 2]);
  const line = (fields: readonly string[]) => order.map((k) => quoted(fields[k]!)).join(separator);
  const lines = mixed(next, pairs).map(([mentee, mentor, score]) => line([mentor, mentee, String(score)]));
  return { name: 'pairs.csv', lines: [line(['Mentor', 'mentee', 'Score']), ...lines], says: saysOf(pairs) };
}

/** At least one pair; named from 1. */
function randomPairs(next: Next, [low, count]: Range, rows: number, columns: number, density: number): Pair[] {
  const all = Array.from({ length: rows * columns }, (_, k): Pair => [String(1 + Math.floor(k / columns)), String(1 + (k % columns)), low + next(count)]);
  const some = all.filter(() => next(1_000) < density * 1_000);
  return some.length > 0 ? some : all.slice(0, 1);
}

function mixed<T>(next: Next, list: readonly T[]): T[] {
  return list.map((item) => ({ item, at: next(2 ** 30) })).sort((a, b) => a.at - b.at).map(({ item }) => item);
}

function saysOf(pairs: readonly Pair[]): ReadonlyMap<string, number> {
  return new Map(pairs.map(([row, column, value]) => [`${row}>${column}`, value]));
}

/** What was read of a file, in its own numbers and names. */
export function saidBy({ problem, costTop, rowNames, columnNames }: FileProblem): ReadonlyMap<string, number> {
  const said = new Map<string, number>();
  const add = (row: number, column: number, score: number) => said.set(`${rowNames[row]}>${columnNames[column]}`, costTop === null ? score : costTop - score);
  for (let row = 0; row < problem.rows; row++) {
    if (problem.kind === 'dense') for (let j = 0; j < problem.columns; j++) add(row, j, problem.scores[row * problem.columns + j]!);
    else for (let k = problem.start[row]!; k < problem.start[row + 1]!; k++) add(row, problem.column[k]!, problem.score[k]!);
  }
  return said;
}
