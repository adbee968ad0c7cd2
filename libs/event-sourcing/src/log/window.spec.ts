import type { RecordedEvent } from '../events.js';
import fc from 'fast-check';
import { eventsAfter, extended, startingAt, type Piece } from './window.js';

const sizes = fc.array(fc.record({ events: fc.nat(600), gap: fc.integer({ min: 1, max: 9 }), size: fc.nat(4_000_000) }), { maxLength: 30 });

describe('the newest part of the log', () => {
  it('has no gap, stays small, and gives exactly what comes after a position in it', () => {
    fc.assert(
      fc.property(sizes, fc.nat(1_000), (wanted, where) => {
        const pieces = piecesOf(wanted);
        const window = pieces.reduce(extended, startingAt({ epoch: 1, n: 100n }));
        const all = pieces.flatMap((piece) => piece.events);
        const kept = window.pieces.flatMap((piece) => piece.events);
        expect(kept).toEqual(all.filter(({ position }) => position.n > window.from));
        expect(window.to).toBe(pieces.at(-1)?.upTo ?? 100n);
        expect(kept.length <= 2_000 || window.pieces.length === 1).toBe(true);
        const from = window.from + ((window.to - window.from) * BigInt(where)) / 1_000n;
        expect(eventsAfter(window, from)).toEqual(all.filter(({ position }) => position.n > from));
      }),
    );
  });
});

function piecesOf(wanted: readonly { readonly events: number; readonly gap: number; readonly size: number }[]): Piece[] {
  let n = 100n;
  return wanted.map(({ events, gap, size }) => {
    const made = Array.from({ length: events }, () => ({ position: { epoch: 1, n: ++n } }) as RecordedEvent);
    n += BigInt(gap); // others' events came last
    return { events: made, upTo: n, size };
  });
}
