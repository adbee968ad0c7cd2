import { streamsOf, type PublicFact, type PublicFacts } from '../../facts/fact.js';
import { proportion } from '../../statistics/proportion.js';
import { tally, type FigureValue } from '../../statistics/value.js';
import { cut, type Observation } from '../cells/cut.js';
import type { FigureDefinition, LiveFigure, LiveScope } from '../figure.js';
import { pairingsOf, type PairingView } from '../views/pairings.js';
import { placesOf, type Place } from '../views/places.js';
import { minutesOf, sessionsOf, tookPlace, type SessionView } from '../views/sessions.js';
import { aboutPairing, byId } from '../views/sides.js';

const definition: FigureDefinition = {
  code: 'reciprocity',
  title: 'Reciprocity',
  version: 1,
  appears: 'live',
  dimensions: 'none',
  measures: {
    strategicFeedback: {
      unit: 'share',
      means: 'confirmed sessions with a stretch of strategic feedback or with feedback of that kind given to the mentor',
    },
    careerSupportKept: {
      unit: 'share',
      means:
        'career-support promises of leaders that were kept, of those settled; due and not settled is missing as ' +
        '`open`, not yet due as `ahead`',
    },
    promisesKept: { unit: 'share', means: 'other promises of either side that were kept, likewise' },
  },
};

interface Promised {
  readonly careerSupport: boolean;
  readonly due: string;
  readonly kept: boolean | undefined;
}

type Reading = { readonly session: SessionView } | { readonly promised: Promised };

/** What flows back to the mentor. Acts of sponsors join when their stream exists. */
export const reciprocity: LiveFigure = {
  definition,
  compute: (facts, scope) => cut(observationsOf(facts), (readings) => measure(readings, scope)),
};

function observationsOf(facts: PublicFacts): Observation<Reading>[] {
  const place = placesOf(facts);
  const pairings = byId(pairingsOf(facts));
  const sessions = sessionsOf(facts).filter(tookPlace);
  return [...sessions.map((session) => ({ pairingId: session.pairingId, reading: { session } })), ...promisesOf(facts)].flatMap(
    ({ pairingId, reading }) => observed(pairings.get(pairingId), place, reading),
  );
}

function observed(pairing: PairingView | undefined, place: (id: string) => Place, reading: Reading): Observation<Reading>[] {
  return pairing ? [aboutPairing(pairing, place, reading)] : [];
}

function promisesOf(facts: PublicFacts): { pairingId: string; reading: Reading }[] {
  return streamsOf(facts.public, 'session').flatMap(({ facts: told }) => {
    const settled = new Map(told.filter(isSettled).map(({ data }) => [data.commitmentId, data.kept]));
    return told.filter(isMade).map(({ data }) => {
      const careerSupport = data.kind === 'career-support' && data.side === 'mentee';
      return {
        pairingId: data.pairingId,
        reading: { promised: { careerSupport, due: data.due, kept: settled.get(data.commitmentId) } },
      };
    });
  });
}

function measure(readings: readonly Reading[], scope: LiveScope): Record<string, FigureValue> {
  const sessions = readings.flatMap((reading) => ('session' in reading ? [reading.session] : []));
  const promises = readings.flatMap((reading) => ('promised' in reading ? [reading.promised] : []));
  const confirmed = sessions.filter((session) => session.status === 'confirmed');
  const strategic = confirmed.filter((s) => minutesOf(s, 'strategic-feedback') > 0 || s.feedbackKinds.includes('strategic'));
  return {
    strategicFeedback: proportion(strategic.length, confirmed.length, { unconfirmed: sessions.length - confirmed.length }),
    careerSupportKept: kept(
      promises.filter((promise) => promise.careerSupport),
      scope,
    ),
    promisesKept: kept(
      promises.filter((promise) => !promise.careerSupport),
      scope,
    ),
  };
}

function kept(promises: readonly Promised[], scope: LiveScope): FigureValue {
  const settled = promises.filter((promise) => promise.kept !== undefined);
  const waiting = promises.filter((promise) => promise.kept === undefined);
  const missing = tally(waiting.map(({ due }) => (due < scope.asOf.slice(0, 10) ? 'open' : 'ahead')));
  return proportion(settled.filter((promise) => promise.kept).length, settled.length, missing);
}

function isSettled(fact: PublicFact): fact is Extract<PublicFact, { type: 'CommitmentSettled' }> {
  return fact.type === 'CommitmentSettled';
}

function isMade(fact: PublicFact): fact is Extract<PublicFact, { type: 'CommitmentMade' }> {
  return fact.type === 'CommitmentMade';
}
