import type { Rater } from '@flipside/contracts';
import { meanNormalisedChange, normalisedChange } from '../../statistics/normalised-change.js';
import { proportion } from '../../statistics/proportion.js';
import { tally, unknown, type FigureValue } from '../../statistics/value.js';
import type { SealedMeasure, SealedMeasures } from '../cells/open-cells.js';

/** One agreed skill by one rater. */
export interface Reading {
  readonly rater: Rater;
  readonly pre: number | undefined;
  /** The baseline as it looked to the leader at the end. */
  readonly then: number | undefined;
  readonly post: number | undefined;
  readonly retest: number | undefined;
  readonly target: number | undefined;
}

type From = (reading: Reading) => number | undefined;

export const measures: SealedMeasures<Reading> = {
  reached: {
    contributes: isTargeted,
    answer: (reading) => String(hasReached(reading)),
    value: (readings) => {
      const targeted = readings.filter(isTargeted);
      const missing = tally(
        readings.filter((reading) => !isTargeted(reading)).map((r) => (r.post === undefined ? 'no-end-rating' : 'no-target')),
      );
      return proportion(targeted.filter(hasReached).length, targeted.length, missing);
    },
  },
  change: changeFrom(({ pre }) => pre),
  changeFromThen: changeFrom(({ then }) => then),
  retained: {
    contributes: isRetested,
    answer: (reading) => String(isKept(reading)),
    value: (readings) => {
      const retested = readings.filter(isRetested);
      const waiting = readings.filter((reading) => isTargeted(reading) && hasReached(reading) && !isRetested(reading));
      return proportion(retested.filter(isKept).length, retested.length, { 'no-retest': waiting.length });
    },
  },
};

function isTargeted({ post, target }: Reading): boolean {
  return post !== undefined && target !== undefined;
}

function hasReached({ post, target }: Reading): boolean {
  return post! >= target!;
}

function isRetested(reading: Reading): boolean {
  return isTargeted(reading) && hasReached(reading) && reading.retest !== undefined;
}

function isKept({ retest, target }: Reading): boolean {
  return retest! >= target!;
}

function changeFrom(from: From): SealedMeasure<Reading> {
  const isPair = (reading: Reading): boolean => from(reading) !== undefined && reading.post !== undefined;
  return {
    contributes: isPair,
    answer: (reading) => String(normalisedChange({ pre: from(reading)!, post: reading.post! })),
    value: (readings, { seed }) => change(readings, from, isPair, seed),
  };
}

function change(readings: readonly Reading[], from: From, isPair: (reading: Reading) => boolean, seed: string): FigureValue {
  const pairs = readings.filter(isPair).map((reading) => ({ pre: from(reading)!, post: reading.post! }));
  const without = readings.filter((reading) => !isPair(reading));
  const missing = tally(without.map(({ post }) => (post === undefined ? 'no-end-rating' : 'no-baseline')));
  return readings.length === 0 ? unknown('nothing-to-count') : meanNormalisedChange(pairs, seed, missing);
}
