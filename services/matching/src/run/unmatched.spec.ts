import { defaultPolicy } from '@flipside/contracts';
import type { Snapshot, SnapshotEnrolled, SnapshotPerson } from '../scoring/snapshot.js';
import { fieldOf } from '../scoring/pairs/field.js';
import { judgePair } from '../scoring/pairs/judge.js';
import type { Mentee, Mentor } from '../scoring/people/prepared.js';
import { randomSnapshot } from '../testing/random-snapshot.js';
import { match } from './match.js';
import { solveRun } from './solve-run.js';
import { survey } from './survey.js';
import { unmatchedPeople } from './unmatched.js';

const firm: ReadonlySet<string> = new Set(['same-person', 'power-distance', 'own-chain', 'capacity', 'repeat', 'both-ways', 'private']);

const week = { zone: 'Europe/Berlin', slots: [{ day: 2 as const, from: '09:00', to: '11:00' }] };
const links = (line: string | null) => ({ line, dottedLine: [], appraiser: null, unresolved: [], topOfTree: line === null });

interface Sketch {
  readonly id: string;
  readonly level?: number;
  readonly boss?: string | null;
  readonly offers?: number;
  readonly wishes?: number;
  readonly language?: string;
  readonly hours?: readonly [string, string];
  readonly topOfTree?: boolean;
}

/** Mentors offer, leaders wish for `generative-ai` at a level; everybody below a boss of their own. */
function person({ id, level, boss, offers, wishes, language = 'de', hours }: Sketch): SnapshotPerson {
  const topic = { topic: 'generative-ai', kind: 'skill' as const, lastUsed: '2026-01-01' };
  const enrolled: SnapshotEnrolled = {
    employment: {
      level: level ?? (offers === undefined ? 8 : 3), siloId: id, site: null, zone: 'Europe/Berlin',
      type: 'employee', status: 'active', endsOn: null,
    },
    profile: {
      offers: offers === undefined ? [] : [{ ...topic, proficiency: offers }],
      wishes: wishes === undefined ? [] : [{ ...topic, priority: 1, current: wishes }],
      certificates: [], goalAreas: [], background: [], languages: [{ tag: language, fluency: 'fluent' }],
      availability: hours ? { ...week, slots: [{ day: 2, from: hours[0], to: hours[1] }] } : week,
    },
    ...(offers === undefined ? { mentee: { open: 0 } } : { mentor: { slots: 1, hoursPerMonth: 2, ownChain: false, open: 0 } }),
  };
  return { personId: id, links: boss === null ? { ...links(null), topOfTree: false } : links(`boss of ${id}`), enrolled };
}

function snapshotOf(sketches: readonly Sketch[], more: Partial<Snapshot> = {}): Snapshot {
  const bosses = sketches.map(({ id }): SnapshotPerson => ({ personId: `boss of ${id}`, links: links('top') }));
  return {
    version: 1, programmeId: 'p', asOf: '2026-01-15', window: { from: '2026-02-01', to: '2026-07-31' },
    minHoursPerMonth: 2, silos: 4, policy: { ...defaultPolicy.matching, qualityFloor: 0 }, pairs: [],
    people: [{ personId: 'top', links: links(null) }, ...bosses, ...sketches.map(person)], ...more,
  };
}

async function alone(sketches: readonly Sketch[], more?: Partial<Snapshot>) {
  const { unmatched } = (await match(snapshotOf(sketches, more), { seed: 1 })).result;
  return Object.fromEntries(unmatched.map(({ personId, reason, change }) => [personId, [reason, change]]));
}

const mia: Sketch = { id: 'mia', offers: 5 };
const leo: Sketch = { id: 'leo', wishes: 1 };

