import fc from 'fast-check';
import { NOBODY, rowsOnCycles, UNSTATED } from './cycles.js';

const rejected = (known: number[], stated: number[]) => rowsOnCycles(Int32Array.from(known), Int32Array.from(stated));
const [nobody, unstated] = [NOBODY, UNSTATED];

describe('circles of managers', () => {
  it('are found in the file, who only leads into one is not on it', () => {
    expect(rejected([nobody, nobody, nobody, nobody], [1, 2, 0, 0])).toEqual([0, 1, 2]);
    expect(rejected([nobody, nobody], [1, nobody])).toEqual([]);
    expect(rejected([nobody], [0])).toEqual([0]);
  });

  it('are found between the file and what was known', () => {
    expect(rejected([nobody, 0], [1, unstated])).toEqual([0]);
    expect(rejected([1, nobody], [nobody, 0])).toEqual([]);
  });

  it('may be closed by what was known once a row is rejected', () => {
    // Known: 0 under 2. The file puts 0 under itself, and 2 under 0; without the first row the second closes a circle.
    expect(rejected([2, nobody, nobody], [0, unstated, 0])).toEqual([0, 2]);
  });

  it('are gone, whatever the file says, while rows on none are kept', () => {
    const size = 12;
    const tree = fc.array(fc.nat(), { minLength: size, maxLength: size })
      .map((seeds) => seeds.map((seed, person) => (person === 0 ? nobody : seed % person)));
    const file = fc.array(fc.integer({ min: UNSTATED, max: size - 1 }), { minLength: size, maxLength: size });
    fc.assert(fc.property(tree, file, (known, stated) => {
      const out = new Set(rejected(known, stated));
      const after = known.map((parent, person) => (stated[person] === UNSTATED || out.has(person) ? parent : stated[person]!));
      expect(after.some((_, person) => reaches(after, person))).toBe(false);
      const before = known.map((parent, person) => (stated[person] === UNSTATED ? parent : stated[person]!));
      if (!before.some((_, person) => reaches(before, person))) expect(out.size).toBe(0);
    }), { numRuns: 500 });
  });

  it('are found among 200,000 people, where going all the way up from each would outlast the test', () => {
    const size = 200_000;
    const chain = Int32Array.from({ length: size }, (_, person) => person - 1);
    const closed = Int32Array.from(chain);
    closed[0] = size - 1;
    expect(rowsOnCycles(new Int32Array(size).fill(NOBODY), closed)).toHaveLength(size);
    expect(rowsOnCycles(chain, new Int32Array(size).fill(UNSTATED))).toEqual([]);
  });
});

/** The slow way: up as often as there are people. */
function reaches(parents: readonly number[], person: number): boolean {
  let at = parents[person]!;
  for (let step = 0; step < parents.length && at >= 0; step++) {
    if (at === person) return true;
    at = parents[at]!;
  }
  return false;
}
