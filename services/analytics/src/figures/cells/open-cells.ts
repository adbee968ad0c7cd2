import type { FigureValue } from '../../statistics/value.js';
import type { CellKey } from '../figure.js';
import { groupByKey, nameOf, type Observation } from './cut.js';

/** Somebody's part in one number, as suppression wants to know it (libs/privacy). Never leaves the service as it is. */
export interface Member {
  readonly mentor: string;
  readonly leader: string;
  /** The same text as long as the same reading counts; another when any of it changes. */
  readonly contribution: string;
  /** What was said, where the number is one answer each: all, or all but one, alike is shown as a band. */
  readonly answer?: string | number;
}

export interface OpenValue {
  /** Computed when it is asked for: most cells are too small to be shown at all. */
  readonly value: () => FigureValue;
  readonly members: readonly Member[];
}

/** A cell before suppression; each measure has members of its own, since each rests on readings of its own. */
export interface OpenCell {
  readonly key: CellKey;
  readonly measures: Readonly<Record<string, OpenValue>>;
}

/** A reading with the people and the subject that it is about. */
export interface SealedObservation<T> extends Observation<T> {
  /** What stays the same while readings of it change: a pairing and skill, a warning, a person in a role. */
  readonly subject: string;
  /** Where a reading is about one person alone, both are that person: k then counts people. */
  readonly mentor: string;
  readonly leader: string;
}

export interface SealedMeasure<T> {
  /** True for readings that the number rests on; the others are at most missing. */
  readonly contributes: (reading: T) => boolean;
  readonly value: (readings: readonly T[], cell: { readonly key: CellKey; readonly seed: string }) => FigureValue;
  readonly answer?: (reading: T) => string | number;
}

export type SealedMeasures<T> = Readonly<Record<string, SealedMeasure<T>>>;

/** Every cell of a released figure. @param seed of the release, so that what is drawn by chance is the same each time. */
export function openCells<T>(
  observations: readonly SealedObservation<T>[],
  measures: SealedMeasures<T>,
  { seed, pooled = true }: { readonly seed: string; readonly pooled?: boolean },
): OpenCell[] {
  return groupByKey(observations, pooled).map(({ key, group }) => ({
    key,
    measures: Object.fromEntries(
      Object.entries(measures).map(([name, measure]) => [
        name,
        openValue(name, measure, key, group, `${seed}/${nameOf(key)}/${name}`),
      ]),
    ),
  }));
}

function openValue<T>(
  name: string,
  measure: SealedMeasure<T>,
  key: CellKey,
  observations: readonly SealedObservation<T>[],
  seed: string,
): OpenValue {
  const readings = observations.map(({ reading }) => reading);
  const contributing = observations.filter(({ reading }) => measure.contributes(reading));
  return {
    value: () => measure.value(readings, { key, seed }),
    members: contributing.map((observation) => memberOf(name, measure, observation)),
  };
}

function memberOf<T>(
  name: string,
  measure: SealedMeasure<T>,
  { subject, mentor, leader, reading }: SealedObservation<T>,
): Member {
  const member = { mentor, leader, contribution: `${name}/${subject}/${JSON.stringify(reading)}` };
  return measure.answer ? { ...member, answer: measure.answer(reading) } : member;
}
