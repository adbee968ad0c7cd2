import type { Employment, ParticipantsSealed } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import { foldBatch, type Projection, type Row } from '@flipside/read-models';
import fc from 'fast-check';
import { calendarOf } from './calendar-of.js';
import { knownEnrolments } from './known-enrolment.js';
import { employmentOf, knownPeople, type KnownPerson } from './known-person.js';
import { knownProgrammes } from './known-programme.js';
import { siloOfUnit } from './known-unit.js';

const feed = {} as Feed<ParticipantsSealed>;

function contract(stream: string, type: string, data: object): ParticipantsSealed {
  return {
    id: 'e', type, stream, data, service: 'participants', audience: 'sealed', revision: 0n, position: { epoch: 1, n: 1n },
    at: '2027-01-04T09:00:00.000Z',
  } as unknown as ParticipantsSealed;
}

const employment: Employment = {
  unitId: null, title: null, level: 3, managers: { line: 'boss', dottedLine: [], appraiser: null, unresolved: [] }, topOfTree: false,
  site: null, country: 'DE', zone: 'Europe/Berlin', legalEntity: null, type: 'employee', status: 'active', workingDays: [1, 2, 3],
  fte: 0.6, startsOn: '2020-01-01', endsOn: null, exitReason: null,
};
const changed = (person: string, effectiveOn: string, change: Partial<Employment> = {}) =>
  contract(`person-${person}`, 'EmploymentChanged', { personId: person, effectiveOn, employment: { ...employment, ...change }, reason: 'unknown' });

function rowsOf<R extends Row>(projection: Projection<ParticipantsSealed, R>, events: readonly ParticipantsSealed[]): ReadonlyMap<string, R | undefined> {
  return foldBatch(projection, events, new Map());
}

describe('what other services know of people, programmes and enrolments', () => {
  it('keeps employment as a timeline, also ahead', () => {
    const row = rowsOf(knownPeople(feed), [changed('ada', '2027-03-01', { level: 4 }), changed('ada', '2026-01-01')]).get('ada')!;
    expect(employmentOf(row, '2025-12-31')).toBeUndefined();
    expect(employmentOf(row, '2027-02-28')?.level).toBe(3);
    expect(employmentOf(row, '2027-03-01')?.level).toBe(4);
  });

  it('keeps nothing of an erased person, whatever comes after', () => {
    const events = [changed('ada', '2026-01-01'), contract('person-ada', 'PersonErased', { personId: 'ada' })];
    expect(rowsOf(knownPeople(feed), events).get('ada')).toMatchObject({ erased: true, facts: [], profile: null, lineManager: null });
  });

  it('counts an absence only as long as it takes place', () => {
    const absence = (cancelled: boolean) =>
      contract('person-ada', 'AbsenceRecorded', { personId: 'ada', absenceId: 'x', from: '2027-02-01', to: null, cancelled });
    const of = (...events: ParticipantsSealed[]) => rowsOf(knownPeople(feed), [changed('ada', '2026-01-01'), ...events]).get('ada');
    expect(calendarOf(of(absence(false)), '2027-01-04')).toEqual({
      zone: 'Europe/Berlin', workingDays: [1, 2, 3], absences: [{ from: '2027-02-01', to: '2028-02-01' }],
    });
    expect(calendarOf(of(absence(false), absence(true)), '2027-01-04').absences).toEqual([]);
    expect(calendarOf(undefined, '2027-01-04').workingDays).toEqual([1, 2, 3, 4, 5]);
  });

  it('starts an enrolment anew when the person applies again', () => {
    const whose = { programmeId: 'p', personId: 'ada', role: 'mentor' };
    const on = (type: string, data: object = {}) => contract('enrolment-p_ada_mentor', type, { ...whose, ...data });
    const events = [
      on('Applied'), on('GoalsSet', { goals: [], slots: 2, ownChain: true }), on('EnrolmentReady'), on('EnrolmentWithdrawn'), on('Applied'),
    ];
    expect(rowsOf(knownEnrolments(feed), events).get('p_ada_mentor')).toMatchObject({ state: 'applied', slots: 1, ownChain: false });
  });

  it('finds the silo through mergers and knows nothing of unknown units', () => {
    const units = new Map([
      ['fin', { parentId: null, mergedInto: null }],
      ['old', { parentId: null, mergedInto: 'fin' }],
      ['team', { parentId: 'old', mergedInto: null }],
      ['loop', { parentId: 'loop', mergedInto: null }],
    ]);
    expect(siloOfUnit(units, 'team')).toBe('fin');
    expect(siloOfUnit(units, 'loop')).toBeNull();
    expect(siloOfUnit(units, 'nowhere')).toBeNull();
  });

  it('finds the same rows however the streams are mixed', () => {
    const people = ['a', 'b', 'c'].map((id) => [changed(id, '2026-01-01'), changed(id, '2027-01-01', { level: 5 }), contract(`person-${id}`, 'PersonLeft', { personId: id, effectiveOn: '2027-06-01', reason: 'voluntary' })]);
    const programme = [contract('programme-p', 'ProgrammeCreated', { programmeId: 'p', name: 'P', adminId: 'a' })];
    const inOrder = [...people.flat(), ...programme];
    const expected: [KnownPerson[], unknown] = [[...rowsOf(knownPeople(feed), inOrder).values()] as KnownPerson[], [...rowsOf(knownProgrammes(feed), inOrder)]];
    const streams = [...people, programme];
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }), (choice) => {
        const left = streams.map((events) => [...events]);
        const mixed = choice.map((index) => left[index]!.shift()).filter((event) => event !== undefined);
        mixed.push(...left.flat());
        const rows = [...rowsOf(knownPeople(feed), mixed).values()].sort((x, y) => (x!.id < y!.id ? -1 : 1));
        expect([rows, [...rowsOf(knownProgrammes(feed), mixed)]]).toEqual(expected);
      }),
    );
  });
});
