import { EpochChanged } from '@flipside/event-sourcing';
import type { News } from '@flipside/event-sourcing/log/news';
import { Tail, type Newest } from '@flipside/event-sourcing/log/tail';
import { extended, startingAt } from '@flipside/event-sourcing/log/window';
import { PageSize } from './page-size.js';
import { patiently } from './patience.js';
import type { Reader } from './reader.js';

export interface TailOptions {
  readonly reader: Reader;
  /** Rings when something may have been appended. */
  readonly news: News;
  /** Longest time to wait for news before looking without. */
  readonly lookAfterMs: () => number;
}

/** The tail of the log, kept by reading on whenever there is news. */
export function tailOf({ reader, news, lookAfterMs }: TailOptions): Tail {
  return new Tail(async (newest, signal) => {
    const pageSize = new PageSize();
    while (!signal.aborted) {
      const seen = news.rings;
      try {
        const more = await patiently(() => advance(reader, newest, pageSize), { ms: Infinity, signal });
        if (!more) await news.after(seen, signal, lookAfterMs());
      } catch (error) {
        // A new epoch, or a fault that does not pass: every subscriber finds it out for itself and says so.
        newest.move(undefined);
        if (!(error instanceof EpochChanged)) await news.after(seen, signal, lookAfterMs());
      }
    }
  });
}

/** Reads the next page, or where the log ends when nothing was read yet. Whether there is more to be had at once. */
async function advance(reader: Reader, newest: Newest, pageSize: PageSize): Promise<boolean> {
  const { window } = newest;
  if (!window) {
    newest.move(startingAt(await reader.head()));
    return false;
  }
  const asked = pageSize.limit;
  const page = await reader.page({ epoch: window.epoch, n: window.to }, asked);
  if (page.events.length === 0) return false;
  pageSize.learn(page);
  newest.move(extended(window, { events: page.events, upTo: page.upTo.n, size: page.size }));
  return page.events.length === asked;
}
