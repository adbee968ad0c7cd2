import { defaultPolicy, dataClasses, type MatchingCriterion } from '@flipside/contracts';
import type { Organisation, Person } from './organisation.js';
import type { Asker, World } from './world.js';

export interface Pair {
  readonly id: string;
  readonly mentor: Person;
  readonly leader: Person;
}

export interface Programme {
  readonly id: string;
  readonly pairs: readonly Pair[];
}

export const asPerson = ({ id }: Person): Asker => ({ roles: ['participant'], personId: id });
export const asAdmin = ({ admin }: Organisation): Asker => ({ roles: ['programme-admin'], personId: admin.id });
export const asSponsor = ({ sponsor }: Organisation): Asker => ({ roles: ['sponsor'], personId: sponsor.id });
export const asCustodian = ({ custodian }: Organisation): Asker => ({ roles: ['custodian'], personId: custodian.id });
export const asAnalyst: Asker = { roles: ['analyst'] };

/** What people wrote; none of it may ever be seen by anybody it is not meant for. */
export const written = {
  goal: 'Zorvane: to learn how decisions fall',
  objective: 'Zorvane: to approve faster',
  place: 'Zorvane: the canteen on the third floor',
  note: 'Zorvane note: I was afraid to say it',
  feedback: 'Zorvane feedback: you listened',
  concern: 'Zorvane concern: shifts became the late ones',
  warning: 'Zorvane warning: the routing rule bites',
  insight: 'Zorvane insight: three approvals nobody reads',
  comment: 'Zorvane comment: too busy to meet',
} as const;

/** An open programme in which everybody who can has an agreement in force. */
export async function openProgramme(world: World, people: Organisation): Promise<Programme> {
  const id = await prepare(world, people);
  await Promise.all([
    ...people.mentors.map((one) => enrol(world, people, id, one, 'mentor')), ...people.leaders.map((one) => enrol(world, people, id, one, 'mentee')),
  ]);
  await world.settled();
  const pairs = await match(world, people, id);
  await Promise.all(pairs.map((pair) => agree(world, pair)));
  await world.settled();
  return { id, pairs };
}

async function prepare(world: World, people: Organisation): Promise<string> {
  const admin = asAdmin(people);
  const { id } = await world.post('/v1/programmes', admin, { name: 'Learn from below' });
  const path = `/v1/programmes/${id}`;
  const objective = { statement: 'Approvals are faster.', measure: 'approval-lead-time', unit: 'days', direction: 'down', baseline: 12, target: 8 };
  await world.post(`${path}/objectives`, admin, objective);
  await world.post(`${path}/policy`, admin, { window: { from: '2027-01-11', to: '2027-07-31' } });
  await world.post(`${path}/sponsor`, admin, { sponsorId: people.sponsor.id });
  await world.post(`${path}/governance`, admin, governance(people));
  await world.post(`${path}/open`, admin);
  await world.settled();
  return id;
}

function governance({ custodian, deputy }: Organisation) {
  const on = '2026-12-01';
  const { retentionMonths, matching } = defaultPolicy;
  const words = Object.entries(matching.weights) as [MatchingCriterion, number][];
  return {
    custodianId: custodian.id, deputyId: deputy.id,
    purposes: dataClasses.map((dataClass) => ({ dataClass, purpose: 'As told.', legalBasis: dataClass === 'trait' ? 'consent' : 'works-agreement', retentionMonths: retentionMonths[dataClass] })),
    impactAssessment: { reference: 'DPIA-1', on },
    representatives: [{ country: 'DE', outcome: 'agreed', reference: 'Works agreement', on }],
    notice: { language: 'en', text: 'A person decides.', criteria: words.map(([criterion, weight]) => ({ criterion, weight, words: 'As it says.' })) },
  };
}

