import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import { dayOf } from '../moments.js';
import { pairOf, sideOf } from '../pair.js';
import { notFound, notInForce } from '../refusals.js';
import type { CommandOf, Environment, SprintCommand } from './commands.js';
import type { SprintEvent, SprintIds } from './events.js';

type Status = 'planned' | 'ready' | 'started' | 'completed' | 'abandoned';
type Known = { readonly status: Status; readonly ids: SprintIds; readonly topic: string; readonly endsOn: string };
export type SprintState = { readonly status: 'none' } | Known;

type Events = readonly SprintEvent[];

function decide(command: SprintCommand, state: SprintState): Events {
  if (command.type === 'plan') return plan(command, state);
  if (state.status === 'none') throw notFound('sprint-not-found');
  if (command.by !== 'programme') sideOf(state.ids, command.by, 'sprint-not-found');
  switch (command.type) {
    case 'prepare':
      return prepare(command, state);
    case 'start':
      return start(command, state);
    case 'complete':
      return complete(command, state);
    case 'abandon':
      return abandon(command, state);
    default:
      return never(command);
  }
}

function plan(command: CommandOf<'plan'>, state: SprintState): Events {
  const pair = pairOf(command);
  sideOf(pair, command.by, 'sprint-not-found');
  const { sprintId, topic, startsOn, endsOn, exercise, agreement } = command;
  if (state.status !== 'none') throw new DomainError('sprint-exists', 'There is a sprint under this id: use another.');
  if (!agreement.inForce) throw notInForce();
  if (!agreement.topics.includes(topic)) throw new DomainError('topic-not-agreed', 'Take one of the topics of the agreement.');
  if (endsOn < startsOn) throw new DomainError('time-box-invalid', 'The last day comes before the first.');
  if (Object.values(exercise).some((text) => text.trim() === '')) {
    throw new DomainError('definition-of-done-missing', 'Name the tool or method, the exercise and when it is done.');
  }
  return [{ type: 'SprintPlanned', data: { ...pair, sprintId, topic, startsOn, endsOn, exercise } }];
}

function prepare({ environment }: CommandOf<'prepare'>, state: Known): Events {
  if (state.status === 'ready') return [];
  refuseUnless(state, 'planned');
  refuseUnsafe(environment);
  return [{ type: 'SprintEnvironmentReady', data: state.ids }];
}

function start({ at }: CommandOf<'start'>, state: Known): Events {
  if (state.status === 'started') return [];
  if (state.status === 'planned') {
    throw new DomainError('environment-not-ready', 'Get a sandbox and an account of the leader’s own ready first.');
  }
  refuseUnless(state, 'ready');
  return [{ type: 'SprintStarted', data: { ...state.ids, startedOn: dayOf(at) } }];
}

/** The mentor completes: that is how the evidence was seen by the mentor. */
function complete({ by, evidence, at }: CommandOf<'complete'>, state: Known): Events {
  if (by !== state.ids.mentorId) {
    throw new DomainError('evidence-not-seen', 'Show the mentor what you made: the mentor completes the sprint.');
  }
  if (state.status === 'completed') return [];
  refuseUnless(state, 'started');
  if (evidence.trim() === '') throw new DomainError('evidence-missing', 'Say what shows that it is done as defined.');
  const completedOn = dayOf(at);
  const data = { ...state.ids, completedOn, withinTimeBox: completedOn <= state.endsOn, evidence };
  return [{ type: 'SprintCompleted', data }];
}

function abandon({ by, at }: CommandOf<'abandon'>, state: Known): Events {
  if (state.status === 'abandoned' || (state.status === 'completed' && by === 'programme')) return [];
  if (state.status === 'completed') throw new DomainError('sprint-over', 'The sprint has ended.');
  return [{ type: 'SprintAbandoned', data: { ...state.ids, abandonedOn: dayOf(at) } }];
}

function refuseUnless(state: Known, wanted: Status): void {
  if (state.status === 'completed' || state.status === 'abandoned') throw new DomainError('sprint-over', 'The sprint has ended.');
  if (state.status !== wanted) throw new DomainError('sprint-not-at-that-point', `The sprint is ${state.status}, not ${wanted}.`);
}

function refuseUnsafe({ sandbox, leadersOwnAccount, liveCustomerData, mentorsCredentials }: Environment): void {
  if (!sandbox) throw new DomainError('sandbox-missing', 'A sprint takes place in a sandbox.');
  if (!leadersOwnAccount) throw new DomainError('own-account-missing', 'The leader needs an account of their own.');
  if (liveCustomerData) throw new DomainError('live-data', 'No live customer data: use made-up or cleared ones.');
  if (mentorsCredentials) throw new DomainError('mentors-credentials', 'Never use the mentor’s credentials.');
}

function evolve(state: SprintState, event: SprintEvent): SprintState {
  if (event.type === 'SprintPlanned') {
    const { sprintId, topic, endsOn } = event.data;
    return { status: 'planned', ids: { ...pairOf(event.data), sprintId }, topic, endsOn };
  }
  return state.status === 'none' ? state : { ...state, status: statusAfter[event.type] };
}

const statusAfter = {
  SprintEnvironmentReady: 'ready',
  SprintStarted: 'started',
  SprintCompleted: 'completed',
  SprintAbandoned: 'abandoned',
} as const;

export const sprintDecider: Decider<SprintCommand, SprintEvent, SprintState> = { initial: { status: 'none' }, decide, evolve };
