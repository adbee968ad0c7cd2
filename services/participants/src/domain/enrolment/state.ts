import { never } from '@flipside/event-sourcing';
import type { EnrolmentCause } from '@flipside/contracts';
import type { EnrolmentEvent, Terms, Whose } from './events.js';

/** How far somebody is who applied. Terms, hours and cause may be gone with their keys; that they were given stays. */
export interface Progress {
  readonly whose: Whose;
  readonly modules: readonly string[];
  readonly completed: readonly string[];
  readonly goalsSet: boolean;
  readonly terms: { readonly [K in keyof Terms]: Terms[K] | null } | null;
  /** Asked of nobody yet, released, or refused (any longer) by the line manager. */
  readonly time: 'open' | 'released' | 'refused';
  readonly hoursPerMonth: number | null;
  readonly paused: { readonly cause: EnrolmentCause | null } | null;
}

export type EnrolmentState =
  | { readonly status: 'none' }
  | { readonly status: 'asked'; readonly whose: Whose; readonly lapsesOn: string | null }
  | ({ readonly status: 'applied'; readonly waitlisted: boolean } & Progress)
  | ({ readonly status: 'admitted' } & Progress)
  | ({ readonly status: 'ready' } & Progress)
  | { readonly status: 'withdrawn'; readonly whose: Whose; readonly completed: readonly string[] };

export type Active = Extract<EnrolmentState, Progress>;

/** Goals, the role's modules, and for a mentor hours: all that a person needs before matching may see them. */
export function hasAllItNeeds({ whose, goalsSet, modules, completed, time }: Progress): boolean {
  return goalsSet && modules.every((code) => completed.includes(code)) && (whose.role === 'mentee' || time === 'released');
}

export function evolve(state: EnrolmentState, event: EnrolmentEvent): EnrolmentState {
  switch (event.type) {
    case 'Invited':
      return { status: 'asked', whose: whoseOf(event.data), lapsesOn: null };
    case 'Nominated':
      return { status: 'asked', whose: whoseOf(event.data), lapsesOn: event.data.lapsesOn };
    case 'Applied':
      return applied(state, whoseOf(event.data));
    default:
      return isActive(state) ? evolveActive(state, event) : state;
  }
}

export function isActive(state: EnrolmentState): state is Active {
  return state.status === 'applied' || state.status === 'admitted' || state.status === 'ready';
}

type Later = Exclude<EnrolmentEvent, { type: 'Invited' | 'Nominated' | 'Applied' }>;
type Turning = 'Admitted' | 'Waitlisted' | 'EnrolmentReady' | 'EnrolmentWithdrawn' | 'TimeReleaseRefused';
type Preparing = Exclude<Later, { type: Turning }>;

function evolveActive(state: Active, event: Later): EnrolmentState {
  switch (event.type) {
    case 'Admitted':
      return { ...progressOf(state), status: 'admitted', whose: whoseOf(event.data), modules: event.data.modules };
    case 'Waitlisted':
      return state.status === 'applied' ? { ...state, waitlisted: true } : state;
    case 'EnrolmentReady':
      return { ...progressOf(state), status: 'ready' };
    case 'TimeReleaseRefused': {
      const without = { ...state, time: 'refused' as const, hoursPerMonth: null };
      return without.status === 'ready' ? { ...without, status: 'admitted' } : without;
    }
    case 'EnrolmentWithdrawn':
      return { status: 'withdrawn', whose: state.whose, completed: state.completed };
    default:
      return { ...state, ...prepared(state, event) };
  }
}

function prepared(state: Active, event: Preparing): Partial<Progress> {
  switch (event.type) {
    case 'GoalsSet': {
      const { goals, slots, ownChain } = event.data;
      return { goalsSet: true, terms: { goals, slots, ownChain } };
    }
    case 'TrainingCompleted':
      return { completed: [...state.completed, event.data.module] };
    case 'TimeReleaseGranted':
      return { time: 'released', hoursPerMonth: event.data.hoursPerMonth };
    case 'EnrolmentPaused':
      return { paused: { cause: event.data.cause } };
    case 'EnrolmentResumed':
      return { paused: null };
    default:
      return never(event);
  }
}

/** Who applies again after a withdrawal begins anew, but for the training done. */
function applied(state: EnrolmentState, whose: Whose): EnrolmentState {
  const completed = state.status === 'withdrawn' ? state.completed : [];
  return {
    status: 'applied', waitlisted: false, whose, modules: [], completed, goalsSet: false, terms: null, time: 'open',
    hoursPerMonth: null, paused: null,
  };
}

function progressOf({ whose, modules, completed, goalsSet, terms, time, hoursPerMonth, paused }: Progress): Progress {
  return { whose, modules, completed, goalsSet, terms, time, hoursPerMonth, paused };
}

/** The four fields alone: events carry more. */
export function whoseOf({ programmeId, personId, role, cohort }: Whose): Whose {
  return { programmeId, personId, role, ...(cohort === undefined ? {} : { cohort }) };
}
