import { peopleIn, type Cell as SuppressedCell, type ReleasedCell } from '@flipside/privacy/suppression/cell';
import type { ReleaseMemory } from '@flipside/privacy/suppression/memory';
import { suppress } from '@flipside/privacy/suppression/suppress';
import type { PublishedCell, PublishedValue } from '../domain/release.js';
import type { OpenCell, OpenValue } from '../figures/cells/open-cells.js';
import { nameOf } from '../figures/cells/cut.js';
import type { CellKey, FigureDefinition, Period } from '../figures/figure.js';
import type { FigureValue } from '../statistics/value.js';
import { coarse, rounded } from './coarse.js';

/** What suppression remembers of one figure and programme, by table; plain JSON, kept with the service alone. */
export type FigureMemory = Readonly<Record<string, ReleaseMemory<FigureValue, FigureValue>>>;

interface Options {
  readonly period: Period;
  readonly k: number;
  /** Of the release before; none for the first. */
  readonly memory: FigureMemory;
  /** Makes an id or a contribution opaque: a keyed hash, the same each time. */
  readonly token: (text: string) => string;
}

export interface MadeRelease {
  readonly cells: readonly PublishedCell[];
  readonly memory: FigureMemory;
}

const HIDDEN: FigureValue = { value: null, n: 0, interval: null, missing: {}, why: 'hidden' };

interface Entry {
  readonly name: string;
  readonly key: CellKey;
  readonly open: OpenValue;
}

/** Suppresses the cells of a figure for one closed period: a table for each measure, and for each part that is never pooled. */
export function makeRelease(definition: FigureDefinition, cells: readonly OpenCell[], given: Options): MadeRelease {
  const options = { ...given, token: remembered(given.token) };
  const entries = cells.flatMap(({ key, measures }) => Object.entries(measures).map(([name, open]) => ({ name, key, open })));
  const pooled = cells.some(({ key }) => nameOf(key) === nameOf({}));
  const tables = Map.groupBy(entries, (entry) => tableOf(entry, pooled));
  const values = new Map<string, Record<string, PublishedValue>>(cells.map(({ key }) => [nameOf(key), {}]));
  const memory: Record<string, ReleaseMemory<FigureValue, FigureValue>> = { ...options.memory };
  for (const [table, own] of tables) {
    const release = suppress(
      own.map((entry) => toSuppress(entry, definition, options)),
      { period: periodName(options.period), k: options.k, ...(memory[table] ? { memory: memory[table] } : {}) },
    );
    memory[table] = release.memory;
    own.forEach(({ name, key }, i) => (values.get(nameOf(key))![name] = published(release.cells[i]!)));
  }
  return { cells: cells.map(({ key }) => ({ key, values: values.get(nameOf(key))! })), memory };
}

/** `2026-03`, or `round-2`. */
export function periodName(period: Period): string {
  return 'month' in period ? period.month : `round-${period.round}`;
}

/** Where the programme's total is no cell, the first part of the dimension keeps readings apart that share nobody’s number. */
function tableOf({ name, key }: Entry, pooled: boolean): string {
  return pooled ? name : `${name}/${(key.dimension ?? '').split(';')[0]}`;
}

function toSuppress(
  { name, key, open }: Entry,
  definition: FigureDefinition,
  { token, k }: Options,
): SuppressedCell<FigureValue> {
  const value = peopleIn(open.members) < k ? HIDDEN : open.value();
  const unit = definition.measures[name]?.unit ?? 'own';
  return {
    key,
    members: open.members.map((member) => ({
      ...member,
      mentor: token(`person/${member.mentor}`),
      leader: token(`person/${member.leader}`),
      contribution: token(`${definition.code}/${member.contribution}`),
      ...(member.answer === undefined ? {} : { answer: token(`answer/${member.answer}`) }),
    })),
    value: tidy(value),
    band: coarse(value, unit),
  };
}

/** The same person is in many cells, and hashing is not free. */
function remembered(token: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text) ?? token(text);
    known.set(text, found);
    return found;
  };
}

function published(cell: ReleasedCell<FigureValue>): PublishedValue {
  switch (cell.status) {
    case 'shown':
      return cell.value;
    case 'band':
      return cell.band;
    case 'carried':
      return { ...('value' in cell.shown ? cell.shown.value : cell.shown.band), carriedFrom: cell.from };
    case 'hidden':
      return HIDDEN;
  }
}

function tidy(value: FigureValue): FigureValue {
  return {
    ...value,
    value: value.value === null ? null : rounded(value.value),
    interval: value.interval && [rounded(value.interval[0]), rounded(value.interval[1])],
  };
}
