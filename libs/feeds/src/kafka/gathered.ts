import type { Batch } from '@flipside/event-sourcing';
import { News } from '@flipside/event-sourcing/log/news';

/**
 * Reads on while a batch is worked on: what came meanwhile is the next one, in order. Nobody waits for a batch to be full.
 * @param most batches of the source that are read ahead: each is a page of some 2 MB at most.
 */
export async function* gathered(
  follow: (signal: AbortSignal) => AsyncIterable<Batch>,
  most: number,
  signal: AbortSignal,
): AsyncGenerator<Batch, void, undefined> {
  const leaving = new AbortController();
  const news = new News();
  let waiting: Batch[] = [];
  let end: { readonly error?: unknown } | undefined;
  const read = async (): Promise<void> => {
    for await (const batch of follow(AbortSignal.any([signal, leaving.signal]))) {
      waiting.push(batch);
      news.ring();
      while (!leaving.signal.aborted && waiting.length >= most) await news.after(news.rings, leaving.signal);
    }
  };
  void read().then(() => (end = {}), (error: unknown) => (end = { error })).finally(() => news.ring());
  try {
    for (;;) {
      const seen = news.rings;
      if (waiting.length > 0) {
        const all = waiting;
        waiting = [];
        news.ring();
        yield { events: all.flatMap(({ events }) => events), upTo: all.at(-1)!.upTo };
      } else if (end) {
        if ('error' in end) throw end.error;
        return;
      } else await news.after(seen, leaving.signal);
    }
  } finally {
    leaving.abort();
  }
}
