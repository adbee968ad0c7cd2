import { linkManagers, type People } from './link-managers.js';
import type { NamedManager, StatedRow } from './stated-row.js';

const numbers: Record<string, string> = { 'F1/7': 'bob', 'F2/7': 'cleo', 'F2/8': 'dora', 'F1/9': 'eve', 'F2/9': 'finn' };
const names: Readonly<Record<string, readonly string[]>> = { 'Bob Hill': ['bob'], 'Jo Smith': ['gil', 'hal'] };
const people: People = {
  byNumber: (legalEntity, number) => numbers[`${legalEntity}/${number}`],
  anyByNumber: (number) => Object.entries(numbers).filter(([key]) => key.endsWith(`/${number}`)).map(([, id]) => id),
  byName: (name) => names[name] ?? [],
};
const byNumber = (number: string, legalEntity: string | null = null): NamedManager => ({ by: 'number', number, legalEntity });
const byName = (name: string): NamedManager => ({ by: 'name', name });
const link = (managers: Partial<StatedRow['managers']>, legalEntity: string | null = 'F1', topOfTree = false) =>
  linkManagers({
    key: { source: 'hr', legalEntity, number: '1' },
    managers: { line: null, dottedLine: [], appraiser: null, ...managers },
    employment: { topOfTree } as StatedRow['employment'],
  }, people);
const nobody = { line: null, dottedLine: [], appraiser: null, unresolved: [] };

describe('managers', () => {
  it('by number are those of the same legal entity, else the only ones who have it', () => {
    expect(link({ line: byNumber('7') }).managers.line).toBe('bob');
    expect(link({ line: byNumber('7') }, 'F2').managers.line).toBe('cleo');
    expect(link({ line: byNumber('7', 'F2') }).managers.line).toBe('cleo');
    expect(link({ line: byNumber('8') }).managers.line).toBe('dora');
    expect(link({ line: byNumber('9') }, 'F3')).toEqual({
      managers: { ...nobody, unresolved: ['line'] }, notices: ['ambiguous-manager'],
    });
    expect(link({ line: byNumber('8', 'F1') }).notices).toEqual(['unknown-manager']);
  });

  it('by name count where exactly one person fits', () => {
    expect(link({ line: byName('Bob Hill') })).toEqual({ managers: { ...nobody, line: 'bob' }, notices: [] });
    expect(link({ line: byName('Jo Smith') })).toEqual({
      managers: { ...nobody, unresolved: ['line'] }, notices: ['ambiguous-manager'],
    });
    expect(link({ line: byName('Nobody') }).notices).toEqual(['unknown-manager']);
  });

  it('of the other lines are unresolved too where nobody fits, since they may hide a power distance', () => {
    const dottedLine = [byNumber('8'), byNumber('404')];
    const { managers, notices } = link({ line: byName('Bob Hill'), dottedLine, appraiser: byNumber('405') });
    expect(managers).toEqual({ line: 'bob', dottedLine: ['dora'], appraiser: null, unresolved: ['dottedLine', 'appraiser'] });
    expect(notices).toEqual(['unknown-other-manager']);
  });

  it('are unknown where a row names none, unless it declares the top of the tree', () => {
    expect(link({})).toEqual({ managers: nobody, notices: ['unknown-manager'] });
    expect(link({}, 'F1', true)).toEqual({ managers: nobody, notices: [] });
  });
});
