import { keyedHash } from '@flipside/privacy';
import { personIdOf } from '../../person-id.js';
import type { PersonRow } from './people.entity.js';
import { holderOf, survivorOf } from './people-by-number.js';

const hash = keyedHash(Buffer.alloc(32, 7));
const key = { source: 'hr', legalEntity: null, number: '42' };
const idOf = (generation: number): string => personIdOf(hash, key, generation);
const row = (id: string, state: string, more: Partial<PersonRow> = {}): PersonRow => ({ id, state, survivorId: null, erasedOn: null, ...more }) as PersonRow;
const among = (...rows: PersonRow[]) => async (id: string) => rows.find((one) => one.id === id);

describe('who has a number', () => {
  it('is nobody, then its first holder', async () => {
    expect(await holderOf(hash, key, among())).toEqual({ personId: idOf(0), generation: 0 });
    const known = row(idOf(0), 'employed');
    expect(await holderOf(hash, key, among(known))).toEqual({ personId: idOf(0), generation: 0, row: known });
  });

  it('is the next generation after each erasure', async () => {
    const first = row(idOf(0), 'erased', { erasedOn: '2026-01-01' });
    expect(await holderOf(hash, key, among(first))).toEqual({ personId: idOf(1), generation: 1, before: first });
    const second = row(idOf(1), 'erased', { erasedOn: '2026-06-01' });
    const third = row(idOf(2), 'left');
    expect(await holderOf(hash, key, among(first, second, third))).toEqual({ personId: idOf(2), generation: 2, row: third, before: second });
  });

  it('is the survivor where they were merged, however often', async () => {
    const [a, b, c] = [row('a', 'merged', { survivorId: 'b' }), row('b', 'merged', { survivorId: 'c' }), row('c', 'employed')];
    expect(await survivorOf(a, among(a, b, c))).toBe(c);
    expect(await survivorOf(c, among(a, b, c))).toBe(c);
    const lost = row('d', 'merged', { survivorId: 'nobody' });
    expect(await survivorOf(lost, among(lost))).toBe(lost);
  });
});
