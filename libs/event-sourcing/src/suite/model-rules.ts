import fc from 'fast-check';
import { RevisionConflict } from '../event-store.js';
import type { NewEvent } from '../events.js';
import { idsOf, newEvents, newStream, type Bench } from './engine.js';

/** What may be asked of one of a few streams: an append at some distance from its end, or one that was made before. */
type Ask =
  | { readonly kind: 'append'; readonly stream: number; readonly off: number; readonly size: number }
  | { readonly kind: 'repeat'; readonly of: number };

interface Made {
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expected: bigint | 'none';
  readonly result: unknown;
}

const asks = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('append' as const),
      stream: fc.nat(2),
      off: fc.constantFrom(0, 0, 0, 0, -1, 1, -2),
      size: fc.integer({ min: 1, max: 4 }),
    }),
    fc.record({ kind: fc.constant('repeat' as const), of: fc.nat(30) }),
  ),
  { minLength: 1, maxLength: 40 },
);

export function describeModel(bench: () => Bench): void {
  describe('any sequence of appends', () => {
    it('leaves what a list for each stream would hold, and tells the same of each', async () => {
      await fc.assert(fc.asyncProperty(asks, (sequence) => agree(sequence)), { numRuns: 40 });
    });
  });

  async function agree(sequence: readonly Ask[]): Promise<void> {
    const { store } = bench();
    const names = [newStream('model'), newStream('model'), newStream('model')];
    const model = new Map<string, NewEvent[]>(names.map((name) => [name, []]));
    const made: Made[] = [];
    for (const ask of sequence) {
      if (ask.kind === 'append') {
        const stream = names[ask.stream]!;
        made.push(await append(stream, newEvents(ask.size), revisionAt(model.get(stream)!.length, ask.off), model));
      } else if (made.length > 0) {
        const { stream, events, expected, result } = made[ask.of % made.length]!;
        const again = await store.append(stream, events, expected).catch((error: unknown) => error);
        if (!(result instanceof RevisionConflict)) {
          expect(again).toEqual(result);
        } else if (!(again instanceof RevisionConflict)) {
          model.get(stream)!.push(...events); // its revision has come meanwhile
          made[ask.of % made.length] = { stream, events, expected, result: again };
        }
      }
    }
    for (const [name, events] of model) expect(idsOf(await store.readStream(name))).toEqual(idsOf(events));
  }

  async function append(
    stream: string,
    events: readonly NewEvent[],
    expected: bigint | 'none',
    model: Map<string, NewEvent[]>,
  ): Promise<Made> {
    const held = model.get(stream)!;
    const result = await bench().store.append(stream, events, expected).catch((error: unknown) => error);
    if (expected === revisionAt(held.length, 0)) {
      held.push(...events);
      expect(result).toMatchObject({ revision: BigInt(held.length - 1) });
    } else {
      expect(result).toMatchObject({ stream, expected, actual: held.length === 0 ? undefined : BigInt(held.length - 1) });
      expect(result).toBeInstanceOf(RevisionConflict);
    }
    return { stream, events, expected, result };
  }
}

/** The revision of a stream of so many events, or one off it. */
function revisionAt(events: number, off: number): bigint | 'none' {
  const revision = events - 1 + off;
  return revision < 0 ? 'none' : BigInt(revision);
}
