import type { ConcernEvent, DisclosureBasis } from './events.js';

interface Disclosure {
  readonly basis: DisclosureBasis;
  readonly allowed: boolean;
  readonly done: boolean;
}

export interface KnownConcern {
  readonly status: 'open' | 'resolved';
  readonly concernId: string;
  readonly raisedOn: string;
  readonly raiserId: string | null;
  readonly mailboxHash: string | null;
  readonly custodianId: string | null;
  readonly deputyId: string | null;
  readonly handler: 'custodian' | 'deputy';
  readonly acknowledged: boolean;
  readonly answered: boolean;
  readonly overdue: readonly string[];
  readonly disclosures: Readonly<Record<string, Disclosure>>;
}
export type ConcernState = { readonly status: 'none' } | KnownConcern;

export function evolve(state: ConcernState, event: ConcernEvent): ConcernState {
  if (event.type === 'ConcernRaised') {
    const { concernId, on, raiserId, mailboxHash, custodianId, deputyId } = event.data;
    const progress = { acknowledged: false, answered: false, overdue: [], disclosures: {} };
    return {
      status: 'open', concernId, raisedOn: on, raiserId, mailboxHash, custodianId, deputyId, handler: 'custodian', ...progress,
    };
  }
  return state.status === 'none' ? state : evolveKnown(state, event);
}

function evolveKnown(state: KnownConcern, event: Exclude<ConcernEvent, { type: 'ConcernRaised' }>): ConcernState {
  switch (event.type) {
    case 'ConcernReassigned':
      return { ...state, handler: 'deputy' };
    case 'ConcernAcknowledged':
      return { ...state, acknowledged: true };
    case 'ConcernFeedbackGiven':
      return { ...state, answered: true };
    case 'ConcernResolved':
      return { ...state, status: 'resolved' };
    case 'ConcernOverdue':
      return { ...state, overdue: [...state.overdue, event.data.what] };
    case 'ConcernMessageSent':
      return state;
    default:
      return disclosed(state, event);
  }
}

type DisclosureEvent = Extract<
  ConcernEvent,
  { type: 'ConcernDisclosureAnnounced' | 'ConcernDisclosureAllowed' | 'ConcernDisclosed' }
>;

function disclosed(state: KnownConcern, event: DisclosureEvent): ConcernState {
  const id = event.data.disclosureId;
  const set = (disclosure: Disclosure): ConcernState => ({ ...state, disclosures: { ...state.disclosures, [id]: disclosure } });
  if (event.type === 'ConcernDisclosureAnnounced') return set({ basis: event.data.basis, allowed: false, done: false });
  const found = state.disclosures[id];
  if (!found) return state;
  return set(event.type === 'ConcernDisclosed' ? { ...found, done: true } : { ...found, allowed: true });
}
