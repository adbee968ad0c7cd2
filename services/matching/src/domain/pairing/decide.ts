import { never, type Decider } from '@flipside/event-sourcing';
import type { PairingCommand } from './commands.js';
import { accept, decline, expire, override, prolong, propose } from './decide-offer.js';
import {
  complete, extend, holdClosing, lift, pause, pauseByAdmin, requestRematch, resumeByAdmin, review,
} from './decide-open.js';
import type { PairingEvent } from './events.js';
import { evolvePairing, type PairingState } from './state.js';

type OfferCommand = Extract<PairingCommand, { type: 'propose' | 'override' | 'accept' | 'decline' | 'expire' | 'prolong' }>;
type RestCommand = Extract<PairingCommand, { type: 'pause' | 'lift' | 'pauseByAdmin' | 'resumeByAdmin' | 'review' }>;

/** One mentor with one mentee, from proposal to end. */
export const pairingDecider: Decider<PairingCommand, PairingEvent, PairingState> = {
  initial: { status: 'none' },
  decide: (command, state) => {
    if (isOfOffer(command)) return decideOffer(command, state);
    if (isOfRest(command)) return decideRest(command, state);
    switch (command.type) {
      case 'extend': return extend(command, state);
      case 'requestRematch': return requestRematch(command, state);
      case 'holdClosing': return holdClosing(command, state);
      case 'complete': return complete(command, state);
      default: return never(command);
    }
  },
  evolve: evolvePairing,
};

function decideOffer(command: OfferCommand, state: PairingState): readonly PairingEvent[] {
  switch (command.type) {
    case 'propose': return propose(command, state, false);
    case 'override': return override(command, state);
    case 'accept': return accept(command, state);
    case 'decline': return decline(command, state);
    case 'expire': return expire(command, state);
    case 'prolong': return prolong(command, state);
    default: return never(command);
  }
}

function decideRest(command: RestCommand, state: PairingState): readonly PairingEvent[] {
  switch (command.type) {
    case 'pause': return pause(command, state);
    case 'lift': return lift(command, state);
    case 'pauseByAdmin': return pauseByAdmin(command, state);
    case 'resumeByAdmin': return resumeByAdmin(command, state);
    case 'review': return review(command, state);
    default: return never(command);
  }
}

function isOfOffer(command: PairingCommand): command is OfferCommand {
  return ['propose', 'override', 'accept', 'decline', 'expire', 'prolong'].includes(command.type);
}

function isOfRest(command: PairingCommand): command is RestCommand {
  return ['pause', 'lift', 'pauseByAdmin', 'resumeByAdmin', 'review'].includes(command.type);
}
