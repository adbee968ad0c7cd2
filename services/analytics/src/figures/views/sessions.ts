import type { Stretch } from '@flipside/contracts';
import { streamsOf, type PublicFact, type PublicFacts } from '../../facts/fact.js';

export type Cancellation = { readonly by: 'mentor' | 'mentee' | 'programme'; readonly noticeHours: number };

/** One meeting as everybody may know it. */
export interface SessionView {
  readonly sessionId: string;
  readonly pairingId: string;
  /** Start for which it was last planned, or at which it was held; ISO instant. */
  readonly startsAt: string;
  readonly replaces: string | undefined;
  readonly status: 'scheduled' | 'held' | 'confirmed' | 'cancelled' | 'missed';
  /** As confirmed or corrected; as recorded by one side while the other has not. */
  readonly stretches: readonly Stretch[];
  readonly cancellation: Cancellation | undefined;
  readonly rescheduledBy: readonly ('mentor' | 'mentee')[];
  readonly feedbackKinds: readonly string[];
}

export function sessionsOf(facts: PublicFacts): SessionView[] {
  return streamsOf(facts.public, 'session').flatMap((row) => row.facts.reduce<SessionView[]>(evolve, []));
}

function evolve([view]: readonly SessionView[], fact: PublicFact): SessionView[] {
  if (fact.type === 'SessionScheduled') return [scheduled(fact.data)];
  return view ? [changed(view, fact)] : [];
}

function changed(view: SessionView, fact: PublicFact): SessionView {
  switch (fact.type) {
    case 'SessionRescheduled':
      return { ...view, startsAt: fact.data.startsAt, rescheduledBy: [...view.rescheduledBy, fact.data.by] };
    case 'SessionCancelled':
      return { ...view, status: 'cancelled', cancellation: { by: fact.data.by, noticeHours: fact.data.noticeHours } };
    case 'SessionHeld':
      return { ...view, status: 'held', startsAt: fact.data.startsAt, stretches: fact.data.stretches };
    case 'SessionConfirmed':
    case 'SessionCorrected':
      return { ...view, status: 'confirmed', startsAt: fact.data.startsAt, stretches: fact.data.stretches };
    case 'SessionMissed':
      return { ...view, status: 'missed' };
    case 'FeedbackGiven':
      return { ...view, feedbackKinds: [...view.feedbackKinds, fact.data.kind] };
    default:
      return view;
  }
}

function scheduled(data: Extract<PublicFact, { type: 'SessionScheduled' }>['data']): SessionView {
  const { sessionId, pairingId, startsAt, replaces } = data;
  return {
    sessionId,
    pairingId,
    startsAt,
    replaces,
    status: 'scheduled',
    stretches: [],
    cancellation: undefined,
    rescheduledBy: [],
    feedbackKinds: [],
  };
}

/** Minutes of a session, of one kind or of all. */
export function minutesOf(session: SessionView, kind?: Stretch['kind']): number {
  return session.stretches.reduce((sum, stretch) => sum + (kind === undefined || stretch.kind === kind ? stretch.minutes : 0), 0);
}

/** It took place, confirmed or not. */
export function tookPlace(session: SessionView): boolean {
  return session.status === 'held' || session.status === 'confirmed';
}
