import type { EnrolmentRole } from '@flipside/contracts';
import { medianValue } from '../../statistics/median.js';
import { proportion } from '../../statistics/proportion.js';
import { count, type FigureValue } from '../../statistics/value.js';
import { daysBetween } from '../days.js';
import type { LiveScope } from '../figure.js';
import type { AgreementView } from '../views/agreements.js';
import type { PairingView } from '../views/pairings.js';
import { tookPlace, type SessionView } from '../views/sessions.js';

export interface ReadyReading {
  readonly kind: 'ready';
  readonly role: EnrolmentRole;
  readonly readyOn: string;
  readonly matchedOn: string | undefined;
}

export interface PairingReading {
  readonly kind: 'pairing';
  readonly pairing: PairingView;
  readonly agreement: AgreementView | undefined;
  readonly sessions: readonly SessionView[];
}

export type Reading = ReadyReading | PairingReading;

/** Days for which a drift that was noticed keeps a pairing at risk. */
const DRIFT_DAYS = 60;

export function measure(readings: readonly Reading[], scope: LiveScope): Record<string, FigureValue> {
  const ready = readings.filter((reading) => reading.kind === 'ready');
  const pairs = readings.filter((reading) => reading.kind === 'pairing');
  return { ...matching(ready, scope), ...course(pairs, scope.asOf) };
}

function matching(ready: readonly ReadyReading[], scope: LiveScope): Record<string, FigureValue> {
  const leaders = ready.filter(({ role }) => role === 'mentee');
  const mentors = ready.filter(({ role }) => role === 'mentor');
  const matched = (some: readonly ReadyReading[]) => some.filter(({ matchedOn }) => matchedOn !== undefined);
  const days = matched(leaders).map(({ readyOn, matchedOn }) => daysBetween(readyOn, matchedOn!));
  return {
    leadersMatched: proportion(matched(leaders).length, leaders.length),
    mentorsMatched: proportion(matched(mentors).length, mentors.length),
    daysToMatch: medianValue(days, `${scope.programmeId}/match`, { 'never-matched': leaders.length - days.length }),
  };
}

function course(pairs: readonly PairingReading[], asOf: string): Record<string, FigureValue> {
  const running = pairs.filter(({ pairing }) => pairing.status === 'running');
  const agreements = pairs.flatMap(({ agreement }) => (agreement ? [agreement] : []));
  const over = pairs.filter(({ pairing }) => pairing.closedOn !== undefined);
  return {
    running: count(running.length, { paused: pairs.filter(({ pairing }) => pairing.status === 'paused').length }),
    inForce: proportion(running.filter(({ agreement }) => agreement !== undefined).length, running.length),
    stalled: proportion(agreements.filter(({ stalledSince }) => stalledSince.length > 0).length, agreements.length),
    drifted: proportion(agreements.filter(({ driftedOn }) => driftedOn.length > 0).length, agreements.length),
    atRisk: proportion(running.filter((pair) => isAtRisk(pair, asOf)).length, running.length),
    sessionsHeld: count(pairs.reduce((sum, { sessions }) => sum + sessions.filter(tookPlace).length, 0)),
    completed: proportion(over.filter(({ pairing }) => pairing.status === 'completed').length, over.length),
  };
}

/** From facts alone: adrift lately, stalled, or the last two sessions did not take place. */
export function isAtRisk({ agreement, sessions }: PairingReading, asOf: string): boolean {
  const past = sessions
    .filter((session) => session.status !== 'scheduled' && session.cancellation?.by !== 'programme')
    .toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  const lastTwo = past.slice(-2);
  const drifted = agreement?.driftedOn.some((on) => daysBetween(on, asOf) <= DRIFT_DAYS) ?? false;
  return drifted || isStalled(agreement, past) || (lastTwo.length === 2 && lastTwo.every((session) => !tookPlace(session)));
}

/** A stall was noticed and no session took place since. */
function isStalled(agreement: AgreementView | undefined, past: readonly SessionView[]): boolean {
  const lastHeld = past.findLast(tookPlace)?.startsAt.slice(0, 10);
  return agreement?.stalledSince.some((since) => lastHeld === undefined || lastHeld <= since) ?? false;
}
