import { effectiveProficiency, type Claim } from './proficiency.js';

const asOf = '2026-01-15';
const claim = (more: Partial<Claim>): Claim => ({ declared: null, lastUsed: null, certificates: [], ...more });

describe('effective proficiency', () => {
  it.each([
    ['as declared, used lately', { declared: 4, lastUsed: '2025-12-01' }, 4, 1],
    ['as declared, where no last use is known', { declared: 4 }, 4, null],
    ['one less after 24 months', { declared: 5, lastUsed: '2024-01-15' }, 4, 24],
    ['not yet a day before', { declared: 5, lastUsed: '2024-01-16' }, 5, 23],
    ['two less after 48 months', { declared: 5, lastUsed: '2022-01-01' }, 3, 48],
    ['never below 0', { declared: 1, lastUsed: '2010-01-01' }, 0, 192],
    ['4 for a certificate under 24 months old', { declared: 2, certificates: ['2024-01-16'] }, 4, 23],
    ['also where nothing is declared', { certificates: ['2025-06-01'] }, 4, 7],
    ['what is declared, if that is more', { declared: 5, certificates: ['2025-06-01'] }, 5, 7],
    ['an old certificate is none', { declared: 2, certificates: ['2024-01-15'] }, 2, null],
    ['a certificate ahead is none', { declared: 2, certificates: ['2026-02-01'] }, 2, null],
    ['a certificate is a use: nothing is taken off', { declared: 5, lastUsed: '2020-01-01', certificates: ['2025-06-01'] }, 5, 7],
    ['unknown, where nothing is said', {}, null, null],
  ])('%s', (_, more, level, months) => expect(effectiveProficiency(claim(more), asOf)).toEqual({ level, months }));
});
