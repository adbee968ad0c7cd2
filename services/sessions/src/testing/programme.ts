import { randomUUID } from 'node:crypto';
import type { Rig } from './rig.js';

/** People of one small programme. */
export interface Cast {
  readonly programmeId: string;
  readonly pairingId: string;
  readonly mentor: string;
  readonly leader: string;
  readonly admin: string;
  readonly sponsor: string;
  readonly custodian: string;
  readonly deputy: string;
  readonly stranger: string;
}

const employment = {
  unitId: null, title: null, level: 3, managers: { line: null, dottedLine: [], appraiser: null, unresolved: [] }, topOfTree: false,
  site: null, country: 'DE', zone: 'UTC', legalEntity: null, type: 'employee', status: 'active', workingDays: [1, 2, 3, 4, 5], fte: 1,
  startsOn: '2020-01-01', endsOn: null, exitReason: null,
};

/** An open programme with one active pairing, told by the neighbours; everybody works Monday to Friday in UTC. */
export async function tellProgramme(rig: Rig): Promise<Cast> {
  const ids = { programmeId: randomUUID(), pairingId: randomUUID() };
  const people = { mentor: randomUUID(), leader: randomUUID(), admin: randomUUID(), sponsor: randomUUID(), custodian: randomUUID(), deputy: randomUUID(), stranger: randomUUID() };
  const { participants, now } = rig;
  for (const personId of Object.values(people)) await employ(rig, personId);
  const { programmeId } = ids;
  const programme = `programme-${programmeId}`;
  await participants.tell(programme, 'ProgrammeCreated', { programmeId, name: 'P', adminId: people.admin }, now);
  await participants.tell(programme, 'SponsorNamed', { programmeId, sponsorId: people.sponsor }, now);
  const offices = { programmeId, countries: ['DE'], custodianId: people.custodian, deputyId: people.deputy };
  await participants.tell(programme, 'GovernanceRecorded', offices, now);
  for (const [personId, role] of [[people.mentor, 'mentor'], [people.leader, 'mentee']] as const) {
    await participants.tell(`enrolment-${programmeId}_${personId}_${role}`, 'Applied', { programmeId, personId, role }, now);
  }
  const cast = { ...ids, ...people };
  await tellPairing(rig, cast, 'PairingActivated', { topics: [], startsOn: '2027-01-04', endsOn: '2027-07-04' });
  await rig.settled();
  return cast;
}

/** Tells a person's employment and who manages them. */
export function employ(rig: Rig, personId: string, managers: object = {}): Promise<string> {
  const data = { personId, effectiveOn: '2020-01-01', employment: { ...employment, managers: { ...employment.managers, ...managers } }, reason: 'hire' };
  return rig.participants.tell(`person-${personId}`, 'EmploymentChanged', data, rig.now);
}

/** HR finds that one id was somebody who goes on under another. */
export async function merge(rig: Rig, absorbedId: string, survivorId: string): Promise<void> {
  for (const personId of [absorbedId, survivorId]) {
    await rig.participants.tell(`person-${personId}`, 'PersonsMerged', { personId, survivorId, absorbedId }, rig.now);
  }
  await rig.settled();
}

export function tellPairing(rig: Rig, { pairingId, programmeId, mentor, leader }: Cast, type: string, more: object = {}): Promise<string> {
  const pair = { pairingId, programmeId, mentorId: mentor, menteeId: leader };
  return rig.matching.tell(`pairing-${pairingId}`, type, { ...pair, ...more }, rig.now);
}

export const terms = {
  topics: [{ topic: 'generative-ai', kind: 'skill', baseline: 1, target: 3 }, { topic: 'lived-inclusion', kind: 'perspective' }],
  objectives: ['write with it'], startsOn: '2027-01-04', endsOn: '2027-07-04', place: 'the café', awayFromLeadersOffice: true,
  channels: [{ channel: 'chat', answerWithin: 'a day' }], offLimits: ['pay'], stopping: 'say stop',
  careerSupport: [{ kind: 'introduction', text: 'to the board' }],
};

/** Drafts by the mentor and signs by both: in force. */
export async function agree(rig: Rig, { pairingId, mentor, leader }: Cast): Promise<void> {
  await rig.post('agreements', { as: mentor, body: { pairingId, ...terms } });
  for (const as of [mentor, leader]) {
    await rig.post(`agreements/${pairingId}/sign`, { as, body: { version: 1, confidentiality: true, noRepercussion: true } });
  }
  await rig.settled();
}
