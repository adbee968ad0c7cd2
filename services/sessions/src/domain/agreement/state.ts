import type { AgreedLevel } from '@flipside/contracts';
import { never } from '@flipside/event-sourcing';
import { pairOf, type Pair, type Side } from '../pair.js';
import type { AgreementEvent, NotedSession, Terms } from './events.js';

export interface Draft extends Terms {
  readonly version: number;
  readonly by: Side;
  readonly draftedAt: string;
  readonly levels: readonly AgreedLevel[] | null;
  readonly signed: readonly Side[];
  /** When the latest signature came; the other side's time to answer counts from it. */
  readonly signedAt: string | null;
}

export interface Agreed extends Terms {
  readonly version: number;
  readonly levels: readonly AgreedLevel[] | null;
}

/** What was noticed, so that it is told once. */
export interface Notices {
  /** `askId/side/step` of every reminder sent. */
  readonly sent: readonly string[];
  readonly escalated: readonly string[];
  /** The day since which the stall noticed last had lasted. */
  readonly stalledSince: string | null;
  readonly drift: { readonly told: 'pair' | 'admin'; readonly sessionIds: readonly string[] } | null;
}

interface Known {
  readonly pair: Pair;
  readonly version: number;
  readonly draft: Draft | null;
  readonly terms: Agreed | null;
  /** Days before it do not count for the rhythm: the start, or the end of the latest pause. */
  readonly clockFrom: string | null;
  /** Every session held, by day. */
  readonly held: readonly NotedSession[];
  readonly notices: Notices;
}

/**
 * `paused` and `closed` say nothing of why: an exit of one side, a block and a change of employment are one event each
 * and leave the same state to look at; `withdrawn` is for decisions alone and never shown.
 */
export type AgreementState =
  | { readonly status: 'none' }
  | (Known & { readonly status: 'drafted' | 'in-force' | 'completed' | 'closed' })
  | (Known & { readonly status: 'paused'; readonly withdrawn: readonly (Side | null)[] });

export type KnownAgreement = Exclude<AgreementState, { status: 'none' }>;

const nothing: Notices = { sent: [], escalated: [], stalledSince: null, drift: null };
const unbegun = { clockFrom: null, held: [], notices: nothing };

export function evolve(state: AgreementState, event: AgreementEvent): AgreementState {
  if (event.type === 'AgreementDrafted') return drafted(state, event.data);
  if (event.type === 'AgreementWithdrawn') return withdrawn(state, event.data);
  if (state.status === 'none') return state;
  return event.type === 'AgreementSigned' ? signed(state, event.data) : evolveKnown(state, event);
}

type Later = Exclude<AgreementEvent, { type: 'AgreementDrafted' | 'AgreementWithdrawn' | 'AgreementSigned' }>;

function evolveKnown(state: KnownAgreement, event: Later): AgreementState {
  switch (event.type) {
    case 'SessionNoted':
      return { ...state, held: noted(state.held, event.data) };
    case 'NudgeSent':
    case 'StallNoticed':
    case 'DriftNoticed':
    case 'SilenceEscalated':
      return { ...state, notices: noticed(state.notices, event) };
    case 'NudgePutOff':
    case 'StallPutOff':
      return state;
    default:
      return changed(state, event);
  }
}

type Change = Exclude<Later, Notice | { type: 'SessionNoted' | 'NudgePutOff' | 'StallPutOff' }>;

function changed(state: KnownAgreement, event: Change): AgreementState {
  switch (event.type) {
    case 'AgreementInForce':
      return { ...state, status: 'in-force', terms: agreedOf(event.data), draft: null, clockFrom: event.data.startsOn };
    case 'AgreementAmended':
      return { ...state, terms: agreedOf(event.data), draft: null };
    case 'AgreementCompleted':
      return { ...state, status: 'completed', draft: null };
    case 'AgreementPaused':
      return { ...state, status: 'paused', withdrawn: [] };
    case 'AgreementResumed':
      return { ...state, status: state.terms ? 'in-force' : 'drafted', clockFrom: event.data.from.slice(0, 10) };
    case 'AgreementClosed':
      return { ...state, status: 'closed', draft: null };
    default:
      return never(event);
  }
}

type Notice = Extract<AgreementEvent, { type: 'NudgeSent' | 'StallNoticed' | 'DriftNoticed' | 'SilenceEscalated' }>;

function noticed(notices: Notices, event: Notice): Notices {
  switch (event.type) {
    case 'NudgeSent':
      return { ...notices, sent: [...notices.sent, `${event.data.askId}/${event.data.to}/${event.data.step}`] };
    case 'StallNoticed':
      return { ...notices, stalledSince: event.data.since };
    case 'DriftNoticed':
      return { ...notices, drift: { told: event.data.told, sessionIds: event.data.sessionIds } };
    case 'SilenceEscalated':
      return { ...notices, escalated: [...notices.escalated, event.data.askId] };
    default:
      return never(event);
  }
}

type DataOf<T extends AgreementEvent['type']> = Extract<AgreementEvent, { type: T }>['data'];

function drafted(state: AgreementState, data: DataOf<'AgreementDrafted'>): AgreementState {
  const draft: Draft = { ...agreedOf(data), by: data.by, draftedAt: data.draftedAt, signed: [], signedAt: null };
  if (state.status !== 'none') return { ...state, version: data.version, draft };
  return { status: 'drafted', pair: pairOf(data), version: data.version, draft, terms: null, ...unbegun };
}

function signed(state: KnownAgreement, { side, signedAt }: DataOf<'AgreementSigned'>): AgreementState {
  return state.draft ? { ...state, draft: { ...state.draft, signed: [...state.draft.signed, side], signedAt } } : state;
}

function withdrawn(state: AgreementState, data: DataOf<'AgreementWithdrawn'>): AgreementState {
  if (state.status === 'paused') return { ...state, withdrawn: [...state.withdrawn, data.side] };
  const known = state.status === 'none' ? emptyOf(pairOf(data)) : state;
  return { ...known, status: 'paused', withdrawn: [data.side] };
}

function emptyOf(pair: Pair): Known {
  return { pair, version: 0, draft: null, terms: null, ...unbegun };
}

function agreedOf(data: Agreed): Agreed {
  const { version, levels, topics, cadence, startsOn, endsOn, careerSupport } = data;
  return { version, levels, topics, cadence, startsOn, endsOn, careerSupport };
}

function noted(held: readonly NotedSession[], data: NotedSession): readonly NotedSession[] {
  const { sessionId, heldOn, minutes, helpDesk, confirmed } = data;
  const others = held.filter((one) => one.sessionId !== sessionId);
  return [...others, { sessionId, heldOn, minutes, helpDesk, confirmed }].sort(byDay);
}

const byDay = (a: NotedSession, b: NotedSession): number =>
  a.heldOn === b.heldOn ? compare(a.sessionId, b.sessionId) : compare(a.heldOn, b.heldOn);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
