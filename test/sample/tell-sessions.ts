import type { FactBook } from '@flipside/analytics/testing/fact-book';
import type { PairingPlan } from '@flipside/standalone/sample/behaviour';
import { plusHours, type PlannedSession } from '@flipside/standalone/sample/sessions-plan';

export interface Pair {
  readonly pairingId: string;
  readonly programmeId: string;
  readonly mentorId: string;
  readonly menteeId: string;
}

export function tellSessions(book: FactBook, pair: Pair, plan: PairingPlan): void {
  plan.sessions.forEach((session, i) => tellSession(book, pair, session, i));
  const held = plan.sessions.map((session, i) => ({ session, i })).filter(({ session }) => session.fate === 'held');
  plan.promises.forEach((promise, n) => tellPromise(book, pair, held[promise.inSession]!, promise, n));
  const desk = held.filter(({ session }) => shareOfHelpDesk(session) > 0.25);
  if (desk.length < 3) return;
  const { pairingId, programmeId } = pair;
  book.tell(`agreement-${pairingId}`, 'DriftNoticed', desk[2]!.session.startsAt, { pairingId, programmeId, told: 'pair' });
}

function tellSession(book: FactBook, { pairingId, programmeId }: Pair, planned: PlannedSession, i: number): void {
  const { startsAt, minutes, stretches, cancelled, replaces } = planned;
  const stream = `session-${pairingId}.${i}`;
  const session = { sessionId: `${pairingId}.${i}`, pairingId, programmeId };
  const link = replaces === undefined ? {} : { replaces: `${pairingId}.${replaces}` };
  book.tell(stream, 'SessionScheduled', plusHours(startsAt, -240), {
    ...session,
    startsAt,
    endsAt: plusHours(startsAt, minutes / 60),
    ...link,
  });
  if (cancelled) {
    book.tell(stream, 'SessionCancelled', plusHours(startsAt, -cancelled.noticeHours), { ...session, ...cancelled, startsAt });
  } else if (planned.fate === 'missed') {
    book.tell(stream, 'SessionMissed', plusHours(startsAt, 48), { ...session, startsAt });
  } else {
    const data = { ...session, startsAt, stretches: [...stretches] };
    book.tell(stream, 'SessionHeld', plusHours(startsAt, 2), data);
    if (planned.record !== 'unconfirmed')
      book.tell(stream, planned.record === 'confirmed' ? 'SessionConfirmed' : 'SessionCorrected', plusHours(startsAt, 26), data);
    if (planned.feedback)
      book.tell(stream, 'FeedbackGiven', plusHours(startsAt, 3), { ...session, direction: 'to-mentor', kind: planned.feedback });
  }
}

function tellPromise(
  book: FactBook,
  { pairingId, programmeId }: Pair,
  at: { session: PlannedSession; i: number },
  promise: PairingPlan['promises'][number],
  n: number,
): void {
  const { startsAt } = at.session;
  const session = { sessionId: `${pairingId}.${at.i}`, pairingId, programmeId };
  const facts = {
    ...session,
    commitmentId: `${pairingId}.${n}`,
    side: promise.side,
    kind: promise.kind,
    due: dayAfter(startsAt, promise.dueInDays),
  };
  book.tell(`session-${session.sessionId}`, 'CommitmentMade', plusHours(startsAt, 3), facts);
  if (promise.kept === undefined) return;
  const settledOn = dayAfter(startsAt, promise.settledAfterDays);
  book.tell(`session-${session.sessionId}`, 'CommitmentSettled', settledOn, { ...facts, kept: promise.kept, settledOn });
}

function dayAfter(instant: string, days: number): string {
  return plusHours(instant, 24 * days).slice(0, 10);
}

function shareOfHelpDesk({ stretches }: PlannedSession): number {
  const all = stretches.reduce((sum, { minutes }) => sum + minutes, 0);
  return stretches.filter(({ kind }) => kind === 'help-desk').reduce((sum, { minutes }) => sum + minutes, 0) / all;
}
