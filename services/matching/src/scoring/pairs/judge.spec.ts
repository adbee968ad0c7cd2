import { defaultPolicy } from '@flipside/contracts';
import type { Snapshot, SnapshotEnrolled, SnapshotPerson } from '../snapshot.js';
import { fieldOf } from './field.js';
import { judgePair } from './judge.js';

const week = { zone: 'Europe/Berlin', slots: [{ day: 2 as const, from: '09:00', to: '11:00' }] };
const common: Omit<SnapshotEnrolled, 'mentor' | 'mentee'> = {
  employment: {
    level: 8, siloId: 'sales', site: 'Bonn', zone: 'Europe/Berlin', type: 'employee', status: 'active', endsOn: null,
  },
  profile: {
    offers: [], wishes: [], certificates: [], goalAreas: [], background: [], availability: week,
    languages: [{ tag: 'de', fluency: 'fluent' }],
  },
};
const links = (line: string | null) => ({ line, dottedLine: [], appraiser: null, unresolved: [], topOfTree: line === null });
const leo: SnapshotPerson = {
  personId: 'leo', links: links('top'),
  enrolled: {
    ...common,
    profile: {
      ...common.profile,
      wishes: [
        { topic: 'chatgpt', kind: 'skill', priority: 1, current: 1, lastUsed: null },
        { topic: 'younger-customers', kind: 'perspective', priority: 2, current: null, lastUsed: null },
      ],
      background: [{ area: 'finance', years: 12 }],
    },
    mentee: { open: 0 },
  },
};
const mia: SnapshotPerson = {
  personId: 'mia', links: links('low'),
  enrolled: {
    ...common,
    employment: { ...common.employment, level: 3, siloId: 'it', site: 'Ulm' },
    profile: {
      ...common.profile,
      offers: [
        { topic: 'generative-ai', kind: 'skill', proficiency: 5, lastUsed: '2026-01-01' },
        { topic: 'gen z', kind: 'perspective', proficiency: null, lastUsed: null },
      ],
      goalAreas: ['finance'],
    },
    mentor: { slots: 1, hoursPerMonth: 2, ownChain: false, open: 0 },
  },
};
const snapshot: Snapshot = {
  version: 1, programmeId: 'p', asOf: '2026-01-15', window: { from: '2026-02-01', to: '2026-07-31' },
  minHoursPerMonth: 2, silos: 4, policy: defaultPolicy.matching, pairs: [],
  people: [{ personId: 'top', links: links(null) }, { personId: 'low', links: links('top') }, leo, mia],
};

function judged(changed: Partial<Snapshot> = {}, second?: boolean) {
  const { court, mentors, mentees } = fieldOf({ ...snapshot, ...changed });
  return judgePair(court, mentors[0]!, mentees[0]!, second);
}

describe('one pair judged in full', () => {
  it('has a score that its lines add up to, each with its facts', () => {
    const { broken, fit } = judged();
    expect(broken).toEqual([]);
    expect(fit.criteria.reduce((sum, { points }) => sum + points, 0)).toBe(fit.score);
    expect(fit.criteria.map(({ fact }) => fact)).toEqual([
      {
        criterion: 'topicFit',
        topics: [
          { topic: 'generative-ai', kind: 'skill', priority: 1, mentor: 5, mentee: 1, monthsSinceUse: 0 },
          { topic: 'younger-customers', kind: 'perspective', priority: 2 },
        ],
      },
      { criterion: 'differentSilo', different: true },
      { criterion: 'availability', minutes: 120 },
      { criterion: 'proximity', sameSite: false, minutesApart: 0 },
      { criterion: 'careerGoal', area: 'finance', years: 12, missing: null },
      { criterion: 'language', language: 'de', fluency: 'fluent' },
      { criterion: 'levelDistance', levels: 5 },
      { criterion: 'secondSlot', second: false },
    ]);
  });

  it('says where data were lacking, and counts the middle', () => {
    const { profile, employment } = mia.enrolled!;
    const unsaid = { employment: { ...employment, siloId: null }, profile: { ...profile, goalAreas: [] } };
    const silent = { ...mia, enrolled: { ...mia.enrolled!, ...unsaid } };
    const { fit } = judged({ people: [...snapshot.people.slice(0, 3), silent] });
    expect(fit.criteria.filter(({ neutral }) => neutral).map(({ criterion, value }) => [criterion, value])).toEqual([
      ['differentSilo', 500_000], ['careerGoal', 500_000],
    ]);
  });

  it('costs a second place its weight', () => {
    const { secondSlot } = snapshot.policy.weights;
    expect(judged({}, false).fit.score - judged({}, true).fit.score).toBe(secondSlot * 10_000);
  });

  it('names every constraint that it breaks', () => {
    const strict = { ...snapshot.policy, minLevelGap: 6, minSharedMinutes: 180 };
    expect(judged({ policy: strict }).broken).toEqual(['level-gap', 'availability']);
    expect(judged({ policy: { ...snapshot.policy, qualityFloor: 1_000_000 } }).broken).toEqual(['below-floor']);
    expect(judged({ pairs: [{ mentorId: 'leo', menteeId: 'mia', kind: 'private' }] }).broken).toEqual(['private']);
  });
});
