import { plusDays, plusHours, type PlannedSession } from '../sample/sessions-plan.js';
import { AGREED_FROM, sideOf, type PlannedPair } from './pairs.js';
import type { Season } from './season.js';

const EARLIEST = `${AGREED_FROM}T20:00:00Z`;
/** Hours before a session at which it is planned. */
const AHEAD = 240;
/** Notice of a session that is moved. */
const MOVED = 72;
const other = { mentor: 'mentee', mentee: 'mentor' } as const;

/** Puts all sessions of a pair on the agenda, each from its planning to what was promised in it. */
export function planSessions(season: Season, pair: PlannedPair): void {
  const ids = new Map<number, string>();
  let held = 0;
  pair.plan.sessions.forEach((session, i) => {
    const nth = session.fate === 'held' ? held++ : undefined;
    planSession(season, pair, session, ids, i);
    if (session.moved) moveSession(season, pair, session, () => ids.get(i)!);
    season.agenda[session.cancelled ? 'at' : 'evening'](momentOf(session), season.whileActive(pair, async () => {
      await happen(season, pair, session, ids.get(i)!);
      if (nth !== undefined) await promise(season, pair, session, ids.get(i)!, nth);
    }));
  });
}

function planSession(season: Season, pair: PlannedPair, session: PlannedSession, ids: Map<number, string>, i: number): void {
  const first = session.moved?.from ?? session.startsAt;
  const lost = session.replaces === undefined ? undefined : momentOf(pair.plan.sessions[session.replaces]!);
  const ahead = plusHours(first, -AHEAD);
  const at = [EARLIEST, ahead, ...(lost ? [plusHours(lost, 1)] : [])].reduce((a, b) => (Date.parse(a) > Date.parse(b) ? a : b));
  season.agenda.evening(at, season.whileActive(pair, async () => {
    const replaces = session.replaces === undefined ? {} : { replaces: ids.get(session.replaces) };
    const { id } = await pair.mentor.post('/v1/sessions', { pairingId: pair.id, ...timeOf(first, session), ...replaces });
    ids.set(i, id);
    season.count('planned');
  }));
}

function moveSession(season: Season, pair: PlannedPair, session: PlannedSession, id: () => string): void {
  const { from, by } = session.moved!;
  season.agenda.evening(plusHours(from, -MOVED - 12), season.whileActive(pair, async () => {
    await sideOf(pair, by).post(`/v1/sessions/${id()}/reschedule`, timeOf(session.startsAt, session));
    season.count('moved');
  }));
}

/** When it becomes known what became of a session: before it where it is cancelled, else on its evening. */
function momentOf({ startsAt, minutes, cancelled }: PlannedSession): string {
  return cancelled ? plusHours(startsAt, -cancelled.noticeHours) : plusHours(startsAt, minutes / 60);
}

function timeOf(startsAt: string, { minutes }: PlannedSession): { startsAt: string; endsAt: string } {
  return { startsAt, endsAt: plusHours(startsAt, minutes / 60) };
}

async function happen(season: Season, pair: PlannedPair, session: PlannedSession, id: string): Promise<void> {
  const path = `/v1/sessions/${id}`;
  season.count(session.fate);
  if (session.cancelled) return void (await sideOf(pair, session.cancelled.by).post(`${path}/cancel`));
  if (session.fate === 'missed') return void (await pair.mentor.post(`${path}/missed`, { absent: 'mentee' }));
  const stretches = stretchesOf(session);
  await sideOf(pair, session.recordedBy).post(`${path}/held`, { stretches });
  if (session.feedback) await pair.leader.post(`${path}/feedback`, { kind: session.feedback, text: 'What I saw, and what I will try.' });
  season.count(session.record);
  if (session.record === 'unconfirmed') return;
  const answering = sideOf(pair, other[session.recordedBy]);
  season.agenda.evening(plusDays(session.startsAt.slice(0, 10), 1), season.whileActive(pair, () =>
    session.record === 'confirmed' ? answering.post(`${path}/confirm`) : answering.post(`${path}/correct`, { stretches })));
}

/** A contextual question names the tool and what it does to the work, strategic feedback the decision that uses it. */
function stretchesOf({ stretches }: PlannedSession) {
  return stretches.map((stretch) => {
    if (stretch.kind === 'contextual-question') return { ...stretch, tool: 'The ticket system', effect: 'speed' };
    return stretch.kind === 'strategic-feedback' ? { ...stretch, decision: 'Which approvals a team may give itself' } : stretch;
  });
}

async function promise(season: Season, pair: PlannedPair, session: PlannedSession, id: string, nth: number): Promise<void> {
  const day = session.startsAt.slice(0, 10);
  for (const { side, kind, dueInDays, kept, settledAfterDays } of pair.plan.promises.filter(({ inSession }) => inSession === nth)) {
    const made = await sideOf(pair, side).post(`/v1/sessions/${id}/commitments`, {
      kind, due: plusDays(day, dueInDays), text: kind === 'career-support' ? 'An introduction.' : 'An exercise for next time.',
    });
    season.count('promised');
    if (kept === undefined) continue;
    season.agenda.evening(plusDays(day, settledAfterDays), season.whileActive(pair, async () => {
      await sideOf(pair, kept ? other[side] : side).post(`/v1/sessions/${id}/commitments/${made.id}/settle`, { kept });
      season.count(kept ? 'kept' : 'given up');
    }));
  }
}
