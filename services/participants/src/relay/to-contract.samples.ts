import type { DomainEvent } from '@flipside/event-sourcing';
import type { EnrolmentEvent, Whose } from '../domain/enrolment/events.js';
import type { HrImportEvent } from '../domain/hr-import/events.js';
import type { PersonEvent } from '../domain/person/events.js';
import { ada, bob, profile, registeredBy } from '../domain/person/person.samples.js';
import type { ProgrammeEvent } from '../domain/programme/events.js';
import { happened, objectiveId } from '../domain/programme/programme.samples.js';
import type { UnitEvent } from '../domain/unit.js';

const programmeId = '0aa0a3f2-0000-5000-8000-0000000000c1';
const unitId = '0aa0a3f2-0000-5000-8000-0000000000c2';
const whose: Whose = { programmeId, personId: ada, role: 'mentor', cohort: 1 };
const effectiveOn = '2026-03-02';
const origin = { source: 'hr', asOf: '2026-03-02', digest: 'd' };
const importId = 'i';

const people: readonly PersonEvent[] = [
  ...registeredBy(),
  {
    type: 'AbsenceRecorded',
    data: { personId: ada, absenceId: unitId, from: '2026-03-02', to: null, cancelled: false, origin },
  },
  { type: 'ProfileUpdated', data: { personId: ada, profile } },
  { type: 'ConsentGiven', data: { personId: ada, consentId: unitId, purpose: 'fairness', trait: 'age-band', value: '30-39' } },
  { type: 'ConsentWithdrawn', data: { personId: ada, consentId: unitId } },
  { type: 'PersonLeft', data: { personId: ada, effectiveOn, reason: 'voluntary', origin } },
  { type: 'PersonRehired', data: { personId: ada, effectiveOn } },
  {
    type: 'PersonsMerged',
    data: { personId: ada, survivorId: ada, absorbedId: bob, keys: [{ source: 'hr', legalEntity: 'F1', number: '1001' }] },
  },
  { type: 'ReportingClassAssigned', data: { personId: ada, reportingClass: `${unitId}:1-3` } },
  { type: 'PersonErased', data: { personId: ada, erasedOn: effectiveOn } },
];

const units: readonly UnitEvent[] = [
  { type: 'UnitRegistered', data: { unitId, name: 'Treasury', parentId: null, key: { source: 'hr', code: 'T1' }, effectiveOn } },
  { type: 'UnitRenamed', data: { unitId, name: 'Treasury and Cash', effectiveOn } },
  { type: 'UnitMoved', data: { unitId, parentId: bob, effectiveOn } },
  { type: 'UnitMerged', data: { unitId, intoId: bob, effectiveOn } },
  { type: 'UnitClosed', data: { unitId, effectiveOn } },
];

const programmes: readonly ProgrammeEvent[] = [
  ...Object.values(happened),
  { type: 'OutcomeObserved', data: { programmeId, measure: 'approval-lead-time', value: 9, on: effectiveOn } },
  {
    type: 'ObjectiveAssessed',
    data: { programmeId, objectiveId, outcome: 'not-measurable', value: null, on: effectiveOn, reason: 'Approvals take no time' },
  },
  { type: 'ProgrammeClosed', data: { programmeId, on: effectiveOn } },
].map((event) => ({ ...event, data: { ...event.data, programmeId } }) as ProgrammeEvent);

const enrolments: readonly EnrolmentEvent[] = [
  { type: 'Invited', data: whose },
  { type: 'Nominated', data: { ...whose, by: bob, lapsesOn: effectiveOn } },
  { type: 'Applied', data: whose },
  { type: 'Admitted', data: { ...whose, modules: ['role-and-boundaries'] } },
  { type: 'Waitlisted', data: whose },
  { type: 'GoalsSet', data: { ...whose, goals: [{ text: 'Lead a product', area: 'product' }], slots: 1, ownChain: true } },
  { type: 'TrainingCompleted', data: { ...whose, module: 'role-and-boundaries' } },
  { type: 'TimeReleaseGranted', data: { ...whose, hoursPerMonth: 4, by: bob, pledge: 'v1' } },
  { type: 'TimeReleaseRefused', data: { ...whose, by: bob } },
  { type: 'EnrolmentReady', data: whose },
  { type: 'EnrolmentPaused', data: { ...whose, cause: 'own-wish' } },
  { type: 'EnrolmentResumed', data: whose },
  { type: 'EnrolmentWithdrawn', data: { ...whose, cause: 'own-wish' } },
];

const imports: readonly HrImportEvent[] = [
  {
    type: 'HrImportStarted',
    data: { importId, source: 'hr', asOf: effectiveOn, coverage: 'full', fileDigest: 'f', mappingDigest: 'm' },
  },
  { type: 'RowRejected', data: { importId, stage: 'reading', line: 7, field: 'level', code: 'level-out-of-range' } },
  { type: 'HrImportHeld', data: { importId, reasons: ['endings'], known: 100, endings: 5, managerChanges: 0 } },
  { type: 'HrImportReleased', data: { importId } },
  {
    type: 'HrImportCompleted',
    data: {
      importId, rows: 1, registered: 1, changed: 0, left: 0, rehired: 0, unchanged: 0, missing: null, rejected: 0, notices: {},
    },
  },
];

/** One event of every type. */
export const samples: Readonly<Record<string, DomainEvent>> = Object.fromEntries(
  [...people, ...units, ...programmes, ...enrolments, ...imports].map((event) => [event.type, event]),
);
