import type { PublicFacts } from '../../facts/fact.js';
import { medianValue } from '../../statistics/median.js';
import { proportion } from '../../statistics/proportion.js';
import { ratioValue } from '../../statistics/ratio.js';
import { tally, unknown, type FigureValue } from '../../statistics/value.js';
import { cut, nameOf } from '../cells/cut.js';
import { daysBetween } from '../days.js';
import type { CellKey, FigureDefinition, LiveFigure, LiveScope } from '../figure.js';
import { pairingsOf } from '../views/pairings.js';
import { placesOf } from '../views/places.js';
import { minutesOf, sessionsOf, type SessionView } from '../views/sessions.js';
import { aboutPairing, byId } from '../views/sides.js';

/** Notice below which a cancellation is late, in hours. */
export const LATE_HOURS = 24;
/** Fewest leaders of a group; a leader's own figure is for that leader alone. */
const K = 5;

const definition: FigureDefinition = {
  code: 'leader-commitment',
  title: 'Commitment of leaders',
  version: 1,
  appears: 'live',
  dimensions: 'none; for one leader the programme cell alone, else groups of at least 5 leaders',
  measures: {
    cancelledByLeader: {
      unit: 'share',
      means:
        'sessions that the leader (or the leader’s assistant) cancelled, of all whose time came or that were ' +
        'cancelled, those cancelled by the programme left out',
    },
    cancelledLate: { unit: 'share', means: 'of the same sessions those that the leader cancelled with under 24 hours’ notice' },
    noticeHours: { unit: 'hours', means: 'median notice of the leader’s cancellations' },
    daysToReplace: { unit: 'days', means: 'median days from the cancelled start to that of the session that replaced it' },
    movedByLeader: { unit: 'share', means: 'of the same sessions those that the leader moved at least once' },
    handsOn: { unit: 'ratio', means: 'hands-on minutes of all confirmed minutes; unconfirmed sessions are missing' },
  },
};

interface Reading {
  readonly leaderId: string;
  readonly session: SessionView;
  readonly replacement: SessionView | undefined;
}

export const leaderCommitment: LiveFigure = {
  definition,
  compute(facts, scope) {
    const own = scope.leaderId !== undefined;
    const cells = cut(observationsOf(facts, scope), (readings, key) => {
      return own || leadersIn(readings) >= K ? measure(readings, key, scope) : hidden();
    });
    return own ? cells.filter(({ key }) => nameOf(key) === nameOf({})) : cells;
  },
};

function observationsOf(facts: PublicFacts, { leaderId, asOf }: LiveScope) {
  const place = placesOf(facts);
  const pairings = byId(pairingsOf(facts));
  const sessions = sessionsOf(facts);
  const replacements = new Map(sessions.filter((s) => s.replaces !== undefined).map((s) => [s.replaces!, s]));
  return sessions.flatMap((session) => {
    const pairing = pairings.get(session.pairingId);
    if (!pairing || !counts(session, asOf) || (leaderId !== undefined && pairing.leaderId !== leaderId)) return [];
    return [
      aboutPairing(pairing, place, { leaderId: pairing.leaderId, session, replacement: replacements.get(session.sessionId) }),
    ];
  });
}

function counts(session: SessionView, asOf: string): boolean {
  if (session.status === 'cancelled') return session.cancellation?.by !== 'programme';
  return Date.parse(session.startsAt) <= Date.parse(asOf);
}

function measure(readings: readonly Reading[], key: CellKey, scope: LiveScope): Record<string, FigureValue> {
  const seed = `${scope.programmeId}/${scope.leaderId ?? nameOf(key)}`;
  const cancelled = readings.filter(({ session }) => session.cancellation?.by === 'mentee');
  const late = cancelled.filter(({ session }) => session.cancellation!.noticeHours < LATE_HOURS);
  const replaced = cancelled.filter(({ replacement }) => replacement !== undefined);
  const days = replaced.map(({ session, replacement }) => daysBetween(session.startsAt, replacement!.startsAt));
  const share = (some: readonly Reading[]): FigureValue => proportion(some.length, readings.length);
  return {
    cancelledByLeader: share(cancelled),
    cancelledLate: share(late),
    noticeHours: medianValue(
      cancelled.map(({ session }) => session.cancellation!.noticeHours),
      `${seed}/notice`,
    ),
    daysToReplace: medianValue(days, `${seed}/replace`, { 'not-replaced': cancelled.length - replaced.length }),
    movedByLeader: share(readings.filter(({ session }) => session.rescheduledBy.includes('mentee'))),
    handsOn: handsOn(
      readings.map(({ session }) => session),
      `${seed}/hands-on`,
    ),
  };
}

function handsOn(sessions: readonly SessionView[], seed: string): FigureValue {
  const confirmed = sessions.filter((session) => session.status === 'confirmed');
  const missing = tally(sessions.filter((session) => session.status === 'held').map(() => 'unconfirmed'));
  return ratioValue(
    confirmed.map((session) => ({ over: minutesOf(session, 'hands-on'), under: minutesOf(session) })),
    seed,
    missing,
  );
}

function leadersIn(readings: readonly Reading[]): number {
  return new Set(readings.map(({ leaderId }) => leaderId)).size;
}

function hidden(): Record<string, FigureValue> {
  return Object.fromEntries(Object.keys(definition.measures).map((name) => [name, unknown('fewer-than-5-leaders')]));
}
