import type { PairingSide, PauseCause, WantedTopic } from '@flipside/contracts';
import { never } from '@flipside/event-sourcing';
import type { PairIds, PairingEvent, PairingIds } from './events.js';

export interface OfferedPairing {
  readonly status: 'offered';
  readonly ids: PairingIds;
  readonly mentorId: string | null;
  readonly menteeId: string | null;
  readonly wanted: readonly WantedTopic[] | null;
  readonly endsOn: string;
  /** Whose answer is waited for: the mentor's first and alone. */
  readonly asked: PairingSide;
  readonly answerBy: string;
}

/** Declined, expired, or no longer possible: not available. */
export interface UnavailablePairing {
  readonly status: 'unavailable';
  readonly why: 'declined' | 'expired';
  readonly mentorId: string | null;
  readonly menteeId: string | null;
  /** False where it was over before the mentor's yes: then the leader never knows that it was there. */
  readonly seenByMentee: boolean;
}

export interface OpenPairing {
  readonly status: 'active' | 'paused';
  readonly ids: PairIds;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly closingHeldOn?: string;
  /** While paused: from when, and why; null where the key is gone. */
  readonly from?: string;
  readonly causes: readonly (PauseCause | null)[];
  /** Sides that asked for another partner; null where the key is gone. */
  readonly rematch: readonly (PairingSide | null)[];
}

export interface ClosedPairing {
  readonly status: 'completed' | 'ended';
  readonly ids: PairIds;
  readonly rematch: readonly (PairingSide | null)[];
}

export type PairingState = { readonly status: 'none' } | OfferedPairing | UnavailablePairing | OpenPairing | ClosedPairing;

export function evolvePairing(state: PairingState, event: PairingEvent): PairingState {
  switch (event.type) {
    case 'MatchOverridden': return state;
    case 'PairingProposed': return offered(event.data);
    case 'PairingActivated': return activated(event.data);
    default: return evolveKnown(state, event);
  }
}

function evolveKnown(state: PairingState, event: PairingEvent): PairingState {
  switch (state.status) {
    case 'offered': return evolveOffer(state, event);
    case 'active':
    case 'paused': return evolveOpen(state, event);
    case 'ended': return event.type === 'RematchRequested' ? { ...state, rematch: [...state.rematch, event.data.side] } : state;
    default: return state;
  }
}

function offered(data: Extract<PairingEvent, { type: 'PairingProposed' }>['data']): OfferedPairing {
  const { pairingId, programmeId, cohort, mentorId, menteeId, wanted, endsOn, answerBy } = data;
  const ids = cohort === undefined ? { pairingId, programmeId } : { pairingId, programmeId, cohort };
  return { status: 'offered', ids, mentorId, menteeId, wanted, endsOn, asked: 'mentor', answerBy };
}

function activated(data: Extract<PairingEvent, { type: 'PairingActivated' }>['data']): OpenPairing {
  const { topics: _, wanted: __, startsOn, endsOn, ...ids } = data;
  return { status: 'active', ids, startsOn, endsOn, causes: [], rematch: [] };
}

function evolveOffer(state: OfferedPairing, event: PairingEvent): PairingState {
  const { mentorId, menteeId } = state;
  const over = { status: 'unavailable', mentorId, menteeId, seenByMentee: state.asked === 'mentee' } as const;
  switch (event.type) {
    // The order says whose yes it was, so that the fold needs no sealed side.
    case 'PairingAccepted': return { ...state, asked: 'mentee', answerBy: event.data.answerBy ?? state.answerBy };
    case 'OfferProlonged': return { ...state, answerBy: event.data.answerBy };
    case 'PairingDeclined': return { ...over, why: 'declined' };
    case 'PairingExpired': return { ...over, why: 'expired' };
    default: return state;
  }
}

type LaterEvent = Exclude<
  PairingEvent,
  { type: `Pairing${'Proposed' | 'Accepted' | 'Declined' | 'Expired' | 'Activated'}` | 'OfferProlonged' | 'MatchOverridden' }
>;

function evolveOpen(state: OpenPairing, event: PairingEvent): PairingState {
  const later = event as LaterEvent;
  switch (later.type) {
    case 'PairingPaused': return { ...state, status: 'paused', from: later.data.from, causes: later.data.causes ?? [null] };
    case 'PauseCauseAdded': return { ...state, causes: [...state.causes, later.data.cause] };
    case 'PauseCauseLifted': return { ...state, causes: withoutOne(state.causes, later.data.cause) };
    case 'PairingResumed': return { ...state, status: 'active', from: undefined, causes: [] };
    case 'PairingExtended': return { ...state, endsOn: later.data.endsOn };
    case 'RematchRequested': return { ...state, rematch: [...state.rematch, later.data.side] };
    case 'ClosingHeld': return { ...state, closingHeldOn: later.data.heldOn };
    case 'PairingCompleted': return { status: 'completed', ids: state.ids, rematch: state.rematch };
    case 'PairingEnded': return { status: 'ended', ids: state.ids, rematch: state.rematch };
    default: return never(later);
  }
}

function withoutOne(causes: readonly (PauseCause | null)[], lifted: PauseCause | null): readonly (PauseCause | null)[] {
  const at = causes.indexOf(lifted);
  return at < 0 ? causes : causes.filter((_, index) => index !== at);
}
