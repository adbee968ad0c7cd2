import type { Employment } from '@flipside/contracts';
import type { AllFacts } from '../../facts/fact.js';
import { proportion } from '../../statistics/proportion.js';
import { count } from '../../statistics/value.js';
import { openCells, type SealedMeasure, type SealedMeasures, type SealedObservation } from '../cells/open-cells.js';
import type { FigureDefinition, ReleasedFigure } from '../figure.js';
import { employmentsOf } from '../views/employment.js';
import { enrolmentsOf, type EnrolmentView } from '../views/enrolments.js';
import { pairingsOf, type PairingView } from '../views/pairings.js';
import { placesOf } from '../views/places.js';
import { cohortOf, sealedAboutPerson } from '../views/sides.js';

const definition: FigureDefinition = {
  code: 'access',
  title: 'Access',
  version: 1,
  appears: 'month',
  dimensions:
    '`role=<mentor|mentee>`, and with it `cohort=<n>`, `time=<full|part|unknown>` by working time, or `site=<name>`; ' +
    'roles are never pooled',
  measures: {
    approached: { unit: 'count', means: 'people who were invited, were nominated or applied' },
    enrolled: { unit: 'share', means: 'of these, those admitted' },
    ready: { unit: 'share', means: 'of those admitted, those with goals, training and time' },
    matched: { unit: 'share', means: 'of those ready, those with an active pairing, ever' },
    completed: { unit: 'share', means: 'of those matched, those who completed a pairing; still under way is missing' },
  },
};

interface Reading {
  readonly admitted: boolean;
  readonly ready: boolean;
  readonly matched: boolean;
  /** Undefined while a pairing is under way. */
  readonly completed: boolean | undefined;
}

/** The share of those at a stage who got to the next. */
function stage(
  from: (reading: Reading) => boolean,
  to: (reading: Reading) => boolean,
  missing?: (reading: Reading) => boolean,
): SealedMeasure<Reading> {
  return {
    contributes: from,
    value: (readings) => {
      const base = readings.filter(from);
      return proportion(base.filter(to).length, base.length, missing ? { 'under-way': readings.filter(missing).length } : {});
    },
  };
}

const measures: SealedMeasures<Reading> = {
  approached: { contributes: () => true, value: (readings) => count(readings.length) },
  enrolled: stage(
    () => true,
    ({ admitted }) => admitted,
  ),
  ready: stage(
    ({ admitted }) => admitted,
    ({ ready }) => ready,
  ),
  matched: stage(
    ({ ready }) => ready,
    ({ matched }) => matched,
  ),
  completed: stage(
    ({ completed }) => completed !== undefined,
    ({ completed }) => completed === true,
    ({ matched, completed }) => matched && completed === undefined,
  ),
};

/** Who gets how far. The place is the person's own. */
export const access: ReleasedFigure = {
  definition,
  compute: (facts, scope) => openCells(observationsOf(facts), measures, { seed: scope.until, pooled: false }),
};

function observationsOf(facts: AllFacts): SealedObservation<Reading>[] {
  const place = placesOf(facts);
  const employments = employmentsOf(facts);
  const pairings = pairingsOf(facts);
  return enrolmentsOf(facts).map((enrolment) => {
    const { personId, role } = enrolment;
    const own = pairings.filter((pairing) => (role === 'mentor' ? pairing.mentorId : pairing.leaderId) === personId);
    const employment = employments.get(personId);
    const parts = [cohortOf(enrolment), `time=${workingTime(employment)}`, `site=${employment?.site ?? 'unknown'}`];
    const dimensions = [`role=${role}`, ...parts.map((part) => `role=${role};${part}`)];
    return sealedAboutPerson(personId, place, `${personId}/${role}`, readingOf(enrolment, own), dimensions);
  });
}

function readingOf({ admitted, ready }: EnrolmentView, pairings: readonly PairingView[]): Reading {
  const done = pairings.some(({ status }) => status === 'completed');
  const over = pairings.length > 0 && (done || pairings.every(({ closedOn }) => closedOn !== undefined));
  return { admitted, ready, matched: pairings.length > 0, completed: over ? done : undefined };
}

function workingTime(employment: Employment | undefined): 'full' | 'part' | 'unknown' {
  if (employment?.fte === null || employment === undefined) return 'unknown';
  return employment.fte < 1 ? 'part' : 'full';
}
