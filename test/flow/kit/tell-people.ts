import type { Employment, Profile } from '@flipside/contracts';
import { enrolmentStream } from '@flipside/participants/domain/enrolment/events';
import { hrImportStream } from '@flipside/participants/domain/hr-import/events';
import { personStream } from '@flipside/participants/domain/person/events';
import { employed, profile } from '@flipside/participants/domain/person/person.samples';
import { programmeStream } from '@flipside/participants/domain/programme/events';
import { governance, objective, policy } from '@flipside/participants/domain/programme/programme.samples';
import { unitStream } from '@flipside/participants/domain/unit';
import type { Story } from './story.js';

const year = { from: '2027-01-04', to: '2027-12-17' };
const skills = [{ topic: 'generative-ai', kind: 'skill' as const }];
const availability = { zone: 'Europe/Paris', slots: [{ day: 2 as const, from: '09:00', to: '11:30' }] };

export const mentors = ['mia', 'max', 'mae', 'mo'] as const;
export const leaders = ['leo', 'lea', 'lou', 'liv'] as const;

/** A firm: a chief executive, two silos, a manager of the mentors, and the offices of a programme. */
export async function tellPeople(story: Story): Promise<void> {
  await tellUnits(story);
  await hire(story, 'ceo', { level: 10, topOfTree: true, line: null });
  await hire(story, 'boss', { level: 6, line: 'ceo' });
  for (const name of mentors) await hire(story, name, { level: 3, line: 'boss' });
  for (const name of leaders) await hire(story, name, { level: 8, line: 'ceo', unit: 'sales' });
  for (const name of ['ada', 'sponsor', 'custodian', 'deputy', 'twin', 'goner', 'ghost']) await hire(story, name, { level: 4, line: 'boss' });
  const { person } = story.targets('participants');
  const of = (name: string) => ({ personId: story.id(name) });
  const stream = (name: string) => personStream(story.id(name));
  for (const name of mentors) await story.give(person, stream(name), { type: 'UpdateProfile', ...of(name), profile: offering, on: story.today });
  for (const name of leaders) await story.give(person, stream(name), { type: 'UpdateProfile', ...of(name), profile: wishing, on: story.today });
  const origin = { source: 'hr', asOf: story.today, digest: 'absence' };
  const absence = { absenceId: story.id('absence'), from: '2027-02-01', to: '2027-02-03', cancelled: false, origin };
  await story.give(person, stream('mia'), { type: 'RecordAbsence', ...of('mia'), ...absence });
  const consent = { consentId: story.id('consent') };
  await story.give(person, stream('mia'), { type: 'GiveConsent', ...of('mia'), ...consent, purpose: 'fairness', trait: 'age-band', value: '20-29' });
  await story.give(person, stream('mia'), { type: 'WithdrawConsent', ...of('mia'), ...consent });
}

/** Later turns: one leaves and comes back, one turns out to be another, one is erased. */
export async function tellTurns(story: Story): Promise<void> {
  const { person } = story.targets('participants');
  await hire(story, 'goner', { level: 4, line: 'boss' }, { status: 'left', endsOn: story.today, exitReason: 'voluntary' });
  story.pass(60 * 24 * 3);
  await hire(story, 'goner', { level: 4, line: 'boss' }, { startsOn: story.today });
  const [personId, survivorId] = [story.id('twin'), story.id('ada')];
  await story.give(person, personStream(personId), { type: 'MergeInto', personId, survivorId });
  const ghost = story.id('ghost');
  await story.give(person, personStream(ghost), { type: 'ErasePerson', personId: ghost, on: story.today });
}

const offering: Profile = { ...profile, offers: [{ ...skills[0]!, proficiency: 5, lastUsed: '2025-12-20' }], wishes: [], availability };
const wishing: Profile = {
  ...profile, offers: [], certificates: [], availability, wishes: [{ ...skills[0]!, priority: 1, current: 1, lastUsed: null }],
};

interface Place {
  readonly level: number;
  readonly line: string | null;
  readonly topOfTree?: boolean;
  readonly unit?: string;
}

