import { defaultPolicy, type Employment, type Profile } from '@flipside/contracts';
import type { KnownEnrolment, KnownPerson, KnownProgramme } from '@flipside/participants-view';
import { buildSnapshot, type SnapshotSources } from './build-snapshot.js';

const employment = (line: string | null): Employment => ({
  unitId: null, title: null, level: 5, managers: { line, dottedLine: [], appraiser: null, unresolved: [] }, topOfTree: line === null, site: null,
  country: null, zone: null, legalEntity: null, type: 'employee', status: 'active', workingDays: null, fte: null, startsOn: null, endsOn: null,
  exitReason: null,
});
const person = (id: string, line: string | null, change: Partial<KnownPerson> = {}): KnownPerson => ({
  id, facts: [{ effectiveOn: '2026-01-01', employment: employment(line) }], absences: {}, profile: null, leftOn: null, reportingClass: null,
  lineManager: line, mergedInto: null, absorbed: {}, erased: false, ...change,
});
const enrolled = (personId: string, role: 'mentor' | 'mentee'): KnownEnrolment => ({
  id: `p_${personId}_${role}`, programmeId: 'p', personId, role, cohort: null, state: 'ready', paused: false, goals: [], slots: 1,
  ownChain: false, hoursPerMonth: 4,
});
const programme = {
  id: 'p', policy: { ...defaultPolicy, window: { from: '2026-02-01', to: '2026-07-31' } }, silos: [],
} as unknown as KnownProgramme;

/** Leo was known as his twin too: to Mia, who reports to the twin, to a colleague who was kept away from it, and in a pairing. */
const sources: SnapshotSources = {
  programme, asOf: '2026-02-01', units: new Map(),
  people: new Map([
    person('ceo', null), person('leo', 'ceo', { absorbed: { twin: null } }), person('twin', 'boss', { mergedInto: 'leo' }), person('boss', 'ceo'),
    person('mia', 'twin'), person('max', 'boss'),
  ].map((one) => [one.id, one])),
  enrolments: [enrolled('mia', 'mentor'), enrolled('max', 'mentor'), enrolled('leo', 'mentee'), enrolled('twin', 'mentee')],
  pairings: [{ status: 'paused', mentorId: 'mia', menteeId: 'twin' }],
  blocks: [['max', 'twin']],
};

describe('a snapshot of people of whom one was known by two ids', () => {
  const snapshot = buildSnapshot(sources);
  const of = (id: string) => snapshot.people.find(({ personId }) => personId === id);

  it('holds one human with the links of both', () => {
    expect(of('twin')).toBeUndefined();
    expect(of('mia')!.links.line).toBe('leo');
    expect(of('leo')!.links).toMatchObject({ line: 'ceo', dottedLine: ['boss'] });
  });

  it('counts places that were taken under either id, and keeps apart whom either was kept from', () => {
    expect(of('leo')!.enrolled!.mentee).toEqual({ open: 1 });
    expect(snapshot.pairs).toEqual([
      { mentorId: 'max', menteeId: 'leo', kind: 'private' }, { mentorId: 'mia', menteeId: 'leo', kind: 'open' },
    ]);
  });
});

describe('what a snapshot takes of a person', () => {
  const said: Profile = {
    offers: [{ topic: 'generative-ai', kind: 'skill', proficiency: 5, lastUsed: null }], wishes: [],
    certificates: [{ topic: 'generative-ai', on: '2025-05-05', name: 'SECRET certificate' }],
    goals: [{ text: 'SECRET goal', area: 'finance' }], languages: [], availability: null, background: [],
  };
  /** A trait among what HR or the person tells, as a newer participants might send it. */
  const trait = { gender: 'SECRET', ethnicity: 'SECRET' };
  const facts = [{ effectiveOn: '2026-01-01', employment: { ...employment('ceo'), title: 'SECRET title', unitId: 'unit', ...trait } }];
  const mia = person('mia', 'ceo', { facts, profile: { ...said, ...trait }, ...trait });
  const wishing = { ...enrolled('mia', 'mentor'), goals: [{ text: 'SECRET wish', area: 'data' }], ...trait };
  const units = new Map([['unit', { id: 'unit', name: 'SECRET unit', parentId: null }]]) as unknown as SnapshotSources['units'];
  const snapshot = buildSnapshot({ ...sources, units, people: new Map([person('ceo', null), mia].map((one) => [one.id, one])), enrolments: [wishing] });

  it('is no trait, no name and no text, whatever is told of them', () => {
    expect(snapshot.people.find(({ personId }) => personId === 'mia')!.enrolled!.profile.goalAreas).toEqual(['data', 'finance']);
    expect(JSON.stringify(snapshot)).not.toMatch(/SECRET|gender|ethnicity/);
  });
});
