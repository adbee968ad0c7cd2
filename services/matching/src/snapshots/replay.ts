import { comparePositions, type Position } from '@flipside/event-sourcing';
import type { Feed, Placed } from '@flipside/feeds';
import { foldBatch, type Projection, type Row } from '@flipside/read-models';

/** Events of a log that are examined at a time. */
const PAGE = 2_000;

/** How a long reading ends early, and tells how far it is. */
export interface Reading {
  readonly signal?: AbortSignal;
  /** Told after each page. @param events how far it went in the log, in positions. */
  readonly onRead?: (events: number) => void;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- folds over one feed into different rows stand in one list
type AnyFold<E extends Placed> = Projection<E, any>;

/**
 * Folds a feed from its beginning up to a position, in memory and apart from the read models: what they held when they were
 * there. @returns the rows of each fold, by id. @throws the signal's reason.
 */
export async function foldUpTo<E extends Placed>(
  feed: Feed<E>, until: Position, folds: readonly AnyFold<E>[], reading: Reading = {},
): Promise<readonly ReadonlyMap<string, Row>[]> {
  const rows = folds.map(() => new Map<string, Row>());
  for await (const events of pages(feed, undefined, until, reading)) {
    folds.forEach((fold, at) => {
      for (const [id, row] of foldBatch(fold, events, rows[at]!)) {
        if (row === undefined) rows[at]!.delete(id);
        else rows[at]!.set(id, row as Row);
      }
    });
  }
  return rows;
}

/** Whether anything of a kind was told after a position, as far as the log goes now. @throws the signal's reason. */
export async function toldAfter<E extends Placed>(feed: Feed<E>, after: Position, matters: (event: E) => boolean, signal?: AbortSignal): Promise<boolean> {
  for await (const events of pages(feed, after, await feed.head(), { signal })) if (events.some(matters)) return true;
  return false;
}

/** Events after one position up to another, both of the same log. */
async function* pages<E extends Placed>(
  feed: Feed<E>, after: Position | undefined, until: Position, { signal, onRead }: Reading,
): AsyncGenerator<readonly E[]> {
  for (let from = after; until.n > numberOf(from); ) {
    const { events, upTo } = await feed.read({ after: from, limit: PAGE });
    signal?.throwIfAborted();
    onRead?.(Number(upTo.n - numberOf(from)));
    yield events.filter(({ position }) => comparePositions(position, until) <= 0);
    if (from !== undefined && comparePositions(upTo, from) <= 0) return;
    from = upTo;
  }
}

function numberOf(position: Position | undefined): bigint {
  return position?.n ?? 0n;
}
