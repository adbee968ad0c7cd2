import { given } from '@flipside/testing';
import { keyedHash } from '@flipside/privacy';
import { personDecider } from '../domain/person/decide.js';
import { ada, bob, employed, unitId } from '../domain/person/person.samples.js';
import { placeUnit, type Units } from './place-unit.js';
import { effectOf, outcomeOf, rowKey, toAbsence, toCommand } from './to-command.js';
import type { StatedRow } from './stated-row.js';

const keyed = keyedHash(Buffer.alloc(32, 7));
const { unitId: _unitId, managers, ...facts } = employed;
const row: StatedRow = {
  line: 2, key: { source: 'hr', legalEntity: 'F1', number: '1001' }, identity: { name: 'Ada Quill', email: null },
  unit: { path: ['Finance'], code: null }, managers: { line: { by: 'name', name: 'Bob' }, dottedLine: [], appraiser: null },
  employment: facts, effectiveOn: '2026-01-05', reason: 'unknown', absence: { from: '2026-02-02', to: null }, notices: [],
};
const resolved = { personId: ada, generation: 0, unitId, managers };
const command = toCommand(row, resolved, '2026-01-05', keyed);

describe('what a row leads to', () => {
  it('is a statement that the person understands, and the same one the second time', () => {
    const registered = given(personDecider).when(command);
    registered.thenState({ status: 'employed' });
    expect(command.employment).toEqual(employed);
    expect(toCommand(row, resolved, '2026-01-05', keyed).origin).toEqual(command.origin);
  });

  it('is another statement once its manager is known', () => {
    const linked = toCommand(row, { ...resolved, managers: { ...managers, line: null } }, '2026-01-05', keyed);
    expect(linked.origin.digest).not.toBe(command.origin.digest);
  });

  it('is an absence that a later file may prolong', () => {
    const absence = toAbsence(row, command);
    const longer = toAbsence({ ...row, absence: { from: '2026-02-02', to: '2026-03-02' } }, command);
    expect(absence).toMatchObject({ type: 'RecordAbsence', personId: ada, from: '2026-02-02', to: null });
    expect((longer as { absenceId: string }).absenceId).toBe((absence as { absenceId: string }).absenceId);
    expect(toAbsence({ ...row, absence: null }, command)).toBeUndefined();
  });

  it('is counted by its events', () => {
    const outcome = (...types: string[]) => outcomeOf(types.map((type) => ({ type })) as never);
    expect(outcome('PersonRegistered', 'EmploymentChanged')).toBe('registered');
    expect(outcome('PersonRehired', 'EmploymentChanged')).toBe('rehired');
    expect([outcome('PersonLeft'), outcome('EmploymentChanged'), outcome('AbsenceRecorded'), outcome()])
      .toEqual(['left', 'changed', 'changed', 'unchanged']);
  });

  it('is weighed by whom it ends and whose manager it changes, among those known', () => {
    const effect = (status: 'active' | 'left', known?: string | null) =>
      effectOf({ employment: { ...employed, status } }, known === undefined ? undefined : { lineManagerId: known });
    expect(effect('left', bob)).toEqual({ ends: true, changesManager: false });
    expect(effect('left')).toEqual({ ends: false, changesManager: false });
    expect(effect('active', ada)).toEqual({ ends: false, changesManager: true });
    expect(effect('active', bob)).toEqual({ ends: false, changesManager: false });
    expect(effect('active', null)).toEqual({ ends: false, changesManager: false });
  });

  it('is a repeat of another row by number, and day where there are days', () => {
    const later = { ...row, effectiveOn: '2026-06-01' };
    expect(rowKey(row, false)).toBe(rowKey(later, false));
    expect(rowKey(row, true)).not.toBe(rowKey(later, true));
    expect(rowKey(row, false)).not.toBe(rowKey({ ...row, key: { ...row.key, legalEntity: 'F2' } }, false));
  });
});

describe('the unit of a row', () => {
  const unknown: Units = { byCode: () => undefined, byName: () => undefined };

  it('is registered with all above it, the same by every import', () => {
    const placed = placeUnit({ path: ['Finance', 'Treasury'], code: 'T1' }, 'hr', '2026-01-05', unknown);
    const [finance, treasury] = placed.unknown;
    expect(finance).toMatchObject({ name: 'Finance', parentId: null, key: null });
    expect(treasury).toMatchObject({ name: 'Treasury', parentId: finance!.unitId, key: { source: 'hr', code: 'T1' } });
    expect(placed.unitId).toBe(treasury!.unitId);
    const moved = placeUnit({ path: ['Operations', 'Cash'], code: 'T1' }, 'hr', '2026-02-02', unknown);
    expect(moved.unitId).toBe(placed.unitId);
    const other = placeUnit({ path: ['finance', 'Accounts'], code: null }, 'hr', '2026-01-05', unknown);
    expect(other.unknown[0]!.unitId).toBe(finance!.unitId);
  });

  it('is the known one by its code, or by its name below its parent', () => {
    const units: Units = {
      byCode: (_source, code) => (code === 'T1' ? 'treasury' : undefined),
      byName: (parentId, name) => (parentId === null && name === 'Finance' ? 'finance' : undefined),
    };
    const renamed = placeUnit({ path: ['Finance', 'Renamed'], code: 'T1' }, 'hr', '2026-01-05', units);
    expect(renamed).toEqual({ unitId: 'treasury', unknown: [] });
    const below = placeUnit({ path: ['Finance', 'Accounts'], code: null }, 'hr', '2026-01-05', units);
    expect(below.unknown).toMatchObject([{ name: 'Accounts', parentId: 'finance' }]);
  });
});
