import type { WarningAudience } from '@flipside/contracts';
import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import { daysFrom, dayOf } from '../moments.js';
import { sideOf, type Pair } from '../pair.js';
import { notFound } from '../refusals.js';
import type { Cost, WarningEvent } from './events.js';

type Status = 'raised' | 'routed' | 'owned' | 'mitigated' | 'materialised' | 'dismissed';

interface Known {
  readonly status: Status;
  readonly warningId: string;
  readonly programmeId: string;
  readonly audience: WarningAudience;
  readonly bitesOn: string;
  readonly raiserId: string | null;
  readonly leaderId: string | null;
  /** To whom it was routed; null before, and after that person's erasure. */
  readonly recipientId: string | null;
}
export type WarningState = { readonly status: 'none' } | Known;

/** `by` is a person's id; `at` an instant of business time, ISO 8601 in UTC. */
export type WarningCommand =
  | ({
      readonly type: 'raise';
      readonly warningId: string;
      readonly by: string;
      readonly audience: WarningAudience;
      readonly named: boolean;
      /** What, as the raiser sees it. */
      readonly text: string;
      readonly bitesOn: string;
      readonly at: string;
    } & Pair)
  | { readonly type: 'route'; readonly recipientId: string; readonly at: string }
  | { readonly type: 'own'; readonly by: string; readonly at: string }
  | {
      readonly type: 'mitigate';
      readonly by: string;
      readonly note: string;
      /** As the owner states it. */
      readonly costAvoided: Cost | null;
      readonly at: string;
    }
  | { readonly type: 'materialise'; readonly by: string; readonly at: string }
  | { readonly type: 'dismiss'; readonly by: string; readonly reason: string; readonly at: string };

type CommandOf<T extends WarningCommand['type']> = Extract<WarningCommand, { type: T }>;
type Events = readonly WarningEvent[];

function decide(command: WarningCommand, state: WarningState): Events {
  if (command.type === 'raise') return raise(command, state);
  if (state.status === 'none') throw notFound('warning-not-found');
  switch (command.type) {
    case 'route':
      return route(command, state);
    case 'own':
      return own(command, state);
    case 'mitigate':
      return mitigate(command, state);
    case 'materialise':
      return materialise(command, state);
    case 'dismiss':
      return dismiss(command, state);
    default:
      return never(command);
  }
}

function raise(command: CommandOf<'raise'>, state: WarningState): Events {
  const side = sideOf(command, command.by, 'warning-not-found');
  const { warningId, programmeId, audience, named, text, bitesOn, pairingId } = command;
  if (state.status !== 'none') throw new DomainError('warning-exists', 'There is a warning under this id: use another.');
  const raisedOn = dayOf(command.at);
  if (bitesOn < raisedOn) throw new DomainError('bites-in-the-past', 'Give the day ahead by which it bites.');
  if (audience === 'own-leader' && side === 'mentee') {
    throw new DomainError('audience-not-yours', 'Only a mentor warns their own leader: choose the risk owner or the custodian.');
  }
  if (audience === 'own-leader' && !named) {
    throw new DomainError('known-to-own-leader', 'Your leader would know that it is you: be named or choose another audience.');
  }
  const who = { raiserId: command.by, pairingId, leaderId: command.menteeId };
  return [{ type: 'WarningRaised', data: { warningId, programmeId, audience, raisedOn, bitesOn, ...who, named, text } }];
}

/** It reaches the audience that the raiser chose and nobody else: the own leader if that was the choice, else not them. */
function route({ recipientId, at }: CommandOf<'route'>, state: Known): Events {
  if (state.recipientId === recipientId) return [];
  refuseOver(state);
  if (state.status === 'owned' && state.recipientId) {
    throw new DomainError('warning-owned', 'Somebody has taken it on.');
  }
  if (recipientId === state.raiserId || (recipientId === state.leaderId) !== (state.audience === 'own-leader')) {
    throw new DomainError('wrong-audience', 'The raiser chose another audience.');
  }
  return [{ type: 'WarningRouted', data: { ...caseOf(state), routedOn: dayOf(at), recipientId } }];
}

function own({ by, at }: CommandOf<'own'>, state: Known): Events {
  checkRecipient(by, state);
  if (state.status === 'owned') return [];
  refuseOver(state);
  return [{ type: 'WarningOwned', data: { ...caseOf(state), ownedOn: dayOf(at), ownerId: by } }];
}

function mitigate({ by, note, costAvoided, at }: CommandOf<'mitigate'>, state: Known): Events {
  checkRecipient(by, state);
  if (state.status === 'mitigated') return [];
  refuseOver(state);
  if (state.status !== 'owned') throw new DomainError('warning-not-owned', 'Take the warning on first.');
  const mitigatedOn = dayOf(at);
  const leadDays = daysFrom(mitigatedOn, state.bitesOn);
  return [{ type: 'WarningMitigated', data: { ...caseOf(state), mitigatedOn, leadDays, costAvoided, ownerId: by, note } }];
}

function materialise({ by, at }: CommandOf<'materialise'>, state: Known): Events {
  if (by !== state.raiserId) checkRecipient(by, state);
  if (state.status === 'materialised') return [];
  refuseOver(state);
  return [{ type: 'WarningMaterialised', data: { ...caseOf(state), materialisedOn: dayOf(at) } }];
}

function dismiss({ by, reason, at }: CommandOf<'dismiss'>, state: Known): Events {
  checkRecipient(by, state);
  if (state.status === 'dismissed') return [];
  refuseOver(state);
  if (reason.trim() === '') throw new DomainError('reason-missing', 'Tell the raiser why.');
  return [{ type: 'WarningDismissed', data: { ...caseOf(state), dismissedOn: dayOf(at), ownerId: by, reason } }];
}

const caseOf = ({ warningId, programmeId }: Known) => ({ warningId, programmeId });

function checkRecipient(by: string, state: Known): void {
  if (by !== state.recipientId) throw notFound('warning-not-found');
}

function refuseOver({ status }: Known): void {
  if (status === 'mitigated' || status === 'materialised' || status === 'dismissed') {
    throw new DomainError('warning-over', `The warning was ${status}.`);
  }
}

function evolve(state: WarningState, event: WarningEvent): WarningState {
  if (event.type === 'WarningRaised') {
    const { warningId, programmeId, audience, bitesOn, raiserId, leaderId } = event.data;
    return { status: 'raised', warningId, programmeId, audience, bitesOn, raiserId, leaderId, recipientId: null };
  }
  if (state.status === 'none') return state;
  if (event.type === 'WarningRouted') return { ...state, status: 'routed', recipientId: event.data.recipientId };
  return { ...state, status: statusAfter[event.type] };
}

const statusAfter = {
  WarningOwned: 'owned',
  WarningMitigated: 'mitigated',
  WarningMaterialised: 'materialised',
  WarningDismissed: 'dismissed',
} as const;

export const warningDecider: Decider<WarningCommand, WarningEvent, WarningState> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
