import type { Network } from '../exact/network.js';
import type { Move } from './incremental.js';

/** Runs a change and tells whose column it changed, ordered by row. */
export function recordMoves(network: Network, change: () => void): readonly Move[] {
  const journal: number[] = [];
  network.journal = journal;
  change();
  network.journal = null;
  const before = new Map<number, number>();
  for (let k = 0; k < journal.length; k += 2) if (!before.has(journal[k]!)) before.set(journal[k]!, journal[k + 1]!);
  const moves = Array.from(before, ([row, from]) => ({ row, from, to: network.mate[row]! }));
  return moves.filter(({ from, to }) => from !== to).sort((a, b) => a.row - b.row);
}