async function hire(story: Story, name: string, { level, line, topOfTree = false, unit = 'finance' }: Place, changes: Partial<Employment> = {}) {
  const managers = { line: line && story.id(line), dottedLine: [], appraiser: null, unresolved: [] };
  const personId = story.id(name);
  await story.give(story.targets('participants').person, personStream(personId), {
    type: 'RecordEmployment', personId, generation: 0, key: { source: 'hr', legalEntity: 'F1', number: name },
    identity: { name, email: `${name}@example.org` }, effectiveOn: story.today, reason: 'unknown',
    employment: { ...employed, managers, level, topOfTree, unitId: story.id(unit), ...changes },
    origin: { source: 'hr', asOf: story.today, digest: `${name} ${story.now}` },
  });
}

async function tellUnits(story: Story): Promise<void> {
  const { unit } = story.targets('participants');
  const effectiveOn = story.today;
  const named = (name: string) => [unit, unitStream(story.id(name))] as const;
  for (const [name, parent] of [['finance', null], ['sales', null], ['treasury', 'finance'], ['cash', 'finance']] as const) {
    const parentId = parent && story.id(parent);
    const key = { source: 'hr', code: name };
    await story.give(...named(name), { type: 'RegisterUnit', unitId: story.id(name), name, key, parentId, effectiveOn });
  }
  const treasury = { unitId: story.id('treasury'), effectiveOn };
  await story.give(...named('treasury'), { type: 'RenameUnit', ...treasury, name: 'Treasury and Cash' });
  await story.give(...named('treasury'), { type: 'MoveUnit', ...treasury, parentId: story.id('sales'), ancestors: [story.id('sales')] });
  await story.give(...named('cash'), { type: 'MergeUnit', unitId: story.id('cash'), intoId: treasury.unitId, ancestors: [treasury.unitId], effectiveOn });
  await story.give(...named('treasury'), { type: 'CloseUnit', ...treasury });
}

/** Opens a programme of some name. */
export async function tellProgramme(story: Story, name: string, window = year): Promise<void> {
  const { programme } = story.targets('participants');
  const programmeId = story.id(name);
  const offices = { custodianId: story.id('custodian'), deputyId: story.id('deputy') };
  const silos = ['finance', 'sales'].map((silo) => ({ siloId: story.id(silo), unitIds: [story.id(silo)] }));
  const commands = [
    { type: 'CreateProgramme', programmeId, name, adminId: story.id('ada') },
    { type: 'SetObjective', programmeId, objective },
    { type: 'SetPolicy', programmeId, policy: { ...policy, window } },
    { type: 'RecordGovernance', programmeId, governance, ...offices },
    { type: 'NameSponsor', programmeId, sponsorId: story.id('sponsor') },
    { type: 'OpenProgramme', programmeId, silos, countries: ['FR'], on: story.today },
    { type: 'ObserveOutcome', programmeId, measure: objective.measure, value: 11, on: story.today, today: story.today },
  ] as const;
  for (const command of commands) await story.give(programme, programmeStream(programmeId), command);
}

/** Assesses what the programme was for, and closes it. */
export async function closeProgramme(story: Story, name: string): Promise<void> {
  const { programme } = story.targets('participants');
  const programmeId = story.id(name);
  const { objectiveId } = objective;
  const stream = programmeStream(programmeId);
  await story.give(programme, stream, { type: 'AssessObjective', programmeId, objectiveId, value: 7, reason: null, on: story.today });
  await story.give(programme, stream, { type: 'CloseProgramme', programmeId, on: story.today });
}

const eligibility = { programme: 'open', employed: true, type: 'employee', contractorsAdmitted: false } as const;

