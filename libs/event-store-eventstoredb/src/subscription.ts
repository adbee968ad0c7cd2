import type { Batch, Position, ReadOptions } from '@flipside/event-sourcing';
import { followLog, type FetchPage } from '@flipside/event-sourcing/log/follow';
import type { Tail } from '@flipside/event-sourcing/log/tail';
import { patiently } from './patience.js';
import type { Page, Reader } from './reader.js';

const PAGE = { events: 500, bytes: 2 * 1024 * 1024 };
/** Fewer than one event in so many is worth a filter on the server. */
const RARE = 8;

/** Follows the log: from the server while behind, from the shared tail then. Faults that pass are waited out. */
export function follow(
  reader: Reader,
  tail: Tail,
  { after, categories: listed, signal }: ReadOptions & { readonly signal: AbortSignal },
): AsyncGenerator<Batch, void, undefined> {
  const categories = listed && new Set(listed);
  return followLog(tail, pagesOf(reader, categories, signal), { after, categories, signal });
}

/**
 * The next page after a position; undefined when the signal aborted meanwhile. While what is wanted is rare the server
 * filters; the end of the log is read without, because a filter does not tell when it has come there.
 */
function pagesOf(
  reader: Reader,
  wanted: ReadonlySet<string> | undefined,
  signal: AbortSignal,
): FetchPage {
  const categories = wanted && [...wanted];
  let rare = false;
  const plain = async (position: Position | undefined): Promise<Page> => {
    const page = await reader.page(position, PAGE.events, categories, PAGE.bytes);
    rare = page.examined === PAGE.events && page.events.length * RARE < page.examined;
    return page;
  };
  const filtered = async (position: Position | undefined): Promise<Page> => {
    const page = await reader.next(position, PAGE.events, categories!, PAGE.bytes);
    rare = page.upTo.n > (position?.n ?? 0n);
    return rare ? page : plain(position);
  };
  return async (position) => {
    try {
      const { events, upTo } = await patiently(() => (rare && categories ? filtered : plain)(position), { ms: Infinity, signal });
      return signal.aborted ? undefined : { events, upTo };
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  };
}
