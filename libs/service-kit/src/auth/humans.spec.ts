import fc from 'fast-check';
import { Humans, type MergedId } from './humans.js';

/** Who is one human, found by joining sets instead of following links. */
function joined(people: number, mergers: readonly MergedId[]): (id: string) => string {
  const sets = new Map(Array.from({ length: people }, (_, at) => [String(at), String(at)]));
  for (const { id, into } of mergers) {
    const [from, to] = [sets.get(id)!, sets.get(into)!];
    for (const [one, set] of sets) if (set === from) sets.set(one, to);
  }
  return (id) => sets.get(id)!;
}

const PEOPLE = 12;
const person = fc.nat(PEOPLE - 1).map(String);
const mergers = fc.array(fc.record({ id: person, into: person }), { maxLength: 14 });

describe('the ids of one human', () => {
  it('are all that mergers lead to either way, themselves first, and nobody else’s', async () => {
    await fc.assert(fc.asyncProperty(mergers, person, fc.boolean(), async (told, id, tellsAll) => {
      const asked: string[] = [];
      const humans = new Humans(async (ids) => {
        asked.push(...ids);
        return told.filter((one) => tellsAll || ids.includes(one.id) || ids.includes(one.into));
      });
      const setOf = joined(PEOPLE, told);
      const found = await humans.idsOf(id);
      expect(found[0]).toBe(id);
      expect([...found].sort()).toEqual(Array.from({ length: PEOPLE }, (_, at) => String(at)).filter((one) => setOf(one) === setOf(id)).sort());
      expect(new Set(asked).size).toBe(asked.length); // nobody is looked up twice, also where HR merged them in a circle
    }));
  });
});
