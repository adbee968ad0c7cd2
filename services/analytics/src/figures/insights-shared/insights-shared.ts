import { streamsOf, type AllFacts } from '../../facts/fact.js';
import { proportion } from '../../statistics/proportion.js';
import { count } from '../../statistics/value.js';
import { openCells, type SealedMeasures, type SealedObservation } from '../cells/open-cells.js';
import type { FigureDefinition, ReleasedFigure } from '../figure.js';
import { placesOf } from '../views/places.js';
import { sealedAboutPairing } from '../views/sides.js';

const definition: FigureDefinition = {
  code: 'insights-shared',
  title: 'Insights shared',
  version: 1,
  appears: 'month',
  dimensions: 'none',
  measures: {
    shared: { unit: 'count', means: 'insights shared by the end of the month, cleared or not' },
    cleared: { unit: 'share', means: 'of these, those that their mentor let leave the pair' },
  },
};

type Reading = { readonly cleared: boolean };

const measures: SealedMeasures<Reading> = {
  shared: { contributes: () => true, value: (readings) => count(readings.length) },
  cleared: {
    contributes: () => true,
    answer: ({ cleared }) => String(cleared),
    value: (readings) => proportion(readings.filter(({ cleared }) => cleared).length, readings.length),
  },
};

/** Before it is cleared an insight is a count, and even that only where enough people stand behind it. */
export const insightsShared: ReleasedFigure = {
  definition,
  compute: (facts, scope) => openCells(observationsOf(facts), measures, { seed: scope.until }),
};

function observationsOf(facts: AllFacts): SealedObservation<Reading>[] {
  const place = placesOf(facts);
  return streamsOf(facts.sealed, 'insight').flatMap(({ facts: told }) => {
    const shared = told.find((fact) => fact.type === 'InsightShared')?.data;
    if (!shared || shared.mentorId === null || shared.menteeId === null) return [];
    const cleared = told.some((fact) => fact.type === 'InsightCleared');
    const pairing = { mentorId: shared.mentorId, leaderId: shared.menteeId };
    return [sealedAboutPairing(pairing, place, shared.insightId, { cleared })];
  });
}
