import { dayOf, daysFrom, plusDays } from '../moments.js';
import type { CommandOf } from './commands.js';
import type { AgreementEvent, NotedSession, Terms } from './events.js';
import type { KnownAgreement } from './state.js';

type Events = readonly AgreementEvent[];
type Span = Pick<Terms, 'startsOn' | 'endsOn' | 'cadence'>;

/** Sessions running that make a drift. */
const DRIFT_SESSIONS = 3;
/** Help-desk is too much of a session over a quarter of its minutes. */
const isHelpDesk = ({ minutes, helpDesk }: NotedSession): boolean => 4 * helpDesk > minutes;

/** Days without a session after which an agreement has stalled: 1.5 times the cadence. */
export function stallDays(terms: Span): number {
  return Math.ceil((1.5 * daysFrom(terms.startsOn, terms.endsOn)) / terms.cadence.sessions);
}

/** The moment of a stall that nobody's absence puts off, when the last session was on that day. */
export const stallAtAfter = (since: string, terms: Span): string => `${plusDays(since, stallDays(terms))}T00:00:00.000Z`;

/** The day from which no session was held: that of the last one, the start, or the end of a pause since. */
export function quietSince({ held, clockFrom, terms }: KnownAgreement, more?: NotedSession): string {
  const days = [held.at(-1)?.heldOn, more?.heldOn, clockFrom, terms?.startsOn].filter((day) => typeof day === 'string');
  return days.reduce((latest, day) => (day > latest ? day : latest), '');
}

/** A session that is noted again as it was changes nothing; one of a closed agreement counts for nothing any more. */
export function noteSession({ type: _, at: _at, ...session }: CommandOf<'noteSession'>, state: KnownAgreement): Events {
  const { terms, pair } = state;
  if (!terms || state.status === 'closed') return [];
  const before = state.held.find(({ sessionId }) => sessionId === session.sessionId);
  if (before && (before.confirmed || !session.confirmed)) return [];
  const stallAt = stallAtAfter(quietSince(state, session), terms);
  return [
    { type: 'SessionNoted', data: { pairingId: pair.pairingId, ...session, stallAt } },
    ...(session.confirmed ? noticeDrift(session, state) : []),
  ];
}

/**
 * Over confirmed sessions alone. The pair is told first; the admin when it goes on with a session that the pair was not told
 * of. After that nobody, until three more sessions show the same.
 */
function noticeDrift(session: NotedSession, state: KnownAgreement): Events {
  if (state.status !== 'in-force') return [];
  const others = state.held.filter(({ confirmed, sessionId }) => confirmed && sessionId !== session.sessionId);
  const running = [...others, session].sort((a, b) => (a.heldOn < b.heldOn ? -1 : 1)).slice(-DRIFT_SESSIONS);
  if (running.length < DRIFT_SESSIONS || !running.every(isHelpDesk)) return [];
  const sessionIds = running.map(({ sessionId }) => sessionId);
  const told = whoIsTold(sessionIds, state.notices.drift);
  return told ? [{ type: 'DriftNoticed', data: { ...state.pair, told, sessionIds } }] : [];
}

function whoIsTold(sessionIds: readonly string[], before: KnownAgreement['notices']['drift']): 'pair' | 'admin' | undefined {
  const known = sessionIds.filter((id) => before?.sessionIds.includes(id)).length;
  if (known === 0) return 'pair';
  return known < sessionIds.length && before?.told === 'pair' ? 'admin' : undefined;
}

export function noticeStall({ at }: CommandOf<'noticeStall'>, state: KnownAgreement): Events {
  const { terms, notices, pair } = state;
  if (state.status !== 'in-force' || !terms) return [];
  const since = quietSince(state);
  if (notices.stalledSince === since || dayOf(at) < plusDays(since, stallDays(terms))) return [];
  return [{ type: 'StallNoticed', data: { ...pair, since } }];
}

export function putOffStall({ until, at }: CommandOf<'putOffStall'>, state: KnownAgreement): Events {
  if (state.status !== 'in-force' || until <= at) return [];
  return [{ type: 'StallPutOff', data: { pairingId: state.pair.pairingId, stallAt: until } }];
}
