import fc from 'fast-check';
import { levelBand, OTHER, reportingClasses, type Classified } from './reporting-classes.js';

const group = (siloId: string | null, level: number | null, size: number): Classified[] =>
  Array.from({ length: size }, (_, index) => ({ personId: `${siloId}-${level}-${index}`, siloId, level }));
const sizes = (people: readonly Classified[]) => {
  const members = Map.groupBy(reportingClasses(people, 5).values(), (name) => name);
  return Object.fromEntries([...members].map(([name, all]) => [name, all.length]));
};

describe('reporting classes', () => {
  it('are silo and level band', () => {
    expect([1, 3, 4, 6, 7, 8, 9, 10].map(levelBand)).toEqual(['1-3', '1-3', '4-6', '4-6', '7-8', '7-8', '9-10', '9-10']);
    expect(sizes([...group('fin', 2, 5), ...group('ops', 7, 6)])).toEqual({ 'fin:1-3': 5, 'ops:7-8': 6 });
  });

  it('that fewer than k hold are one class, with those of no level or silo', () => {
    const few = [...group('fin', 9, 1), ...group('ops', 5, 3), ...group(null, 2, 1), ...group('ops', null, 1)];
    expect(sizes([...group('fin', 2, 9), ...few])).toEqual({ 'fin:1-3': 9, [OTHER]: 6 });
  });

  it('take in the smallest other one where the rest would be fewer than k', () =>
    expect(sizes([...group('fin', 2, 9), ...group('ops', 2, 7), ...group('fin', 9, 1)])).toEqual({ 'fin:1-3': 9, [OTHER]: 8 }));

  it('are held by at least k people each, in any organisation that has them', () => {
    const person = fc.record({ siloId: fc.constantFrom('a', 'b', 'c', null), level: fc.constantFrom(1, 4, 7, 9, null) });
    fc.assert(fc.property(fc.array(person, { minLength: 5, maxLength: 60 }), fc.integer({ min: 5, max: 8 }), (all, k) => {
      const people = all.map((one, index) => ({ ...one, personId: String(index) }));
      fc.pre(people.length >= k);
      const classes = reportingClasses(people, k);
      expect(classes.size).toBe(people.length);
      const members = Map.groupBy(classes.values(), (name) => name);
      for (const all of members.values()) expect(all.length).toBeGreaterThanOrEqual(k);
    }));
  });
});
