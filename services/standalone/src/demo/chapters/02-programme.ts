import { defaultPolicy, type DataClass, type MatchingCriterion } from '@flipside/contracts';
import { sampleDates } from '../../sample/sample-dates.js';
import { found, mustBe, mustBeRefused } from '../checks.js';
import type { Actor } from '../client.js';
import { moveTo, type Demo } from '../demo.js';
import type { Staff } from '../staff.js';

/** The programme, and who holds which office in it. */
export interface Programme {
  readonly id: string;
  readonly admin: Actor;
  readonly sponsor: Actor;
  readonly custodian: Actor;
  readonly deputy: Actor;
  readonly sponsorKey: string;
  readonly custodianId: string;
  readonly deputyId: string;
  readonly objectives: { readonly leadTime: string; readonly decisions: string };
}

interface ProgrammeView {
  readonly state: string;
  readonly objectives: Readonly<Record<string, unknown>>;
  readonly custodianId: string | null;
  readonly deputyId: string | null;
  readonly sponsorId: string | null;
}

/** A programme is prepared; what is missing is refused on the way. */
export async function programme(demo: Demo, staff: Staff): Promise<Programme> {
  const { gateway, tell } = demo;
  await moveTo(demo, '2026-01-14T08:00:00Z');
  const offices = officesOf(demo);
  const [adminId, sponsorId, custodianId, deputyId] = offices.map((key) => staff.id(key)) as [string, string, string, string];
  const admin = gateway.as(['programme-admin'], adminId);
  const { id } = await admin.post('/v1/programmes', { name: 'Leaders learn from below 2026' });
  const path = `/v1/programmes/${id}`;
  await mustBeRefused('opening without an objective', 'objective-missing', admin.post(`${path}/open`));
  const leadTime = await admin.post(`${path}/objectives`, {
    statement: 'Approvals no longer wait for one desk.', measure: 'approval-lead-time', unit: 'days', direction: 'down', baseline: 12, target: 8,
  });
  const decisions = await admin.post(`${path}/objectives`, {
    statement: 'Leaders decide about tools that they have used themselves.',
    measure: 'hands-on-decisions', unit: '%', direction: 'up', baseline: 10, target: 40,
  });
  await admin.post(`${path}/policy`, { window: sampleDates.window });
  await admin.post(`${path}/sponsor`, { sponsorId });
  await mustBeRefused('opening without governance', 'governance-missing', admin.post(`${path}/open`));
  await admin.post(`${path}/governance`, governance(custodianId, deputyId));
  await admin.post(`${path}/open`);
  const row = await admin.get<ProgrammeView>(path);
  mustBe('the opened programme', [row.state, row.sponsorId, row.custodianId, row.deputyId], ['open', sponsorId, custodianId, deputyId]);
  mustBe('its objectives', Object.keys(row.objectives).length, 2);
  const made: Programme = {
    id, admin, custodianId, deputyId, sponsorKey: offices[1],
    sponsor: gateway.as(['sponsor'], sponsorId),
    custodian: gateway.as(['custodian'], custodianId),
    deputy: gateway.as(['custodian'], deputyId),
    objectives: { leadTime: leadTime.id, decisions: decisions.id },
  };
  await observe(made, { 'approval-lead-time': 12, 'hands-on-decisions': 10 }, '2026-01-14');
  tell.fact('opening without an objective: refused; without governance: refused; then opened');
  tell.fact('approval lead time 12 ▸ 8 days; decisions about tools used hands-on 10 ▸ 40 %');
  tell.fact('sponsor, custodian and deputy are named; impact assessment, purposes and representatives of three countries on record');
  return made;
}

/** Values of the outcome measures on a day, by the sponsor. */
export async function observe({ id, sponsor }: Programme, values: Readonly<Record<string, number>>, on: string): Promise<void> {
  for (const [measure, value] of Object.entries(values)) await sponsor.post(`/v1/programmes/${id}/outcomes`, { measure, value, on });
}

/** Admin, sponsor, custodian and deputy: none of them takes part. */
function officesOf({ organisation, participants }: Demo): [string, string, string, string] {
  const taking = new Set(participants.map(({ key }) => key));
  const free = organisation.people.filter(({ key, status, type }) => !taking.has(key) && status === 'active' && type === 'employee');
  const headOffice = free.filter(({ siloCode, level }) => siloCode === 'HQ' && level >= 3 && level <= 6).map(({ key }) => key);
  const sponsor = found('a sponsor', free.find(({ level }) => level === 9)).key;
  return [found('an admin', headOffice[0]), sponsor, found('a custodian', headOffice[1]), found('a deputy', headOffice[2])];
}

const purposes: readonly (readonly [DataClass, string, string])[] = [
  ['identity', 'To address people.', 'works-agreement'],
  ['employment', 'To keep power distance and to plan sessions in working time.', 'works-agreement'],
  ['profile', 'To propose pairs that fit.', 'contract'],
  ['trait', 'Only where somebody wishes to be matched by it.', 'consent'],
  ['notes', 'The memory of the pair, for the pair alone.', 'legitimate-interest'],
  ['ratings', 'To show whether skills moved, in groups of five or more.', 'works-agreement'],
  ['answers', 'To show whether it is safe to speak, in groups of five or more.', 'works-agreement'],
  ['choices', 'To never ask twice, and never tell who said no.', 'legitimate-interest'],
  ['voice', 'To act on warnings and insights.', 'legitimate-interest'],
  ['concern', 'To protect who speaks up.', 'legal-obligation'],
];

const words: Readonly<Record<MatchingCriterion, string>> = {
  topicFit: 'How well what one offers meets what the other wishes for.',
  differentSilo: 'Whether you work in different parts of the organisation.',
  availability: 'How much time you have in common.',
  proximity: 'Whether you work at the same site, or a few time zones apart.',
  careerGoal: 'Whether the leader knows the field into which the mentor wants to go.',
  language: 'How well both speak a shared language.',
  levelDistance: 'How many levels lie between you.',
  secondSlot: 'That a second pairing of a mentor comes after everybody’s first.',
};

function governance(custodianId: string, deputyId: string) {
  const { retentionMonths, matching } = defaultPolicy;
  const on = '2025-12-01';
  return {
    custodianId,
    deputyId,
    purposes: purposes.map(([dataClass, purpose, legalBasis]) => ({ dataClass, purpose, legalBasis, retentionMonths: retentionMonths[dataClass] })),
    impactAssessment: { reference: 'DPIA-2025-114', on },
    representatives: [
      { country: 'DE', outcome: 'agreed', reference: 'Works agreement 2025/31', on },
      { country: 'CA', outcome: 'not-needed', reference: 'Legal note 2025/77', on },
      { country: 'IN', outcome: 'not-needed', reference: 'Legal note 2025/78', on },
    ],
    notice: {
      language: 'en',
      text: 'Pairs are proposed by a computation that weighs the criteria below; a person decides, and either of you may say no.',
      criteria: Object.entries(matching.weights).map(([criterion, weight]) => ({ criterion, weight, words: words[criterion as MatchingCriterion] })),
    },
  };
}