/** Mentors and leaders become ready; others show every other turn that an enrolment takes. */
export async function tellEnrolments(story: Story, name: string): Promise<void> {
  for (const mentor of mentors) await enrol(story, name, mentor, 'mentor');
  for (const leader of leaders) await enrol(story, name, leader, 'mentee');
  const { enrolment } = story.targets('participants');
  const whose = (person: string) => ({ programmeId: story.id(name), personId: story.id(person), role: 'mentor', cohort: 1 }) as const;
  const give = (person: string, command: object) =>
    story.give(enrolment, enrolmentStream(whose(person)), { ...whose(person), ...command } as never);
  const by = (person: string) => ({ by: story.id(person) });
  await give('twin', { type: 'Invite' });
  await give('sponsor', { type: 'Nominate', ...by('ada'), lapsesOn: '2027-03-01', on: story.today });
  await give('sponsor', { type: 'Apply', ...by('sponsor'), eligibility });
  await give('sponsor', { type: 'Waitlist' });
  await give('deputy', { type: 'Apply', ...by('deputy'), eligibility });
  await give('deputy', { type: 'Admit', modules: ['role-and-boundaries'] });
  await give('deputy', { type: 'RefuseTime', ...by('boss'), lineManagerId: story.id('boss') });
  await give('deputy', { type: 'PauseEnrolment', ...by('deputy'), cause: 'own-wish' });
  await give('deputy', { type: 'ResumeEnrolment', ...by('deputy') });
  await give('deputy', { type: 'WithdrawEnrolment', ...by('deputy'), cause: 'own-wish' });
}

async function enrol(story: Story, programme: string, name: string, role: 'mentor' | 'mentee'): Promise<void> {
  const whose = { programmeId: story.id(programme), personId: story.id(name), role, cohort: 1 };
  const by = { by: whose.personId };
  const module = role === 'mentor' ? 'role-and-boundaries' : 'hands-on-learning';
  const hours = { lineManagerId: story.id('boss'), hoursPerMonth: 4, minHoursPerMonth: 2, pledge: 'v1' };
  const commands = [
    { type: 'Apply', ...whose, ...by, eligibility },
    { type: 'Admit', ...whose, modules: [module] },
    { type: 'SetGoals', ...whose, ...by, terms: { goals: [{ text: 'Lead a product', area: 'product' }], slots: 1, ownChain: false } },
    { type: 'CompleteTraining', ...whose, ...by, module },
    ...(role === 'mentor' ? [{ type: 'GrantTime', ...whose, by: story.id('boss'), ...hours } as const] : []),
  ] as const;
  for (const command of commands) await story.give(story.targets('participants').enrolment, enrolmentStream(whose), command);
}

/** What the log says of a file: a row it could not take, a hold, a release. (What goes into rows of people is another story.) */
export async function tellFile(story: Story): Promise<void> {
  const { hrImport } = story.targets('participants');
  const importId = story.id('file');
  const file = { source: 'hr', asOf: story.today, coverage: 'partial', fileDigest: 'f', mappingDigest: 'm' } as const;
  const commands = [
    { type: 'StartImport', importId, ...file, at: story.now },
    { type: 'RejectRows', importId, stage: 'reading', rows: [{ line: 7, field: 'level', code: 'level-out-of-range' }] },
    { type: 'WeighChanges', importId, known: 100, endings: 9, managerChanges: 0 },
    { type: 'ReleaseImport', importId },
    {
      type: 'CompleteImport', importId, notices: {},
      counts: { rows: 1, registered: 0, changed: 0, left: 0, rehired: 0, unchanged: 0, missing: null, rejected: 1 },
    },
  ] as const;
  for (const command of commands) await story.give(hrImport, hrImportStream(importId), command);
}

/** So many mentors and leaders below one chief executive, who know each other's wishes. */
export async function hireMany(story: Story, count: number): Promise<void> {
  await hire(story, 'ceo', { level: 10, topOfTree: true, line: null });
  await hire(story, 'boss', { level: 6, line: 'ceo' });
  for (const name of ['ada', 'sponsor', 'custodian', 'deputy']) await hire(story, name, { level: 4, line: 'boss' });
  const { person } = story.targets('participants');
  for (let n = 0; n < count; n++) {
    for (const [name, level, line, said] of [[`mentor ${n}`, 3, 'boss', offering], [`leader ${n}`, 8, 'ceo', wishing]] as const) {
      const personId = story.id(name);
      await hire(story, name, { level, line });
      await story.give(person, personStream(personId), { type: 'UpdateProfile', personId, profile: said, on: story.today });
    }
  }
}

export async function enrolMany(story: Story, programme: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await enrol(story, programme, `mentor ${n}`, 'mentor');
    await enrol(story, programme, `leader ${n}`, 'mentee');
  }
}
