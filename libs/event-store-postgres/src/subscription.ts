import type { Batch, Position, ReadOptions } from '@flipside/event-sourcing';
import { followLog, type FetchPage } from '@flipside/event-sourcing/log/follow';
import type { Tail } from '@flipside/event-sourcing/log/tail';
import { PageSize } from './page-size.js';
import { patiently } from './patience.js';
import type { Reader } from './reader.js';

/** Follows the log: from the database while behind, from the shared tail then. Faults that pass are waited out. */
export function follow(
  reader: Reader,
  tail: Tail,
  { after, categories: listed, signal }: ReadOptions & { readonly signal: AbortSignal },
): AsyncGenerator<Batch, void, undefined> {
  const categories = listed && new Set(listed);
  return followLog(tail, pagesOf(reader, categories, signal), { after, categories, signal });
}

/** The next page after a position; undefined when the signal aborted meanwhile. */
function pagesOf(
  reader: Reader,
  wanted: ReadonlySet<string> | undefined,
  signal: AbortSignal,
): FetchPage {
  const categories = wanted && [...wanted];
  const pageSize = new PageSize();
  const ask = (position: Position | undefined, limit: number) =>
    categories ? reader.next(position, limit, categories) : reader.page(position, limit);
  return async (position) => {
    try {
      const page = await patiently(() => ask(position, pageSize.limit), { ms: Infinity, signal });
      pageSize.learn(page);
      if (signal.aborted) return undefined;
      return { events: page.events, upTo: page.upTo };
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  };
}
