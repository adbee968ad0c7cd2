import { RevisionConflict } from '@flipside/event-sourcing';
import fc from 'fast-check';
import { resultsOf, takeBatch } from './batch.js';
import type { NewAppend } from './new-append.js';

const queues = fc.array(
  fc.record({ stream: fc.constantFrom('a', 'b', 'c', 'd'), size: fc.constantFrom(1, 2, 400, 1_500), bytes: fc.nat(3_000_000) }),
  { maxLength: 40 },
);

describe('what goes with one call', () => {
  it('is at most one append a stream, and all of a stream leave in the order they came', () => {
    fc.assert(
      fc.property(queues, (wanted) => {
        const queue = wanted.map(({ stream, size, bytes }) => ({ ...anAppend(stream, size), bytes }));
        const sent: NewAppend[] = [];
        for (let left = queue; left.length > 0; ) {
          const { batch, rest } = takeBatch(left);
          expect(batch.length).toBeGreaterThan(0);
          expect(new Set(batch.map(({ stream }) => stream)).size).toBe(batch.length);
          if (batch.length > 1) expect(batch.reduce((sum, { events }) => sum + events.length, 0)).toBeLessThanOrEqual(1_000);
          sent.push(...batch);
          left = rest;
        }
        for (const stream of 'abcd') expect(sent.filter(of(stream))).toEqual(queue.filter(of(stream)));
      }),
    );
  });
});

describe('what became of it', () => {
  const batch = [anAppend('a', 2), anAppend('b', 1), anAppend('c', 3), anAppend('d', 1)];

  it('are positions in the order of the batch where all were accepted', () => {
    const results = resultsOf(batch, { epoch: 2, base: 10n, actual: undefined, repeated: undefined });
    expect(results).toEqual([
      { revision: 1n, position: { epoch: 2, n: 12n } },
      { revision: 0n, position: { epoch: 2, n: 13n } },
      { revision: 2n, position: { epoch: 2, n: 16n } },
      { revision: 0n, position: { epoch: 2, n: 17n } },
    ]);
  });

  it('leaves repeats and conflicts out of the count', () => {
    const answer = { epoch: 1, base: 10n, actual: [1n, -1n, 7n, -1n], repeated: [4n, undefined, undefined, undefined] };
    const results = resultsOf(batch, answer);
    expect(results[0]).toEqual({ revision: 1n, position: { epoch: 1, n: 4n } });
    expect(results[1]).toEqual({ revision: 0n, position: { epoch: 1, n: 11n } });
    expect(results[2]).toBeInstanceOf(RevisionConflict);
    expect(results[2]).toMatchObject({ stream: 'c', expected: 'none', actual: 7n });
    expect(results[3]).toEqual({ revision: 0n, position: { epoch: 1, n: 12n } });
  });
});

function anAppend(stream: string, size: number): NewAppend {
  const event = { id: '', type: '', data: '', metadata: '' };
  return { stream, expected: -1n, events: Array.from({ length: size }, () => event), bytes: size };
}

function of(stream: string): (append: NewAppend) => boolean {
  return (append) => append.stream === stream;
}
