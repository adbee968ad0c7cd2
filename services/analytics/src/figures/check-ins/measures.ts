import { cronbachAlpha } from '../../statistics/cronbach-alpha.js';
import { meanValue } from '../../statistics/mean.js';
import { proportion } from '../../statistics/proportion.js';
import { mean, variance } from '../../statistics/summary.js';
import { known, unknown, type FigureValue, type Missing } from '../../statistics/value.js';
import type { SealedMeasure, SealedMeasures } from '../cells/open-cells.js';
import type { MeasureDefinition } from '../figure.js';

/** What one person who was asked gave back for one instrument. */
export interface AskedReading {
  readonly answered: boolean;
  /** Items turned to good = high; null where not answered or not complete. */
  readonly items: readonly number[] | null;
}

export const answerDefinitions: Readonly<Record<string, MeasureDefinition>> = {
  mean: {
    unit: 'score',
    means:
      'mean over people of the mean over items, reversed items turned round, of complete answers; missing ' +
      '`no-answer`, `incomplete`',
  },
  sd: { unit: 'score', means: 'standard deviation of the same means (n − 1)' },
  alpha: {
    unit: 'alpha',
    means: 'Cronbach’s alpha of complete answers with Feldt’s interval; unknown under 30 answers or 3 items or without variance',
  },
  response: { unit: 'share', means: 'answered, of those asked' },
};

export const answerMeasures: SealedMeasures<AskedReading> = {
  mean: ofComplete((answers, missing) => meanValue(answers.map(mean), missing)),
  sd: ofComplete((answers, missing) => deviation(answers.map(mean), missing)),
  alpha: ofComplete(cronbachAlpha),
  response: {
    contributes: () => true,
    value: (readings) => proportion(readings.filter(({ answered }) => answered).length, readings.length),
  },
};

function ofComplete(
  value: (answers: readonly (readonly number[])[], missing: Missing) => FigureValue,
): SealedMeasure<AskedReading> {
  return {
    contributes: ({ items }) => items !== null,
    answer: ({ items }) => mean(items!),
    value: (readings) => {
      const answered = readings.filter((reading) => reading.answered);
      const complete = answered.flatMap(({ items }) => (items ? [items] : []));
      return value(complete, { 'no-answer': readings.length - answered.length, incomplete: answered.length - complete.length });
    },
  };
}

function deviation(means: readonly number[], missing: Missing): FigureValue {
  if (means.length < 2) return unknown('too-few-readings', means.length, missing);
  return known(Math.sqrt(variance(means)), means.length, null, missing);
}