async function enrol(world: World, people: Organisation, programmeId: string, person: Person, role: 'mentor' | 'mentee'): Promise<void> {
  const self = asPerson(person);
  const path = `/v1/people/${person.id}`;
  const { headers } = await world.ask('GET', path, self);
  await world.must('PUT', `${path}/profile`, self, { body: profileOf(person, role), headers: { 'if-match': headers['etag']! } });
  const { id } = await world.post(`/v1/programmes/${programmeId}/applications`, self, { role });
  await world.post(`/v1/enrolments/${id}/admit`, asAdmin(people));
  await world.post(`/v1/enrolments/${id}/goals`, self, { goals: [{ text: `${written.goal} (${person.number})`, area: null }], slots: 1, ownChain: false });
  for (const module of defaultPolicy.training[role]) await world.post(`/v1/enrolments/${id}/training`, self, { module });
  if (role === 'mentee') return;
  const manager: Asker = { roles: ['line-manager'], personId: people.mentorsManager.id };
  await world.post(`/v1/enrolments/${id}/time-release`, manager, { hoursPerMonth: 4, pledge: true });
}

function profileOf({ number }: Person, role: 'mentor' | 'mentee') {
  const topic = { topic: 'generative-ai', kind: 'skill' };
  return {
    offers: role === 'mentor' ? [{ ...topic, proficiency: 5, lastUsed: '2026-12-01' }] : [],
    wishes: role === 'mentee' ? [{ ...topic, priority: 1, current: 1, lastUsed: null }] : [],
    certificates: [], goals: [{ text: `${written.goal} (${number})`, area: null }], background: [],
    languages: [{ tag: 'en', fluency: 'fluent' }],
    availability: { zone: 'Europe/Berlin', slots: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '16:00' })) },
  };
}

interface OwnPairing {
  readonly id: string;
  readonly status: string;
  readonly partnerId: string;
}

/** A run is published, and everybody says yes. */
async function match(world: World, people: Organisation, programmeId: string): Promise<Pair[]> {
  const admin = asAdmin(people);
  const { id: runId } = await world.post('/v1/match-runs', admin, { programmeId, seed: 7 });
  await world.settled();
  await world.post(`/v1/match-runs/${runId}/publish`, admin);
  for (const side of [people.mentors, people.leaders]) {
    await world.settled();
    await Promise.all(side.map(async (one) => {
      const offer = (await offersTo(world, one)).find(({ status }) => status === 'offered');
      if (offer) await world.post(`/v1/pairings/${offer.id}/accept`, asPerson(one));
    }));
  }
  await world.settled();
  const pairs = await Promise.all(people.mentors.map(async (mentor) => {
    const [own] = (await offersTo(world, mentor)).filter(({ status }) => status === 'active');
    return own ? [{ id: own.id, mentor, leader: people.leaders.find(({ id }) => id === own.partnerId)! }] : [];
  }));
  return pairs.flat();
}

async function offersTo(world: World, person: Person): Promise<readonly OwnPairing[]> {
  return (await world.get<{ items: OwnPairing[] }>('/v1/me/pairings', asPerson(person))).items;
}

async function agree(world: World, { id: pairingId, mentor, leader }: Pair): Promise<void> {
  await world.post('/v1/agreements', asPerson(mentor), {
    pairingId, topics: [{ topic: 'generative-ai', kind: 'skill', baseline: 1, target: 3 }], objectives: [written.objective],
    startsOn: '2027-01-11', endsOn: '2027-07-30', cadence: { sessions: 6, minMinutes: 45, maxMinutes: 60 },
    place: written.place, awayFromLeadersOffice: true, channels: [{ channel: 'chat', answerWithin: 'a day' }], offLimits: ['pay'],
    stopping: 'say stop', careerSupport: [{ kind: 'introduction', text: 'to the board' }],
  });
  for (const one of [mentor, leader]) {
    await world.post(`/v1/agreements/${pairingId}/sign`, asPerson(one), { version: 1, confidentiality: true, noRepercussion: true });
  }
}
