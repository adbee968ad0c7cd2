import type { InsightArea } from '@flipside/contracts';
import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import { codeOf } from '../codes.js';
import { dayOf } from '../moments.js';
import { sideOf, type Pair } from '../pair.js';
import { notFound } from '../refusals.js';
import type { InsightEvent } from './events.js';

interface Action {
  readonly due: string;
  /** Null after that person's erasure. */
  readonly ownerId: string | null;
  readonly delivered: boolean;
  readonly impacts: readonly string[];
}

interface Known {
  readonly status: 'shared' | 'cleared';
  readonly insightId: string;
  readonly programmeId: string;
  readonly area: InsightArea;
  readonly pairingId: string | null;
  readonly mentorId: string | null;
  readonly menteeId: string | null;
  readonly actions: Readonly<Record<string, Action>>;
}
export type InsightState = { readonly status: 'none' } | Known;

/** `by` is a person's id; `at` an instant of business time, ISO 8601 in UTC. */
export type InsightCommand =
  | (Pair & {
      readonly type: 'share';
      readonly insightId: string;
      readonly by: string;
      readonly area: InsightArea;
      readonly text: string;
      readonly at: string;
    })
  | { readonly type: 'clear'; readonly by: string; /** What may leave. */ readonly text: string; readonly at: string }
  | {
      readonly type: 'commitAction';
      readonly actionId: string;
      /** Whoever of the leadership will do it. */
      readonly by: string;
      readonly what: string;
      readonly due: string;
      readonly at: string;
    }
  | { readonly type: 'deliverAction'; readonly actionId: string; readonly by: string; readonly at: string }
  | {
      readonly type: 'recordImpact';
      readonly actionId: string;
      readonly by: string;
      /** Codes. */
      readonly measure: string;
      readonly unit: string;
      readonly before: number;
      readonly after: number;
      readonly at: string;
    };

type CommandOf<T extends InsightCommand['type']> = Extract<InsightCommand, { type: T }>;
type Events = readonly InsightEvent[];

function decide(command: InsightCommand, state: InsightState): Events {
  if (command.type === 'share') return share(command, state);
  if (state.status === 'none') throw notFound('insight-not-found');
  switch (command.type) {
    case 'clear':
      return clear(command, state);
    case 'commitAction':
      return commitAction(command, state);
    case 'deliverAction':
      return deliverAction(command, state);
    case 'recordImpact':
      return recordImpact(command, state);
    default:
      return never(command);
  }
}

function share(command: CommandOf<'share'>, state: InsightState): Events {
  sideOf(command, command.by, 'insight-not-found');
  if (state.status !== 'none') throw new DomainError('insight-exists', 'There is an insight under this id: use another.');
  const { insightId, programmeId, area, pairingId, mentorId, menteeId, text } = command;
  const origin = { pairingId, mentorId, menteeId };
  return [{ type: 'InsightShared', data: { insightId, programmeId, area, sharedOn: dayOf(command.at), ...origin, text } }];
}

/** Only the mentor, whoever wrote it down; silence is a no that nobody has to say. */
function clear({ by, text, at }: CommandOf<'clear'>, state: Known): Events {
  if (by !== state.mentorId && by !== state.menteeId) throw notFound('insight-not-found');
  if (by !== state.mentorId) throw new DomainError('mentor-clears', 'Only the mentor lets an insight leave the pair.');
  if (state.status === 'cleared') throw new DomainError('insight-cleared', 'It was cleared: what has left can’t be changed.');
  if (text.trim() === '') throw new DomainError('text-missing', 'Write what may leave the pair, word for word.');
  const { pairingId, mentorId, menteeId } = state;
  return [{ type: 'InsightCleared', data: { ...factsOf(state), clearedOn: dayOf(at), pairingId, mentorId, menteeId, text } }];
}

function commitAction({ actionId, by, what, due, at }: CommandOf<'commitAction'>, state: Known): Events {
  if (state.status !== 'cleared') throw notFound('insight-not-found');
  if (Object.hasOwn(state.actions, actionId)) throw new DomainError('action-exists', 'There is one under this id: use another.');
  const committedOn = dayOf(at);
  if (due < committedOn) throw new DomainError('due-in-the-past', 'Give a due date that is ahead.');
  return [{ type: 'ActionCommitted', data: { ...factsOf(state), actionId, due, committedOn, ownerId: by, what } }];
}

function deliverAction({ actionId, by, at }: CommandOf<'deliverAction'>, state: Known): Events {
  const action = ownAction(actionId, by, state);
  if (action.delivered) return [];
  return [{ type: 'ActionDelivered', data: { ...factsOf(state), actionId, due: action.due, deliveredOn: dayOf(at) } }];
}

function recordImpact(command: CommandOf<'recordImpact'>, state: Known): Events {
  const { actionId, by, measure, unit, before, after, at } = command;
  const action = ownAction(actionId, by, state);
  if (!action.delivered) throw new DomainError('action-not-delivered', 'Say first that the action is done.');
  if (!Number.isFinite(before) || !Number.isFinite(after)) {
    throw new DomainError('impact-invalid', 'Give the measure before and after as numbers.');
  }
  if (action.impacts.includes(measure)) throw new DomainError('impact-recorded', 'This measure was recorded for this action.');
  const codes = { measure: codeOf(measure), unit: unit === '%' ? unit : codeOf(unit) };
  const data = { ...factsOf(state), actionId, ...codes, before, after, recordedOn: dayOf(at) };
  return [{ type: 'ImpactRecorded', data }];
}

const factsOf = ({ insightId, programmeId, area }: Known) => ({ insightId, programmeId, area });

function ownAction(actionId: string, by: string, { actions }: Known): Action {
  const action = Object.hasOwn(actions, actionId) ? actions[actionId] : undefined;
  if (!action || action.ownerId !== by) throw notFound('action-not-found');
  return action;
}

function evolve(state: InsightState, event: InsightEvent): InsightState {
  if (event.type === 'InsightShared') {
    const { insightId, programmeId, area, pairingId, mentorId, menteeId } = event.data;
    return { status: 'shared', insightId, programmeId, area, pairingId, mentorId, menteeId, actions: {} };
  }
  if (state.status === 'none') return state;
  if (event.type === 'InsightCleared') return { ...state, status: 'cleared' };
  return { ...state, actions: { ...state.actions, [event.data.actionId]: evolveAction(state, event) } };
}

const nothing: Action = { due: '', ownerId: null, delivered: false, impacts: [] };

function evolveAction({ actions }: Known, event: Exclude<InsightEvent, { type: 'InsightShared' | 'InsightCleared' }>): Action {
  const before = actions[event.data.actionId] ?? nothing;
  switch (event.type) {
    case 'ActionCommitted':
      return { ...nothing, due: event.data.due, ownerId: event.data.ownerId };
    case 'ActionDelivered':
      return { ...before, delivered: true };
    case 'ImpactRecorded':
      return { ...before, impacts: [...before.impacts, event.data.measure] };
    default:
      return never(event);
  }
}

export const insightDecider: Decider<InsightCommand, InsightEvent, InsightState> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
