import type { Narrator } from './narrator.js';

export type Interval = readonly [low: number, high: number];

export interface Value {
  readonly value: number | null;
  readonly n?: number;
  readonly interval?: Interval | null;
  readonly missing?: Readonly<Record<string, number>>;
  readonly why?: string;
}

export interface Cell {
  readonly key: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Value>>;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Figure {
  readonly figure: string;
  readonly period?: string;
  readonly cells: readonly Cell[];
}

export interface Finding {
  readonly code: string;
  readonly figure: string;
  readonly scope: Readonly<Record<string, string>>;
  readonly value: number;
  readonly interval: Interval | null;
  readonly threshold: number;
}

/** Names of units, objectives and whatever else a figure speaks of by its id. */
export type Names = ReadonlyMap<string, string>;

/** Whole figures are in the file; so many rows of each are printed, those of the whole programme first. */
const ROWS = 12;
const NO_COHORT = 'cohort=none';
const ID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;

interface Line {
  readonly where: string;
  readonly breadth: number;
  readonly measure: string;
  readonly value: Value;
}

export function printFigure({ line, table }: Pick<Narrator, 'line' | 'table'>, names: Names, { figure, period, cells }: Figure): void {
  line(`\n     ${figure}${period ? `, ${period}` : ''}`);
  const lines = withoutRepeats(cells).flatMap((cell) => linesOf(cell, names));
  const told = lines.filter(({ value }) => value.value !== null).sort((a, b) => a.breadth - b.breadth);
  table(['where', 'measure', 'value', '95 %', 'n', 'missing'], told.slice(0, ROWS).map(({ where, measure, value }) => [
    where, measure, round(value.value!), interval(value.interval), value.n,
    Object.entries(value.missing ?? {}).map(([why, n]) => `${n} ${why}`).join(', '),
  ]));
  const left = told.length - Math.min(told.length, ROWS);
  const silent = reasons(lines);
  if (left > 0 || silent) line(`     ${[...(left > 0 ? [`${left} more in the file`] : []), ...(silent ? [`without a value: ${silent}`] : [])].join('; ')}`);
}

export function printFindings({ table }: Pick<Narrator, 'table'>, names: Names, findings: readonly Finding[]): void {
  table(['finding', 'figure', 'where', 'value', '95 %', 'threshold'], findings.map(({ code, figure, scope, value, interval: found, threshold }) => {
    const { programmeId: _, ...within } = scope;
    return [code, figure, placeOf(within, names), round(value), interval(found), round(threshold)];
  }));
}

/** Where nobody is in a cohort, a cut by cohort is none: it tells of the same people as the cell that it cuts, where that is there too. */
function withoutRepeats(cells: readonly Cell[]): readonly Cell[] {
  if (cells.some(({ key }) => /cohort=(?!none)/.test(key.dimension ?? ''))) return cells;
  const uncut = cells.map(({ key: { dimension = '', ...place }, ...rest }): Cell => {
    const parts = dimension.split(';').filter((part) => part !== NO_COHORT && part !== '');
    return { ...rest, key: { ...(parts.length > 0 && { dimension: parts.join(';') }), ...place } };
  });
  const whereOf = ({ key }: Cell): string => JSON.stringify(Object.entries(key).sort());
  const there = new Set(cells.map(whereOf));
  return uncut.filter((cell, at) => whereOf(cell) === whereOf(cells[at]!) || !there.has(whereOf(cell)));
}

function linesOf({ key, values, labels = {} }: Cell, names: Names): Line[] {
  const where = placeOf({ ...key, ...labels }, names);
  const breadth = Object.keys(key).filter((part) => part !== 'dimension').length;
  return Object.entries(values).map(([measure, value]) => ({ where, breadth, measure, value }));
}

/** `rater=mentor;topic=prompting` of silo and band as people say it. */
function placeOf(parts: Readonly<Record<string, string>>, names: Names): string {
  const said = Object.values(parts).flatMap((part) => part.split(';'));
  const named = said.map((part) => part === NO_COHORT ? 'no cohort' : part.replace(/^\w+=/, '').replaceAll(ID, (id) => names.get(id) ?? id.slice(0, 8)));
  return named.join(' · ') || 'whole programme';
}

/** Why rows have no value, and how many. */
function reasons(lines: readonly Line[]): string {
  const counts = new Map<string, number>();
  for (const { value } of lines) if (value.value === null && value.why) counts.set(value.why, (counts.get(value.why) ?? 0) + 1);
  return [...counts].map(([why, n]) => `${n} ${why}`).join(', ');
}

function interval(found: Interval | null | undefined): string {
  return found ? `${round(found[0])} to ${round(found[1])}` : '';
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
