import type { CommitmentKind } from '@flipside/contracts';
import type { Side } from '../pair.js';
import type { SessionEvent, SessionIds, Stretch } from './events.js';

export interface SessionRecord {
  readonly by: Side;
  readonly recordedAt: string;
  /** The other side's word is taken until then. */
  readonly confirmBy: string;
  /** Those of the correction once there is one. */
  readonly stretches: readonly Stretch[];
  readonly settled: 'open' | 'confirmed' | 'corrected';
}

export interface Commitment {
  readonly side: Side;
  readonly kind: CommitmentKind;
  readonly due: string;
  readonly kept: boolean | null;
}

interface Known {
  readonly ids: SessionIds;
  readonly startsAt: string;
  readonly endsAt: string;
}

export type SessionState =
  | { readonly status: 'none' }
  | (Known & { readonly status: 'scheduled' | 'cancelled' | 'missed' })
  | (Known & {
      readonly status: 'held';
      readonly record: SessionRecord;
      readonly commitments: Readonly<Record<string, Commitment>>;
    });

export type KnownSession = Exclude<SessionState, { status: 'none' }>;
export type HeldSession = Extract<SessionState, { status: 'held' }>;

export function evolve(state: SessionState, event: SessionEvent): SessionState {
  if (event.type === 'SessionScheduled') {
    const { startsAt, endsAt, sessionId, pairingId, programmeId, cohort, mentorId, menteeId } = event.data;
    const ids = { sessionId, pairingId, programmeId, ...(cohort === undefined ? {} : { cohort }), mentorId, menteeId };
    return { status: 'scheduled', ids, startsAt, endsAt };
  }
  if (state.status === 'none') return state;
  return state.status === 'held' ? evolveHeld(state, event) : evolvePlanned(state, event);
}

function evolvePlanned(state: Exclude<KnownSession, HeldSession>, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'SessionRescheduled':
      return { ...state, startsAt: event.data.startsAt, endsAt: event.data.endsAt };
    case 'SessionCancelled':
      return { ...state, status: 'cancelled' };
    case 'SessionMissed':
      return { ...state, status: 'missed' };
    case 'SessionHeld': {
      const { by, recordedAt, confirmBy, stretches } = event.data;
      return { ...state, status: 'held', record: { by, recordedAt, confirmBy, stretches, settled: 'open' }, commitments: {} };
    }
    default:
      return state;
  }
}

function evolveHeld(state: HeldSession, event: SessionEvent): SessionState {
  switch (event.type) {
    case 'SessionConfirmed':
      return { ...state, record: { ...state.record, settled: 'confirmed' } };
    case 'SessionCorrected':
      return { ...state, record: { ...state.record, stretches: event.data.stretches, settled: 'corrected' } };
    case 'CommitmentMade': {
      const { commitmentId, side, kind, due } = event.data;
      return { ...state, commitments: { ...state.commitments, [commitmentId]: { side, kind, due, kept: null } } };
    }
    case 'CommitmentSettled': {
      const { commitmentId, side, kind, due, kept } = event.data;
      return { ...state, commitments: { ...state.commitments, [commitmentId]: { side, kind, due, kept } } };
    }
    default:
      return state;
  }
}
