import fc from 'fast-check';
import { classesToTell, type Placed } from './classes-to-tell.js';
import { OTHER } from './reporting-classes.js';

const K = 5;
const group = (siloId: string | null, size: number, told: string | null, from = 0): Placed[] =>
  Array.from({ length: size }, (_, n) => ({ personId: `${siloId}-${told}-${from + n}`, siloId, level: 2, told }));
const sizes = (people: readonly Placed[]) => {
  const members = Map.groupBy(classesToTell(people, K).values(), (name) => name);
  return Object.fromEntries([...members].map(([name, all]) => [name, all.length]));
};

describe('which classes are told', () => {
  it('is everybody’s, the first time', () => {
    expect(sizes([...group('fin', 6, null), ...group('ops', 3, null), ...group('hr', 2, null)])).toEqual({ 'fin:1-3': 6, [OTHER]: 5 });
  });

  it('is nobody’s where nothing has changed', () => expect(sizes([...group('fin', 6, 'fin:1-3'), ...group('ops', 9, 'ops:1-3')])).toEqual({}));

  it('is not that of one who moves alone, and that of five who move together', () => {
    const stay = [...group('fin', 9, 'fin:1-3'), ...group('ops', 9, 'ops:1-3')];
    expect(sizes([...stay, ...group('fin', 1, 'ops:1-3')])).toEqual({});
    expect(sizes([...stay, ...group('fin', 5, 'ops:1-3')])).toEqual({ 'fin:1-3': 5 });
  });

  it('is not that of many who leave a few behind', () => {
    const three = [...group('fin', 20, 'ops:1-3'), ...group('ops', 3, 'ops:1-3')];
    expect(sizes([...three, ...group('hr', 9, 'hr:1-3')])).toEqual({ [OTHER]: 9 }); // who hide the three, who are not told of
    expect(sizes([...group('fin', 20, 'ops:1-3'), ...group('ops', 5, 'ops:1-3')])).toEqual({ 'fin:1-3': 20 });
    expect(sizes(group('fin', 20, 'ops:1-3'))).toEqual({ 'fin:1-3': 20 });
  });

  it('hides who is new among others who are, or says nothing of them', () => {
    const known = [...group('fin', 9, 'fin:1-3'), ...group('ops', 9, 'ops:1-3')];
    expect(sizes([...known, ...group('fin', 1, null)])).toEqual({});
    expect(sizes([...known, ...group('fin', 3, null), ...group('ops', 2, null)])).toEqual({ [OTHER]: 5 });
    expect(sizes([...known, ...group('fin', 30, null), ...group('ops', 1, null)])).toEqual({ 'fin:1-3': 26, [OTHER]: 5 });
  });

  it('leads nobody with the files of HR to fewer than k pseudonyms, whatever HR changes how often', () => {
    const person = fc.record({ siloId: fc.constantFrom('a', 'b', 'c', null), level: fc.constantFrom(1, 4, 7, null) });
    const day = fc.array(person, { minLength: 1, maxLength: 60 });
    fc.assert(fc.property(fc.array(day, { minLength: 1, maxLength: 4 }), (days) => {
      const told = new Map<string, string>();
      for (const all of days) {
        const people = all.map((one, n): Placed => ({ ...one, personId: String(n), told: told.get(String(n)) ?? null }));
        const moves = classesToTell(people, K);
        // All who took the same way, and all who stayed where somebody left.
        const ways = Map.groupBy(people, ({ personId, told: from }) => `${from}>${moves.get(personId) ?? 'stays'}`);
        for (const [way, those] of ways) {
          const [from, to] = way.split('>');
          const moved = people.some((one) => String(one.told) === from && moves.has(one.personId));
          if (to !== 'stays' || moved) expect([way, those.length >= K]).toEqual([way, true]);
        }
        for (const [personId, to] of moves) told.set(personId, to);
      }
    }), { numRuns: 300 });
  });
});
