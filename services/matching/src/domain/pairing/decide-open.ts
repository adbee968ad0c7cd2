import type { PairingSide, PauseCause } from '@flipside/contracts';
import { DomainError } from '@flipside/event-sourcing';
import type { CommandOf } from './commands.js';
import { lapse, pairingNotFound } from './decide-offer.js';
import type { PairIds, PairingEvent } from './events.js';
import type { OpenPairing, PairingState } from './state.js';

/** A rest; every other cause closes the pairing at the weekly review. */
const resting: ReadonlySet<PauseCause | null> = new Set<PauseCause>(['programme', 'absence', 'enrolmentPaused']);
/** What a later fact may undo: HR corrects itself, people come back. A wish to leave or a block is not taken back here. */
const liftable: ReadonlySet<PauseCause> = new Set<PauseCause>([
  'programme', 'absence', 'enrolmentPaused', 'powerDistance', 'eligibility', 'leaver', 'windowOver',
]);

export function pause(command: CommandOf<'pause'>, state: PairingState): readonly PairingEvent[] {
  if (state.status === 'none') throw pairingNotFound();
  if (Date.parse(command.from) > Date.parse(command.at)) {
    throw new DomainError('pause-ahead', 'A pause is ordered when its moment has come, not before.');
  }
  if (state.status === 'offered') return [lapse(state, 'no-longer-possible', command.about)];
  return isOpen(state) ? rest(state, command.cause, command.from, command.about) : [];
}

export function pauseByAdmin(command: CommandOf<'pauseByAdmin'>, state: PairingState): readonly PairingEvent[] {
  const open = openPairing(state);
  refuseOwn(command.by, open.ids);
  return rest(open, command.closing ? 'closedByAdmin' : 'programme', command.at);
}

function rest(state: OpenPairing, cause: PauseCause, from: string, about = bothOf(state.ids)): readonly PairingEvent[] {
  if (state.causes.includes(cause)) return [];
  const known = about.length > 0;
  const shared = { ...state.ids, about: known ? about : null };
  // A second cause is no second pause: outside, one pause is all there is to see.
  if (state.status === 'paused') return [{ type: 'PauseCauseAdded', data: { ...shared, cause: known ? cause : null } }];
  return [{ type: 'PairingPaused', data: { ...shared, from, causes: known ? [cause] : null } }];
}

export function lift(command: CommandOf<'lift'>, state: PairingState): readonly PairingEvent[] {
  if (state.status === 'none') throw pairingNotFound();
  if (!liftable.has(command.cause)) throw new DomainError('pause-is-final', 'This pairing closes at the next review.');
  if (!isOpen(state) || !command.holds) return [];
  return withoutCause(state, command.cause, command.at, command.about);
}

/** Lifts the programme's own pause; whatever else holds the pairing stays and stays unsaid. */
export function resumeByAdmin(command: CommandOf<'resumeByAdmin'>, state: PairingState): readonly PairingEvent[] {
  const open = openPairing(state);
  refuseOwn(command.by, open.ids);
  if (open.status === 'active') return [];
  if (!command.holds || !open.causes.includes('programme')) throw paused();
  return withoutCause(open, 'programme', command.at);
}

function withoutCause(state: OpenPairing, cause: PauseCause, from: string, about = bothOf(state.ids)): readonly PairingEvent[] {
  if (!state.causes.includes(cause)) return [];
  if (state.causes.length === 1) return [{ type: 'PairingResumed', data: { ...state.ids, from } }];
  const known = about.length > 0;
  return [{ type: 'PauseCauseLifted', data: { ...state.ids, cause: known ? cause : null, about: known ? about : null } }];
}

export function extend(command: CommandOf<'extend'>, state: PairingState): readonly PairingEvent[] {
  const open = openPairing(state);
  if (command.by !== undefined) refuseOwn(command.by, open.ids);
  if (command.endsOn === open.endsOn) return [];
  if (command.endsOn < open.endsOn) throw new DomainError('end-not-later', 'An extension ends later than the pairing does now.');
  // Running out is the one pause that more time ends; any other stands in the way.
  if (!command.holds || open.causes.some((cause) => cause !== 'windowOver')) throw paused();
  const extended: PairingEvent = { type: 'PairingExtended', data: { ...open.ids, endsOn: command.endsOn } };
  return [extended, ...withoutCause(open, 'windowOver', command.at)];
}

/** Each of a paused or ended pairing may ask once for another partner. */
export function requestRematch(command: CommandOf<'requestRematch'>, state: PairingState): readonly PairingEvent[] {
  if (state.status === 'none' || !('rematch' in state)) throw pairingNotFound();
  const side = sideIn(command.by, state.ids);
  if (state.status === 'active' || state.status === 'completed') {
    throw new DomainError('pairing-not-closed', 'A rematch is for a pairing that was closed; apply again after a completed one.');
  }
  if (state.rematch.includes(side)) return [];
  return [{ type: 'RematchRequested', data: { ...state.ids, side, by: command.by } }];
}

export function holdClosing(command: CommandOf<'holdClosing'>, state: PairingState): readonly PairingEvent[] {
  if (state.status === 'completed') return [];
  const open = openPairing(state);
  if (open.status === 'paused' || !command.holds) throw paused();
  return open.closingHeldOn === undefined ? [{ type: 'ClosingHeld', data: { ...open.ids, heldOn: command.heldOn } }] : [];
}

export function complete(command: CommandOf<'complete'>, state: PairingState): readonly PairingEvent[] {
  if (state.status === 'completed') return [];
  const open = openPairing(state);
  if (open.status === 'paused' || !command.holds) throw paused();
  if (open.closingHeldOn === undefined) throw new DomainError('closing-not-held', 'Hold the closing conversation first.');
  return [{ type: 'PairingCompleted', data: open.ids }];
}

/** Endings happen together, so that their moment tells nothing of their cause. */
export function review(command: CommandOf<'review'>, state: PairingState): readonly PairingEvent[] {
  if (state.status !== 'paused' || !isClosing(state, command.at)) return [];
  const about = command.about ?? bothOf(state.ids);
  const causes = state.causes.filter((cause) => cause !== null);
  const known = about.length > 0 && causes.length > 0;
  return [{ type: 'PairingEnded', data: { ...state.ids, causes: known ? causes : null, about: known ? about : null } }];
}

function isClosing({ causes, from }: OpenPairing, at: string): boolean {
  const begun = from === undefined || Date.parse(from) <= Date.parse(at);
  return begun && causes.some((cause) => !resting.has(cause));
}

function isOpen(state: PairingState): state is OpenPairing {
  return state.status === 'active' || state.status === 'paused';
}

function openPairing(state: PairingState): OpenPairing {
  if (isOpen(state)) return state;
  if (state.status === 'completed' || state.status === 'ended') {
    throw new DomainError('pairing-closed', 'This pairing is over; nothing of it can be changed.');
  }
  // An offer is not shown to be there.
  throw pairingNotFound();
}

function paused(): DomainError {
  return new DomainError('pairing-paused', 'The programme paused this pairing.');
}

function refuseOwn(by: string, ids: PairIds): void {
  if (bothOf(ids).includes(by)) throw new DomainError('own-pairing', 'Nobody decides over their own pairing: ask another admin.');
}

function sideIn(by: string, { mentorId, menteeId }: PairIds): PairingSide {
  if (by === mentorId) return 'mentor';
  if (by === menteeId) return 'mentee';
  throw pairingNotFound();
}

function bothOf({ mentorId, menteeId }: PairIds): readonly string[] {
  return [mentorId, menteeId];
}
