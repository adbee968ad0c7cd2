import type { PairingSide } from '@flipside/contracts';
import { DomainError } from '@flipside/event-sourcing';
import { overridable } from '../constraints.js';
import type { CommandOf } from './commands.js';
import type { ExpiryCause, PairingEvent } from './events.js';
import type { OfferedPairing, PairingState } from './state.js';

/** One answer whatever became of the offer: who declined, was blocked or is gone is not told. */
export const notAvailable = (): DomainError =>
  new DomainError('offer-not-available', 'This offer is not available any more; another one may follow.');

export const pairingNotFound = (): DomainError => new DomainError('pairing-not-found', 'There is no such pairing of yours.');

type Proposal = CommandOf<'propose' | 'override'>;

export function propose(command: Proposal, state: PairingState, overridden: boolean): readonly PairingEvent[] {
  if (state.status !== 'none') return [];
  const { pairingId, programmeId, cohort, runId, mentorId, menteeId, wanted, fit, endsOn, answerBy } = command;
  if (mentorId === menteeId) throw new DomainError('same-person', 'Nobody mentors themselves.');
  if (wanted.length === 0) throw new DomainError('no-topic', 'Name at least one topic that the leader wishes for.');
  if (!command.holds) {
    throw new DomainError('pair-not-possible', 'These two can’t be paired now: ask “why not” for what forbids it.');
  }
  const data = { ...idsOf(pairingId, programmeId, cohort), ...(runId === undefined ? {} : { runId }) };
  return [{ type: 'PairingProposed', data: { ...data, overridden, endsOn, answerBy, mentorId, menteeId, wanted, fit } }];
}

/** A named person puts two together whom no run proposed: with a reason, at a cost they have seen. */
export function override(command: CommandOf<'override'>, state: PairingState): readonly PairingEvent[] {
  if (state.status !== 'none') return [];
  const { pairingId, programmeId, cohort, mentorId, menteeId, by, cost, broken } = command;
  if (by === mentorId || by === menteeId) {
    throw new DomainError('own-pairing', 'Nobody decides over their own pairing: ask another admin.');
  }
  const reason = command.reason.trim();
  if (reason === '') throw new DomainError('override-without-reason', 'Say why these two should be paired.');
  if (!Number.isSafeInteger(cost)) {
    throw new DomainError('override-without-cost', 'Look at the cost in score first and send it along.');
  }
  const firm = broken.filter((constraint) => !overridable.has(constraint));
  if (firm.length > 0) {
    throw new DomainError('constraint-not-overridable', 'What forbids this pair can’t be overridden.', { constraint: firm[0] });
  }
  const proposed = propose(command, state, true);
  const ids = idsOf(pairingId, programmeId, cohort);
  return [{ type: 'MatchOverridden', data: { ...ids, by, reason, cost, broken, about: [mentorId, menteeId] } }, ...proposed];
}

export function accept(command: CommandOf<'accept'>, state: PairingState): readonly PairingEvent[] {
  const side = sideOf(command.by, state);
  if (state.status === 'unavailable') throw state.why === 'expired' ? expired() : notAvailable();
  if (state.status !== 'offered' || state.asked !== side) return [];
  if (isOver(state, command.at)) throw expired();
  if (!command.holds) throw notAvailable();
  if (side === 'mentor') {
    return [{ type: 'PairingAccepted', data: { ...state.ids, side, by: command.by, answerBy: command.partnerAnswersBy } }];
  }
  return [{ type: 'PairingAccepted', data: { ...state.ids, side, by: command.by } }, activation(command, state)];
}

function activation(command: CommandOf<'accept'>, state: OfferedPairing): PairingEvent {
  const { ids, mentorId, menteeId, wanted, endsOn } = state;
  // A key that is gone is that of a person who was erased: there is nobody left to begin with.
  if (mentorId === null || menteeId === null || wanted === null) throw notAvailable();
  const topics = wanted.map(({ topic, kind }) => ({ topic, kind }));
  const { startsOn } = command;
  return { type: 'PairingActivated', data: { ...ids, mentorId, menteeId, topics, startsOn, endsOn, wanted } };
}

/** The mentor may also take back a yes until the leader has answered. */
export function decline(command: CommandOf<'decline'>, state: PairingState): readonly PairingEvent[] {
  const { by } = command;
  const side = sideOf(by, state);
  if (state.status === 'unavailable') return [];
  if (state.status !== 'offered') {
    throw new DomainError('pairing-already-active', 'Both accepted: leave by the no-fault exit of the agreement.');
  }
  if (isOver(state, command.at)) throw expired();
  if (!command.holds) throw notAvailable();
  return [{ type: 'PairingDeclined', data: { ...state.ids, side, by } }];
}

export function expire(command: CommandOf<'expire'>, state: PairingState): readonly PairingEvent[] {
  if (state.status !== 'offered' || !isOver(state, command.at)) return [];
  return [lapse(state, 'silence', command.about)];
}

/** An offer that has become impossible reads like one that nobody answered. */
export function lapse(state: OfferedPairing, cause: ExpiryCause, about = partiesOf(state)): PairingEvent {
  if (about.length === 0) return { type: 'PairingExpired', data: { ...state.ids, side: null, cause: null, about: null } };
  return { type: 'PairingExpired', data: { ...state.ids, side: state.asked, cause, about } };
}

/** An absence stops the clock of the person asked; it never shortens an offer, and wakes none that is over. */
export function prolong(command: CommandOf<'prolong'>, state: PairingState): readonly PairingEvent[] {
  if (state.status !== 'offered' || state.asked !== command.side || isOver(state, command.at)) return [];
  if (Date.parse(command.answerBy) <= Date.parse(state.answerBy)) return [];
  return [{ type: 'OfferProlonged', data: { ...state.ids, answerBy: command.answerBy } }];
}

function idsOf(pairingId: string, programmeId: string, cohort: number | undefined) {
  return cohort === undefined ? { pairingId, programmeId } : { pairingId, programmeId, cohort };
}

/** The offer ends with the deadline itself, which is when its timer fires. */
function isOver(state: OfferedPairing, at: string): boolean {
  return Date.parse(at) >= Date.parse(state.answerBy);
}

function expired(): DomainError {
  return new DomainError('offer-expired', 'The time to answer is over; another offer may follow.');
}

function partiesOf({ mentorId, menteeId }: OfferedPairing): readonly string[] {
  return [mentorId, menteeId].filter((id) => id !== null);
}

/** Whose side a person is on; a stranger finds nothing, nor does the leader before the mentor's yes. */
function sideOf(by: string, state: PairingState): PairingSide {
  if (state.status === 'none') throw pairingNotFound();
  const { mentorId, menteeId } = 'ids' in state && 'mentorId' in state.ids ? state.ids : (state as OfferedPairing);
  if (by === mentorId) return 'mentor';
  if (by === menteeId && isSeenByMentee(state)) return 'mentee';
  throw pairingNotFound();
}

function isSeenByMentee(state: PairingState): boolean {
  if (state.status === 'offered') return state.asked === 'mentee';
  return state.status !== 'unavailable' || state.seenByMentee;
}
