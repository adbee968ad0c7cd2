import type { Position, RecordedEvent } from '../events.js';

/** Events that arrived together, and the position of the last of them, whether it was one of ours or not. */
export interface Piece {
  readonly events: readonly RecordedEvent[];
  readonly upTo: bigint;
  readonly size: number;
}

/** Adjoining pieces of the log from one position (exclusive) to another (inclusive). */
export interface Window {
  readonly epoch: number;
  readonly from: bigint;
  readonly to: bigint;
  readonly pieces: readonly Piece[];
}

const KEPT = { events: 2_000, pieces: 500, size: 8 * 1024 * 1024 };

export function startingAt({ epoch, n }: Position): Window {
  return { epoch, from: n, to: n, pieces: [] };
}

/** With a piece more, and so many of the oldest less that it stays small. */
export function extended(window: Window, piece: Piece): Window {
  const pieces = [...window.pieces, piece];
  let events = 0;
  let size = 0;
  const tooMuch = pieces.findLastIndex((each, index) => {
    events += each.events.length;
    size += each.size;
    return pieces.length - index > KEPT.pieces || (index < pieces.length - 1 && (events > KEPT.events || size > KEPT.size));
  });
  return { ...window, from: tooMuch < 0 ? window.from : pieces[tooMuch]!.upTo, to: piece.upTo, pieces: pieces.slice(tooMuch + 1) };
}

/** The events after a position that lies within the window. */
export function eventsAfter({ pieces }: Window, n: bigint): readonly RecordedEvent[] {
  const known = pieces.findLastIndex((piece) => piece.upTo <= n);
  return pieces.slice(known + 1).flatMap((piece) => piece.events.filter((event) => event.position.n > n));
}
