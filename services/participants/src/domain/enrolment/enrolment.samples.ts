import type { EnrolmentEvent, Terms } from './events.js';

/** What specs of enrolments start from. */
export const whose = { programmeId: 'p', personId: 'ada', role: 'mentor', cohort: 1 } as const;
export const eligibility = { programme: 'open', employed: true, type: 'employee', contractorsAdmitted: false } as const;
export const terms: Terms = { goals: [{ text: 'Lead a product', area: 'product' }], slots: 1, ownChain: false };
export const apply = { type: 'Apply', ...whose, by: 'ada', eligibility } as const;
export const admit = { type: 'Admit', ...whose, modules: ['m1', 'm2'] } as const;
export const setGoals = { type: 'SetGoals', ...whose, by: 'ada', terms } as const;
export const train = (module: string) => ({ type: 'CompleteTraining', ...whose, by: 'ada', module }) as const;
export const grant = {
  type: 'GrantTime', ...whose, by: 'boss', lineManagerId: 'boss', hoursPerMonth: 4, minHoursPerMonth: 2, pledge: 'v1',
} as const;
export const refuse = { type: 'RefuseTime', ...whose, by: 'boss', lineManagerId: 'boss' } as const;

export const invited: EnrolmentEvent = { type: 'Invited', data: whose };
export const applied: EnrolmentEvent = { type: 'Applied', data: whose };
export const admitted: EnrolmentEvent = { type: 'Admitted', data: { ...whose, modules: ['m1', 'm2'] } };
export const goalsSet: EnrolmentEvent = { type: 'GoalsSet', data: { ...whose, ...terms } };
export const trained = (module: string): EnrolmentEvent => ({ type: 'TrainingCompleted', data: { ...whose, module } });
export const granted: EnrolmentEvent = {
  type: 'TimeReleaseGranted', data: { ...whose, hoursPerMonth: 4, by: 'boss', pledge: 'v1' },
};
export const refused: EnrolmentEvent = { type: 'TimeReleaseRefused', data: { ...whose, by: 'boss' } };
export const ready: EnrolmentEvent = { type: 'EnrolmentReady', data: whose };
export const withdrawn: EnrolmentEvent = { type: 'EnrolmentWithdrawn', data: { ...whose, cause: 'own-wish' } };
