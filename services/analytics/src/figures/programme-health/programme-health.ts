import type { PublicFacts } from '../../facts/fact.js';
import { count } from '../../statistics/value.js';
import { cut, type Observation } from '../cells/cut.js';
import type { Cell, FigureDefinition, LiveFigure } from '../figure.js';
import { agreementsOf } from '../views/agreements.js';
import { pairingsOf, type PairingView } from '../views/pairings.js';
import { placesOf, type Place } from '../views/places.js';
import { readyOf, type ReadyView } from '../views/ready.js';
import { sessionsOf, type SessionView } from '../views/sessions.js';
import { aboutPairing, cohortOf } from '../views/sides.js';
import { isAtRisk, measure, type PairingReading, type Reading } from './measures.js';

const definition: FigureDefinition = {
  code: 'programme-health',
  title: 'Programme health',
  version: 1,
  appears: 'live',
  dimensions: '`cohort=<n>`, `cohort=none` where there are no cohorts; `pairing=<id>` for each pairing at risk or once adrift',
  measures: {
    leadersMatched: { unit: 'share', means: 'leaders with an active pairing, ever, of those who were ready' },
    mentorsMatched: { unit: 'share', means: 'mentors likewise (in the silo of the mentor)' },
    daysToMatch: {
      unit: 'days',
      means: 'median days from a leader being ready to the first active pairing; never matched is missing',
    },
    running: { unit: 'count', means: 'pairings that run now' },
    inForce: { unit: 'share', means: 'running pairings with an agreement in force' },
    stalled: { unit: 'share', means: 'agreements in which a stall was noticed: no session for 1.5 times the cadence' },
    drifted: { unit: 'share', means: 'agreements that drifted into help-desk: over a quarter of each of three sessions running' },
    atRisk: {
      unit: 'share',
      means:
        'running pairings with a stall and no session since, a drift in the last 60 days, or the last two sessions ' +
        'cancelled or missed',
    },
    sessionsHeld: { unit: 'count', means: 'sessions that took place; what was due by then is the release `dose`' },
    timesDrifted: { unit: 'count', means: 'how often a drift into help-desk was noticed; of single pairings alone' },
    completed: { unit: 'share', means: 'completed pairings of those completed or closed by the programme' },
  },
};

/** How the programme runs, from facts alone; what people think of it is the release `worthwhile`. */
export const programmeHealth: LiveFigure = {
  definition,
  compute(facts, scope) {
    const observations = observationsOf(facts);
    const cells = cut(observations, (readings) => measure(readings, scope));
    return [
      ...cells,
      ...observations.flatMap(({ reading }) => (reading.kind === 'pairing' ? pairingCell(reading, scope.asOf) : [])),
    ];
  },
};

/** Whom an admin should look after: from facts that the public feed tells too. */
function pairingCell(reading: PairingReading, asOf: string): Cell[] {
  const timesDrifted = reading.agreement?.driftedOn.length ?? 0;
  const atRisk = reading.pairing.status === 'running' && isAtRisk(reading, asOf);
  if (timesDrifted === 0 && !atRisk) return [];
  const values = { atRisk: count(atRisk ? 1 : 0), timesDrifted: count(timesDrifted) };
  return [{ key: { dimension: `pairing=${reading.pairing.pairingId}` }, values }];
}

function observationsOf(facts: PublicFacts): Observation<Reading>[] {
  const place = placesOf(facts);
  const pairings = pairingsOf(facts);
  const agreements = new Map(agreementsOf(facts).map((agreement) => [agreement.pairingId, agreement]));
  const sessions = Map.groupBy(sessionsOf(facts), (session) => session.pairingId);
  const ready = readyOf(facts).map((person) => ofReady(person, pairings, place));
  return [
    ...ready,
    ...pairings.map((pairing) =>
      ofPairing(pairing, agreements.get(pairing.pairingId), sessions.get(pairing.pairingId) ?? [], place),
    ),
  ];
}

function ofReady(person: ReadyView, pairings: readonly PairingView[], place: (id: string) => Place): Observation<Reading> {
  const { personId, role } = person;
  const mine = pairings.filter((pairing) => (role === 'mentor' ? pairing.mentorId : pairing.leaderId) === personId);
  const matchedOn = mine.map((pairing) => pairing.activatedOn).sort()[0];
  return {
    reading: { kind: 'ready', role, readyOn: person.readyOn, matchedOn },
    dimensions: [cohortOf(person)],
    place: place(personId),
  };
}

function ofPairing(
  pairing: PairingView,
  agreement: ReturnType<typeof agreementsOf>[number] | undefined,
  sessions: readonly SessionView[],
  place: (id: string) => Place,
): Observation<Reading> {
  return aboutPairing(pairing, place, { kind: 'pairing', pairing, agreement, sessions }, [cohortOf(pairing)]);
}
