import { dataClasses, defaultPolicy } from '@flipside/contracts';
import type { Api, Who } from './api.js';
import type { Staff } from './organisation.js';

export const window = { from: '2027-01-04', to: '2027-07-02' };

export interface Offices {
  readonly adminId: string;
  readonly sponsorId: string;
  readonly custodianId: string;
  readonly deputyId: string;
}

export interface Programme extends Offices {
  readonly id: string;
  readonly objectiveId: string;
}

/** A programme with all it needs, open. */
export async function openProgramme(api: Api, name: string, offices: Offices): Promise<Programme> {
  const { adminId, sponsorId, custodianId, deputyId } = offices;
  const admin: Who = { roles: ['programme-admin'], personId: adminId };
  const { id } = (await api.as(admin, 'POST', '/v1/programmes', { name })).body as { id: string };
  const path = `/v1/programmes/${id}`;
  const objective = { statement: 'Approvals wait less.', measure: 'approval-lead-time', unit: 'days', direction: 'down', baseline: 12, target: 8 };
  const made = await api.as(admin, 'POST', `${path}/objectives`, objective);
  await api.as(admin, 'POST', `${path}/policy`, { window });
  await api.as(admin, 'POST', `${path}/sponsor`, { sponsorId });
  await api.as(admin, 'POST', `${path}/governance`, governance(custodianId, deputyId));
  await api.as(admin, 'POST', `${path}/open`);
  return { id, objectiveId: made.body.id as string, ...offices };
}

function governance(custodianId: string, deputyId: string) {
  const on = '2026-12-01';
  const { retentionMonths, matching } = defaultPolicy;
  return {
    custodianId, deputyId,
    purposes: dataClasses.map((dataClass) => ({ dataClass, purpose: 'To run the programme.', legalBasis: dataClass === 'trait' ? 'consent' : 'works-agreement', retentionMonths: retentionMonths[dataClass] })),
    impactAssessment: { reference: 'DPIA-1', on },
    representatives: [{ country: 'DE', outcome: 'agreed', reference: 'WA 1', on }],
    notice: {
      language: 'en', text: 'Pairs are proposed by a computation; a person decides.',
      criteria: Object.entries(matching.weights).map(([criterion, weight]) => ({ criterion, weight, words: 'What counts.' })),
    },
  };
}

const availability = { zone: 'Europe/Berlin', slots: [{ day: 2, from: '09:00', to: '12:00' }, { day: 4, from: '09:00', to: '12:00' }] };
const said = { certificates: [], goals: [{ text: 'To learn.', area: null }], languages: [{ tag: 'en', fluency: 'fluent' }], availability, background: [] };
export const mentorProfile = { ...said, offers: [{ topic: 'generative-ai', kind: 'skill', proficiency: 5, lastUsed: '2026-12-15' }], wishes: [] };
const leaderProfile = { ...said, offers: [], wishes: [{ topic: 'generative-ai', kind: 'skill', priority: 1, current: 1, lastUsed: null }] };

/** Profile, application, admission, goals, training, and for mentors the hours: ready to be matched. */
export async function enrol(api: Api, programme: Programme, staff: Staff, personId: string, role: 'mentor' | 'mentee'): Promise<string> {
  const self: Who = { roles: ['participant'], personId };
  const admin: Who = { roles: ['programme-admin'], personId: programme.adminId };
  const { headers } = await api.as(self, 'GET', `/v1/people/${personId}`);
  await api.as(self, 'PUT', `/v1/people/${personId}/profile`, role === 'mentor' ? mentorProfile : leaderProfile, { 'if-match': String(headers.etag) });
  const { id } = (await api.as(self, 'POST', `/v1/programmes/${programme.id}/applications`, { role })).body as { id: string };
  const path = `/v1/enrolments/${id}`;
  await api.as(admin, 'POST', `${path}/admit`);
  await api.as(self, 'POST', `${path}/goals`, { goals: said.goals, slots: 1, ownChain: false });
  for (const module of defaultPolicy.training[role]) await api.as(self, 'POST', `${path}/training`, { module });
  if (role === 'mentor') {
    await api.as({ roles: ['line-manager'], personId: staff['Sales manager'] }, 'POST', `${path}/time-release`, { hoursPerMonth: 4, pledge: true });
  }
  return id;
}
