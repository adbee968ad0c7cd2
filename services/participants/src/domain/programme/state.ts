import { never } from '@flipside/event-sourcing';
import type { ProgrammePolicy } from '@flipside/contracts';
import type { Objective, Outcome, ProgrammeEvent } from './events.js';
import type { Governance } from './governance.js';

/** Ids of those who hold an office; null where nobody was named or the one named was erased. */
export interface Offices {
  readonly adminId: string | null;
  readonly sponsorId: string | null;
  readonly custodianId: string | null;
  readonly deputyId: string | null;
}

export interface Programme extends Offices {
  readonly programmeId: string;
  readonly name: string;
  readonly objectives: Readonly<Record<string, Objective>>;
  readonly policy: ProgrammePolicy | null;
  readonly governance: Governance | null;
}

interface Judged {
  readonly assessed: Readonly<Record<string, { readonly outcome: Outcome; readonly value: number | null }>>;
}

export type ProgrammeState =
  | { readonly status: 'none' }
  | ({ readonly status: 'draft' } & Programme)
  | ({ readonly status: 'open' } & Programme & Judged)
  | ({ readonly status: 'closed' } & Programme & Judged);

export function evolve(state: ProgrammeState, event: ProgrammeEvent): ProgrammeState {
  if (event.type === 'ProgrammeCreated') {
    const nobody = { sponsorId: null, custodianId: null, deputyId: null };
    return { status: 'draft', objectives: {}, policy: null, governance: null, ...nobody, ...event.data };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'ProgrammeOpened':
      return { ...state, status: 'open', assessed: {} };
    case 'ObjectiveAssessed':
      return assessed(state, event.data);
    case 'ProgrammeClosed':
      return state.status === 'open' ? { ...state, status: 'closed' } : state;
    default:
      return { ...state, ...prepared(state, event) };
  }
}

type Turning = 'ProgrammeCreated' | 'ProgrammeOpened' | 'ObjectiveAssessed' | 'ProgrammeClosed';
type Preparing = Exclude<ProgrammeEvent, { type: Turning }>;

function prepared(state: Programme, event: Preparing): Partial<Programme> {
  switch (event.type) {
    case 'ObjectiveSet': {
      const { programmeId: _programmeId, ...objective } = event.data;
      return { objectives: { ...state.objectives, [objective.objectiveId]: objective } };
    }
    case 'PolicySet':
      return { policy: event.data.policy };
    case 'GovernanceRecorded': {
      const { governance, custodianId, deputyId } = event.data;
      return { governance, custodianId, deputyId };
    }
    case 'SponsorNamed':
      return { sponsorId: event.data.sponsorId };
    case 'OutcomeObserved':
      return {};
    default:
      return never(event);
  }
}

function assessed(
  state: Exclude<ProgrammeState, { status: 'none' }>,
  { objectiveId, outcome, value }: Extract<ProgrammeEvent, { type: 'ObjectiveAssessed' }>['data'],
): ProgrammeState {
  if (state.status === 'draft') return state;
  return { ...state, assessed: { ...state.assessed, [objectiveId]: { outcome, value } } };
}
