import type { AllFacts } from '../../facts/fact.js';
import { ratioValue } from '../../statistics/ratio.js';
import { openCells, type SealedMeasures, type SealedObservation } from '../cells/open-cells.js';
import { daysBetween, earlier, later, plusDays } from '../days.js';
import type { FigureDefinition, ReleasedFigure, ReleaseScope } from '../figure.js';
import { agreementsOf, type AgreementView } from '../views/agreements.js';
import { absencesOf } from '../views/employment.js';
import { pairingsOf, type PairingView, type Stretch } from '../views/pairings.js';
import { placesOf } from '../views/places.js';
import { sessionsOf, tookPlace } from '../views/sessions.js';
import { byId, cohortOf, sealedAboutPairing } from '../views/sides.js';

const definition: FigureDefinition = {
  code: 'dose',
  title: 'Dose',
  version: 1,
  appears: 'month',
  dimensions: '`cohort=<n>`, `cohort=none` where there are no cohorts',
  measures: {
    dose: {
      unit: 'ratio',
      means:
        'sessions held by the end of the month over those due by then: the agreed number in proportion to the days ' +
        'that passed, days of a pause or of either side’s absence left out; agreements without a due session yet are ' +
        'missing',
    },
  },
};

interface Reading {
  readonly held: number;
  readonly due: number;
}

const measures: SealedMeasures<Reading> = {
  dose: {
    contributes: hasBegun,
    value: (readings, { seed }) => {
      const begun = readings.filter(hasBegun);
      const parts = begun.map(({ held, due }) => ({ over: held, under: due }));
      return ratioValue(parts, seed, { 'not-begun': readings.length - begun.length });
    },
  },
};

/** A release, since absences are sealed: who is away must not show in a live number. */
export const dose: ReleasedFigure = {
  definition,
  compute: (facts, scope) => openCells(observationsOf(facts, scope), measures, { seed: `${scope.programmeId}/${scope.until}` }),
};

function hasBegun({ due }: Reading): boolean {
  return due > 0;
}

function observationsOf(facts: AllFacts, scope: ReleaseScope): SealedObservation<Reading>[] {
  const place = placesOf(facts);
  const pairings = byId(pairingsOf(facts));
  const absences = absencesOf(facts);
  const held = Map.groupBy(sessionsOf(facts).filter(tookPlace), (session) => session.pairingId);
  return agreementsOf(facts).flatMap((agreement) => {
    const pairing = pairings.get(agreement.pairingId);
    if (!pairing) return [];
    const off = [pairing.mentorId, pairing.leaderId].flatMap((id) => absences.get(id) ?? []);
    const due = dueSessions(agreement, pairing, [...pairing.pauses, ...off], scope.until);
    const reading = { held: held.get(pairing.pairingId)?.length ?? 0, due };
    return [sealedAboutPairing(pairing, place, pairing.pairingId, reading, [cohortOf(pairing)])];
  });
}

/** Sessions due by the end of a day, not rounded: the clock stands still while either is away or the pairing rests. */
export function dueSessions(agreement: AgreementView, pairing: PairingView, off: readonly Stretch[], until: string): number {
  const whole = daysBetween(agreement.startsOn, agreement.endsOn);
  const end = earlier(plusDays(until, 1), pairing.closedOn ?? agreement.endsOn);
  const open = (to: string): number =>
    Math.max(0, daysBetween(agreement.startsOn, to)) - daysCovered(off, agreement.startsOn, to);
  const counted = open(earlier(end, agreement.endsOn));
  return whole <= 0 ? 0 : (agreement.cadence.sessions * Math.max(0, counted)) / whole;
}

/** Days between two that any stretch covers; days covered twice count once. */
export function daysCovered(stretches: readonly Stretch[], from: string, to: string): number {
  const clipped = stretches
    .map((stretch) => ({ from: later(stretch.from, from), to: earlier(stretch.to ?? to, to) }))
    .filter((stretch) => stretch.from < stretch.to)
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
  let [days, reached] = [0, from];
  for (const stretch of clipped) {
    if (stretch.to <= reached) continue;
    days += daysBetween(later(stretch.from, reached), stretch.to);
    reached = stretch.to;
  }
  return days;
}
