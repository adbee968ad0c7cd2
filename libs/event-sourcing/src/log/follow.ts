import type { Batch, ReadOptions } from '../event-store.js';
import type { Position } from '../events.js';
import type { Tail } from './tail.js';

/** The next page after a position, from the server; undefined when the signal aborted meanwhile. */
export type FetchPage = (position: Position | undefined) => Promise<Batch | undefined>;

/** A subscription: from the server while behind, from the shared tail then. */
export async function* followLog(
  tail: Tail,
  fetch: FetchPage,
  { after, categories, signal }: Omit<ReadOptions, 'categories'> & { readonly categories?: ReadonlySet<string>; readonly signal: AbortSignal },
): AsyncGenerator<Batch, void, undefined> {
  const leave = tail.join();
  try {
    let position: Position | undefined = after;
    while (!signal.aborted) {
      const seen = tail.changes.rings;
      const batch: Batch | undefined = tail.after(position, categories) ?? (await fetch(position));
      if (!batch) return;
      const moved = batch.upTo.n > (position?.n ?? 0n);
      position = batch.upTo;
      if (moved) yield batch;
      else await tail.changes.after(seen, signal);
    }
  } finally {
    leave();
  }
}
