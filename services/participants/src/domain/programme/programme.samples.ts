import { defaultPolicy, matchingCriteria, type ProgrammePolicy } from '@flipside/contracts';
import type { Objective, ProgrammeEvent } from './events.js';
import { neededClasses, type Governance } from './governance.js';

/** What specs of programmes start from. */
export const programmeId = 'p';
const id = (n: number): string => `0aa0a3f2-0000-5000-8000-0000000000a${n}`;
export const [objectiveId, siloId, custodianId, deputyId, sponsorId, adminId] = [1, 2, 3, 4, 5, 6].map(id) as [
  string, string, string, string, string, string,
];

export const objective: Objective = {
  objectiveId, statement: 'Approvals take days, not weeks', measure: 'approval-lead-time', unit: 'days', direction: 'down',
  baseline: 12, target: 8,
};

export const policy: ProgrammePolicy = { ...defaultPolicy, window: { from: '2026-02-02', to: '2026-12-18' } };

export const governance: Governance = {
  purposes: neededClasses.map((dataClass) => ({
    dataClass, purpose: 'to run the programme', legalBasis: 'legitimate-interest',
    retentionMonths: policy.retentionMonths[dataClass],
  })),
  impactAssessment: { reference: 'DPIA-7', on: '2025-11-03' },
  representatives: [{ country: 'FR', outcome: 'agreed', reference: 'CSE 2025-12', on: '2025-12-01' }],
  notice: {
    language: 'en',
    text: 'How we match you',
    criteria: matchingCriteria.map((criterion) => ({ criterion, weight: policy.matching.weights[criterion], words: criterion })),
  },
};

const created: ProgrammeEvent = { type: 'ProgrammeCreated', data: { programmeId, name: 'Flip 2026', adminId } };
const objectiveSet: ProgrammeEvent = { type: 'ObjectiveSet', data: { programmeId, ...objective } };
const policySet: ProgrammeEvent = { type: 'PolicySet', data: { programmeId, policy } };
const recorded: ProgrammeEvent = { type: 'GovernanceRecorded', data: { programmeId, governance, custodianId, deputyId } };
const sponsored: ProgrammeEvent = { type: 'SponsorNamed', data: { programmeId, sponsorId } };
const { statement: _statement, ...facts } = objective;
const opened: ProgrammeEvent = {
  type: 'ProgrammeOpened',
  data: { programmeId, window: policy.window, silos: [{ siloId, unitIds: [siloId] }], objectives: [facts] },
};

export const happened = { created, objectiveSet, policySet, recorded, sponsored, opened };
/** All that a programme needs to open, in order. */
export const prepared: readonly ProgrammeEvent[] = [created, objectiveSet, policySet, recorded, sponsored];
