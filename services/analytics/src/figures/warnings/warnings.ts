import { medianValue } from '../../statistics/median.js';
import { proportion } from '../../statistics/proportion.js';
import { count, known, tally, unknown, type FigureValue } from '../../statistics/value.js';
import { distinct, nameOf } from '../cells/cut.js';
import { openCells, type SealedMeasures } from '../cells/open-cells.js';
import type { FigureDefinition, ReleasedFigure } from '../figure.js';
import { placesOf } from '../views/places.js';
import { sealedAboutPairing } from '../views/sides.js';
import { warningsOf, type WarningView } from '../views/warnings.js';

const definition: FigureDefinition = {
  code: 'warnings',
  title: 'Warnings',
  version: 1,
  appears: 'month',
  dimensions: 'none',
  measures: {
    raised: { unit: 'count', means: 'warnings raised by the end of the month; those whose key is gone are missing' },
    inTime: {
      unit: 'share',
      means:
        'warnings mitigated on or before the day on which they would have bitten, of those mitigated, materialised ' +
        'or past that day; dismissed and not yet due are missing',
    },
    mentorsInTime: { unit: 'count', means: 'mentors who raised one that was mitigated in time' },
    leadersInTime: { unit: 'count', means: 'leaders whose mentors raised one that was mitigated in time' },
    leadDays: { unit: 'days', means: 'median days won by those mitigated in time' },
    'costAvoided.<currency>': {
      unit: 'own',
      means: 'sum of the cost avoided, as the owners state it; n counts statements; not stated is missing',
    },
  },
};

/** Warnings by the end of the month; each counts where the leader of its pairing stands. */
export const warnings: ReleasedFigure = {
  definition,
  compute(facts, scope) {
    const { warnings: all, lost } = warningsOf(facts);
    const place = placesOf(facts);
    const observations = all.map((warning) =>
      sealedAboutPairing(warning, place, warning.warningId, readingOf(warning, scope.until)),
    );
    const currencies = distinct(all.flatMap(({ costAvoided }) => costAvoided?.currency ?? []));
    return openCells(observations, { ...measuresOf(lost), ...costMeasures(currencies) }, { seed: scope.until });
  },
};

interface Reading extends WarningView {
  readonly inTime: boolean;
  readonly due: boolean;
}

function readingOf(warning: WarningView, until: string): Reading {
  const { outcome, bitesOn, leadDays } = warning;
  const settled = outcome === 'mitigated' || outcome === 'materialised';
  return {
    ...warning,
    inTime: outcome === 'mitigated' && leadDays! >= 0,
    due: settled || (outcome === 'open' && bitesOn < until),
  };
}

function measuresOf(lost: number): SealedMeasures<Reading> {
  const inTime = ({ inTime: yes }: Reading): boolean => yes;
  return {
    raised: {
      contributes: () => true,
      value: (readings, { key }) => count(readings.length, nameOf(key) === nameOf({}) ? { erased: lost } : {}),
    },
    inTime: {
      contributes: ({ due }) => due,
      value: (readings) => {
        const due = readings.filter((reading) => reading.due);
        const left = readings.filter((reading) => !reading.due);
        const missing = tally(left.map(({ outcome }) => (outcome === 'dismissed' ? 'dismissed' : 'not-yet-due')));
        return proportion(due.filter(inTime).length, due.length, missing);
      },
    },
    mentorsInTime: { contributes: inTime, value: (readings) => people(readings.filter(inTime).map(({ mentorId }) => mentorId)) },
    leadersInTime: { contributes: inTime, value: (readings) => people(readings.filter(inTime).map(({ leaderId }) => leaderId)) },
    leadDays: {
      contributes: inTime,
      value: (readings, { seed }) =>
        medianValue(
          readings.filter(inTime).map(({ leadDays }) => leadDays!),
          seed,
        ),
    },
  };
}

/** One sum a currency: currencies are never added. */
function costMeasures(currencies: readonly string[]): SealedMeasures<Reading> {
  return Object.fromEntries(
    currencies.map((currency) => {
      const states = ({ inTime, costAvoided }: Reading): boolean => inTime && costAvoided?.currency === currency;
      return [`costAvoided.${currency}`, { contributes: states, value: (readings: readonly Reading[]) => sum(readings, states) }];
    }),
  );
}

function sum(readings: readonly Reading[], states: (reading: Reading) => boolean): FigureValue {
  const stated = readings.filter(states);
  const silent = readings.filter(({ inTime, costAvoided }) => inTime && !costAvoided).length;
  if (stated.length === 0) return unknown('nobody-stated-it', 0, { 'not-stated': silent });
  const amount = stated.reduce((total, { costAvoided }) => total + costAvoided!.amount, 0);
  return known(amount, stated.length, null, { 'not-stated': silent });
}

function people(ids: readonly string[]): FigureValue {
  return count(distinct(ids).length);
}
