import { asAdmin, asCustodian, asPerson, written, type Pair, type Programme } from './programme.js';
import type { Organisation } from './organisation.js';
import type { World } from './world.js';

/** One that all pairs hold, and one that is still ahead when some of them come apart. */
export interface Planned {
  readonly held: string;
  readonly ahead: string;
}

/** Every pair plans the same two sessions, holds the first, and plans a sprint: nothing in public tells one from another. */
export async function beginSeason(world: World, pairs: readonly Pair[]): Promise<ReadonlyMap<string, Planned>> {
  await world.moveTo('2027-01-11T09:00:00Z');
  const planned = new Map<string, Planned>();
  await Promise.all(pairs.map(async ({ id: pairingId, mentor }) => {
    const plan = (day: string): Promise<{ id: string }> =>
      world.post('/v1/sessions', asPerson(mentor), { pairingId, startsAt: `${day}T10:00:00Z`, endsAt: `${day}T10:45:00Z` });
    planned.set(pairingId, { held: (await plan('2027-01-13')).id, ahead: (await plan('2027-03-01')).id });
    const exercise = { method: 'One tool', exercise: written.objective, definitionOfDone: 'Done once.' };
    await world.post('/v1/sprints', asPerson(mentor), { pairingId, topic: 'generative-ai', startsOn: '2027-01-20', endsOn: '2027-02-10', exercise });
  }));
  await world.moveTo('2027-01-13T12:00:00Z');
  await Promise.all(pairs.map(async ({ id, mentor, leader }) => {
    const path = `/v1/sessions/${planned.get(id)!.held}`;
    await world.post(`${path}/held`, asPerson(mentor), { stretches: [{ kind: 'hands-on', minutes: 45, topic: 'generative-ai' }] });
    await world.post(`${path}/confirm`, asPerson(leader));
  }));
  await world.settled();
  return planned;
}

type Whisper = readonly [what: string, say: () => Promise<unknown>];

/** Everything that a pair can say, rate or answer of which nobody else may learn. */
export function whispers(world: World, { id: pairingId, mentor, leader }: Pair, { held }: Planned, programmeId: string): readonly Whisper[] {
  const [ofMentor, ofLeader] = [asPerson(mentor), asPerson(leader)];
  const rate = { pairingId, subject: 'mentee', skill: 'generative-ai', occasion: 'baseline' };
  return [
    ['a note', () => world.post(`/v1/sessions/${held}/notes`, ofMentor, { text: written.note })],
    ['feedback upwards', () => world.post(`/v1/sessions/${held}/feedback`, ofMentor, { kind: 'practice', text: written.feedback })],
    ['the mentor’s rating', () => world.post('/v1/assessments', ofMentor, { ...rate, rater: 'mentor', rating: 2 })],
    ['the leader’s own rating', () => world.post('/v1/assessments', ofLeader, { ...rate, rater: 'self', rating: 3 })],
    ['an answer', () => answer(world, pairingId, ofMentor)],
    ['a warning', () => world.post('/v1/warnings', ofMentor, { pairingId, text: written.warning, bitesOn: '2027-04-01', audience: 'custodian', named: false })],
    ['an insight not cleared', () => world.post('/v1/insights', ofMentor, { pairingId, area: 'process', text: written.insight })],
    ['a concern under a name', () => world.post('/v1/concerns', ofMentor, { programmeId, category: 'conduct', text: written.concern, touches: [leader.id] })],
    ['a block of somebody else', () => world.post('/v1/blocks', ofMentor, { personId: mentor.id === leader.id ? '' : leader.id.replace(/^.{8}/, '00000000') })],
  ];
}

/** Answers the check-in of a pair that is open. */
export async function answer(world: World, pairingId: string, as: ReturnType<typeof asPerson>, value = 4): Promise<void> {
  const { items } = await world.get<{ items: { id: string; pairingId: string; open: boolean; answered: boolean; items: { item: string }[] }[] }>('/v1/check-ins/mine', as);
  const open = items.find((one) => one.pairingId === pairingId && one.open && !one.answered);
  if (!open) throw new Error('no check-in is open');
  await world.post(`/v1/check-ins/${open.id}/answers`, as, { answers: Object.fromEntries(open.items.map(({ item }) => [item, value])), comment: written.comment });
}

/** The ways in which a pair can come apart; in public all of them are one. */
export function partings(world: World, people: Organisation, programme: Programme) {
  const enrolmentOf = (pair: Pair): string => `${programme.id}_${pair.mentor.id}_mentor`;
  return {
    'the mentor withdraws': (pair: Pair) => world.post(`/v1/agreements/${pair.id}/withdraw`, asPerson(pair.mentor)),
    'the leader withdraws': (pair: Pair) => world.post(`/v1/agreements/${pair.id}/withdraw`, asPerson(pair.leader)),
    'the mentor blocks': (pair: Pair) => world.post('/v1/blocks', asPerson(pair.mentor), { personId: pair.leader.id }),
    'the custodian keeps them apart': (pair: Pair) => world.post('/v1/blocks/conflicts', asCustodian(people), {
      programmeId: programme.id, personA: pair.mentor.id, personB: pair.leader.id, origin: 'custodian',
    }),
    'the admin closes it': (pair: Pair) => world.post(`/v1/pairings/${pair.id}/pause`, asAdmin(people), { closing: true }),
    'the mentor leaves the programme': (pair: Pair) => world.post(`/v1/enrolments/${enrolmentOf(pair)}/withdraw`, asPerson(pair.mentor)),
    'both withdraw': async (pair: Pair) => {
      await world.post(`/v1/agreements/${pair.id}/withdraw`, asPerson(pair.mentor));
      await world.post(`/v1/agreements/${pair.id}/withdraw`, asPerson(pair.leader));
    },
  } as const;
}
