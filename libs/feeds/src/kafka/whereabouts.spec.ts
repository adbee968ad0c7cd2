import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { createHiding, type Whereabouts } from './whereabouts.js';

const hiding = createHiding(randomBytes(32));
const whereabouts: fc.Arbitrary<Whereabouts> = fc.record(
  {
    position: fc.record({ epoch: fc.integer({ min: 1, max: 9 }), n: fc.bigInt({ min: 1n, max: 10n ** 12n }) }), revision: fc.bigInt({ min: 0n, max: 10n ** 6n }),
    correlationId: fc.string({ unit: fc.constantFrom(...'abcdef-_09'), minLength: 8, maxLength: 64 }),
    traceparent: fc.constant('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'),
  },
  { requiredKeys: ['position', 'revision'] },
);
const told = fc.array(whereabouts, { minLength: 1, maxLength: 30 });

describe('hidden whereabouts', () => {
  it('are found one by one, from wherever a reader begins, in any order and among others', () => {
    const both = told.chain((one) => told.chain((other) => fc.tuple(fc.constant(one), fc.constant(other), fc.shuffledSubarray([...one.keys(), ...other.keys()].map((n, i) => [i < one.length, n] as const)))));
    fc.assert(fc.property(both, ([one, other, order]) => {
      const [hiddenOne, hiddenOther] = [hiding.hide(one), hiding.hide(other)];
      for (const [first, n] of order) expect(hiding.find((first ? hiddenOne : hiddenOther)[n]!)).toEqual((first ? one : other)[n]);
    }));
  });

  it('look like noise of one length, though what they hide is the same', () => {
    fc.assert(fc.property(told, (all) => {
      const texts = [...hiding.hide(all), ...hiding.hide(all)];
      expect(texts.map(({ length }) => length)).toEqual(texts.map(() => 257));
      const withoutBlocks = texts.map((text) => text.slice(22));
      expect(new Set(withoutBlocks).size).toBe(texts.length);
    }));
  });

  it('are refused when a single character is another, or the key is', () => {
    const [hidden] = hiding.hide([{ position: { epoch: 1, n: 7n }, revision: 3n }]) as [string];
    const changed = [...hidden].map((character, i) => hidden.slice(0, i) + (character === 'A' ? 'Q' : 'A') + hidden.slice(i + 1));
    for (const text of [...changed, hidden.slice(0, -1), `${hidden}A`, '', 'x', hidden.slice(-22)]) expect(() => hiding.find(text)).toThrow(RangeError);
    expect(() => createHiding(randomBytes(32)).find(hidden)).toThrow(RangeError);
    expect(hiding.find(hidden)).toEqual({ position: { epoch: 1, n: 7n }, revision: 3n });
  });
});
