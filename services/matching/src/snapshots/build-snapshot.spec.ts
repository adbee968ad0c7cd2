import { defaultPolicy, type Employment } from '@flipside/contracts';
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
