import { streamsOf, type PublicFact, type PublicFacts } from '../../facts/fact.js';

/** Days from `from` up to and without `to`; null while it lasts. */
export interface Stretch {
  readonly from: string;
  readonly to: string | null;
}

/** A pairing as everybody may know it. */
export interface PairingView {
  readonly pairingId: string;
  readonly cohort: number | undefined;
  readonly mentorId: string;
  readonly leaderId: string;
  readonly activatedOn: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly status: 'running' | 'paused' | 'completed' | 'ended';
  /** Day on which it was completed or closed. */
  readonly closedOn: string | undefined;
  readonly pauses: readonly Stretch[];
}

/** Every pairing that was ever active. */
export function pairingsOf(facts: PublicFacts): PairingView[] {
  return streamsOf(facts.public, 'pairing').flatMap((row) => row.facts.reduce<PairingView[]>(evolve, []));
}

function evolve([view]: readonly PairingView[], fact: PublicFact): PairingView[] {
  if (fact.type === 'PairingActivated') return [started(fact)];
  if (!view) return [];
  switch (fact.type) {
    case 'PairingPaused':
      return [{ ...view, status: 'paused', pauses: [...view.pauses, { from: fact.effectiveOn, to: null }] }];
    case 'PairingResumed':
      return [{ ...view, status: 'running', pauses: closeLast(view.pauses, fact.effectiveOn) }];
    case 'PairingExtended':
      return [{ ...view, endsOn: fact.data.endsOn }];
    case 'PairingCompleted':
      return [{ ...view, status: 'completed', closedOn: fact.effectiveOn }];
    case 'PairingEnded':
      return [{ ...view, status: 'ended', closedOn: fact.effectiveOn }];
    default:
      return [view];
  }
}

function started({ data, recordedAt }: Extract<PublicFact, { type: 'PairingActivated' }>): PairingView {
  const { pairingId, cohort, mentorId, menteeId: leaderId, startsOn, endsOn } = data;
  return {
    pairingId,
    cohort,
    mentorId,
    leaderId,
    startsOn,
    endsOn,
    activatedOn: recordedAt.slice(0, 10),
    status: 'running',
    closedOn: undefined,
    pauses: [],
  };
}

function closeLast(pauses: readonly Stretch[], to: string): Stretch[] {
  return pauses.map((pause, i) => (i === pauses.length - 1 && pause.to === null ? { ...pause, to } : pause));
}