describe('who is left alone', () => {
  it('is nobody where two fit', async () => expect(await alone([mia, leo])).toEqual({}));

  it('learns that nothing is wished for, or nobody offers or wishes for it', async () => {
    expect(await alone([mia, { id: 'leo' }])).toEqual({
      leo: ['nothing-wished', { kind: 'state-topics' }], mia: ['nobody-wishes', { kind: 'find-partner', topic: 'generative-ai' }],
    });
    expect(await alone([{ id: 'mia', offers: 3 }, leo])).toEqual({
      leo: ['nobody-offers', { kind: 'find-partner', topic: 'generative-ai' }], mia: ['nobody-wishes', { kind: 'state-topics' }],
    });
    expect(await alone([mia, { id: 'leo', wishes: 4 }])).toMatchObject({ leo: ['nobody-offers', expect.anything()] });
  });

  it('learns of a chain that HR has to complete', async () => {
    const open = await alone([{ ...mia, boss: null }, leo]);
    expect(open).toEqual({
      mia: ['chain-unknown', { kind: 'complete-chain' }],
      leo: ['all-constrained', { kind: 'constraint', constraint: 'chain-unknown' }],
    });
    expect(await alone([mia, { ...leo, boss: null }])).toMatchObject({ leo: ['chain-unknown', { kind: 'complete-chain' }] });
  });

  it('learns by how little a constraint is missed', async () => {
    expect(await alone([mia, { ...leo, hours: ['10:15', '13:00'] }])).toMatchObject({
      leo: ['all-constrained', { kind: 'constraint', constraint: 'availability', by: 15 }],
    });
    expect(await alone([{ ...mia, level: 7 }, leo])).toMatchObject({
      leo: ['all-constrained', { kind: 'constraint', constraint: 'level-gap', by: 1 }],
    });
    expect(await alone([mia, { ...leo, language: 'fr' }])).toMatchObject({
      leo: ['all-constrained', { kind: 'constraint', constraint: 'language' }],
    });
  });

  it('learns the easiest of several, by the partner for whom it takes least', async () => {
    const far = { id: 'ben', offers: 5, language: 'fr', level: 7 };
    expect(await alone([far, leo])).toMatchObject({
      leo: ['all-constrained', { kind: 'several', constraints: ['level-gap', 'language'] }],
    });
    expect(await alone([far, { id: 'eve', offers: 4, language: 'fr' }, leo])).toMatchObject({
      leo: ['all-constrained', { kind: 'constraint', constraint: 'language' }],
    });
  });

  it('learns the easiest of all partners, however many there are and wherever the one for whom it takes least stands', async () => {
    const many = Array.from({ length: 400 }, (_, at): Sketch => ({ id: `m${String(at).padStart(3, '0')}`, offers: 5, level: 7, language: 'fr' }));
    const one = { ...many.at(-1)!, language: 'de' };
    expect(await alone([...many.slice(0, -1), one, leo])).toMatchObject({
      leo: ['all-constrained', { kind: 'constraint', constraint: 'level-gap', by: 1 }],
    });
    const solved = await solveRun(fieldOf(snapshotOf([...many.slice(0, -1), one, leo])), { seed: 1 });
    const some = (await unmatchedPeople(solved, await survey(solved, {}), {}, 200)).find(({ personId }) => personId === 'leo');
    expect(some).toMatchObject({ change: { kind: 'several' }, looks: { pairs: 200, of: 400 } });
  });

  it('learns of the pair that breaks least of all that share a topic', async () => {
    for (const seed of [1, 2, 3, 4]) {
      const snapshot = randomSnapshot({ seed, mentors: 40, mentees: 30, oddOneIn: 3, policy: { minSharedMinutes: 90 } });
      const { result, solved: { field } } = await match(snapshot, { seed: 1 });
      const constrained = result.unmatched.filter(({ reason }) => reason === 'all-constrained');
      expect(constrained.length).toBeGreaterThan(3);
      const isTaken = (role: string, mentor: Mentor, mentee: Mentee): boolean => (role === 'mentor'
        ? result.proposals.some(({ menteeId }) => menteeId === mentee.personId)
        : result.proposals.filter(({ mentorId }) => mentorId === mentor.personId).length >= mentor.slots);
      for (const { personId, role, change } of constrained) {
        const sizes = field.mentors.flatMap((mentor) => field.mentees.flatMap((mentee) => {
          if ((role === 'mentor' ? mentor : mentee).personId !== personId) return [];
          const broken = judgePair(field.court, mentor, mentee).broken.filter((constraint) => constraint !== 'below-floor');
          return broken.includes('topic') || broken.some((constraint) => firm.has(constraint)) ? [] : [broken.length + (isTaken(role, mentor, mentee) ? 1 : 0)];
        }));
        const least = sizes.length === 0 ? null : Math.min(...sizes);
        const more = change !== null && 'taken' in change ? 1 : 0;
        expect(change && more + (change.kind === 'several' ? change.constraints.length : 1)).toBe(least);
      }
    }
  });

  it('learns that it takes a place as well where the partner has none left', async () => {
    const tom = { id: 'tom', wishes: 2, hours: ['10:15', '13:00'] as const };
    expect(await alone([mia, leo, tom])).toEqual({
      tom: ['all-constrained', { kind: 'constraint', constraint: 'availability', by: 15, taken: true }],
    });
    const ben = { id: 'ben', offers: 5, language: 'fr' };
    expect(await alone([mia, ben, leo, tom])).toMatchObject({ tom: ['all-constrained', { kind: 'constraint', constraint: 'availability', taken: true }] });
    expect(await alone([mia, { ...ben, hours: ['10:15', '13:00'] }, leo, tom])).toMatchObject({ tom: ['all-constrained', { kind: 'constraint', constraint: 'language' }] });
  });

  it('learns of no change where only a private constraint or power distance is in the way', async () => {
    const blocked = { pairs: [{ mentorId: 'mia', menteeId: 'leo', kind: 'private' as const }] };
    expect(await alone([mia, leo], blocked)).toEqual({ leo: ['all-constrained', null], mia: ['all-constrained', null] });
  });

  it('learns whose place would help, or the floor that would', async () => {
    expect(await alone([mia, leo, { id: 'tom', wishes: 2 }])).toEqual({ tom: ['capacity', { kind: 'place', mentorId: 'mia' }] });
    expect(await alone([mia, { id: 'ben', offers: 4 }, leo])).toEqual({ ben: ['capacity', { kind: 'more-mentees' }] });
    const strict = { policy: { ...defaultPolicy.matching, qualityFloor: 990_000 } };
    const found = await alone([mia, leo], strict);
    expect(found).toMatchObject({ leo: ['below-floor', { kind: 'floor' }], mia: ['below-floor', { kind: 'floor' }] });
  });

  it('learns that a lower floor alone gives nothing where the partner has a pair above it', async () => {
    const scoreOf = async (...pair: readonly Sketch[]) => (await match(snapshotOf(pair), { seed: 1 })).result.proposals[0]!.fit.score;
    const [tom, ben]: readonly Sketch[] = [{ id: 'tom', wishes: 3 }, { id: 'ben', offers: 4 }];
    const [ofTom, ofBen] = [await scoreOf(mia, tom!), await scoreOf(ben!, leo)];
    const above = (score: number) => ({ policy: { ...defaultPolicy.matching, qualityFloor: score + 1 } });
    expect(await scoreOf(mia, leo)).toBeGreaterThan(Math.max(ofTom, ofBen));
    expect(await alone([mia, leo, tom!], above(ofTom))).toEqual({ tom: ['below-floor', { kind: 'floor', to: ofTom, taken: true }] });
    expect(await alone([mia, ben!, leo], above(ofBen))).toEqual({ ben: ['below-floor', { kind: 'floor', to: ofBen, taken: true }] });
    expect((await alone([mia, tom!], above(ofTom)))['tom']).toEqual(['below-floor', { kind: 'floor', to: ofTom }]);
  });
});
