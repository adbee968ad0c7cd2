import { formatPosition, type Batch, type Position } from '@flipside/event-sourcing';
import type { Feed, FollowOptions, Placed } from './feed.js';

export interface SharedFeedOptions {
  /** Most events kept for those who come a little later; 4,000 when not given. */
  readonly kept?: number;
  /** How long they are kept at most, in milliseconds; 5,000 when not given. They may be opened, so not for long. */
  readonly keptMs?: number;
}

/**
 * The same feed for many consumers: what one of them fetched (and opened) is handed to the others who come to the same
 * place. Who falls further behind than what is kept fetches for itself. Nobody waits for anybody, and the next batch is
 * still fetched only when somebody asks for it.
 */
export function sharedFeed<E extends Placed>(feed: Feed<E>, { kept = 4_000, keptMs = 5_000 }: SharedFeedOptions = {}): Feed<E> {
  const window = new SharedWindow(feed, kept, keptMs);
  return { ...feed, head: () => feed.head(), read: (options) => feed.read(options), follow: (options) => window.follow(options) };
}

/** Batches may be of one event each. */
const MOST_PIECES = 64;

/** What was fetched at a place. It ends where the next piece begins. */
interface Piece<E> {
  readonly after: Position | undefined;
  /** Undefined where the feed ended. */
  readonly batch: Promise<Batch<E> | undefined>;
  /** Once it is there. */
  loaded: Batch<E> | undefined;
}

class SharedWindow<E extends Placed> {
  private readonly pieces = new Map<string, Piece<E>>();
  /** Feeds that stand at a place and wait to be asked for what comes next. */
  private readonly idle = new Map<string, AsyncIterator<Batch<E>>>();
  private readonly followers = new Set<object>();
  private stop = new AbortController();
  private forgetting: NodeJS.Timeout | undefined;
  /** Events of all pieces that are there. */
  private held = 0;

  constructor(
    private readonly feed: Feed<E>,
    private readonly kept: number,
    private readonly keptMs: number,
  ) {}

  async *follow({ after, signal }: FollowOptions): AsyncGenerator<Batch<E>, void, undefined> {
    const follower = {};
    this.followers.add(follower);
    try {
      for (let place = after; !signal.aborted; ) {
        const batch = await unlessAborted(this.next(place), signal);
        if (!batch) return;
        place = batch.upTo;
        yield batch;
      }
    } finally {
      this.followers.delete(follower);
      if (this.followers.size === 0) this.end();
    }
  }

  private next(after: Position | undefined): Promise<Batch<E> | undefined> {
    const known = this.pieces.get(keyOf(after));
    if (known) return known.batch;
    const rest = this.restAfter(after);
    return rest ? Promise.resolve(rest) : this.fetch(after);
  }

  /** The end of a piece that somebody fetched from further back: from there on the two go together. */
  private restAfter(after: Position | undefined): Batch<E> | undefined {
    if (!after) return undefined;
    const piece = [...this.pieces.values()].find((one) => reachesBeyond(one, after));
    return piece?.loaded && { events: piece.loaded.events.filter(({ position }) => position.n > after.n), upTo: piece.loaded.upTo };
  }

  private fetch(after: Position | undefined): Promise<Batch<E> | undefined> {
    const key = keyOf(after);
    const { signal } = this.stop;
    const source = this.idle.get(key) ?? this.feed.follow({ after, signal })[Symbol.asyncIterator]();
    this.idle.delete(key);
    const batch = source.next().then(
      ({ done, value }) => {
        if (done) return this.drop(key, piece);
        this.keep(piece, value, source);
        return value as Batch<E>;
      },
      (error: unknown) => {
        this.drop(key, piece);
        throw error;
      },
    );
    batch.catch(() => undefined); // who waits for it is told
    const piece: Piece<E> = { after, batch, loaded: undefined };
    this.pieces.set(key, piece);
    return batch;
  }

  private keep(piece: Piece<E>, batch: Batch<E>, source: AsyncIterator<Batch<E>>): void {
    if (this.pieces.get(keyOf(piece.after)) !== piece) return void source.return?.(); // ended meanwhile
    piece.loaded = batch;
    this.held += batch.events.length;
    const end = keyOf(batch.upTo);
    if (this.idle.has(end) || this.pieces.has(end)) void source.return?.();
    else this.idle.set(end, source);
    this.forget(this.kept);
    clearTimeout(this.forgetting);
    this.forgetting = setTimeout(() => this.forget(0), this.keptMs).unref();
  }

  /** Forgets the oldest of what is there, and feeds at places where nobody stands any more. */
  private forget(kept: number): void {
    for (const [key, { loaded }] of this.pieces) {
      if (this.held <= kept && this.pieces.size <= MOST_PIECES && kept > 0) break;
      if (!loaded) continue;
      this.pieces.delete(key);
      this.held -= loaded.events.length;
    }
    this.forgetIdle();
  }

  private forgetIdle(): void {
    for (const [key, source] of [...this.idle].slice(0, -this.followers.size || undefined)) {
      this.idle.delete(key);
      void source.return?.();
    }
  }

  private drop(key: string, piece: Piece<E>): undefined {
    if (this.pieces.get(key) === piece) this.pieces.delete(key);
    return undefined;
  }

  private end(): void {
    this.stop.abort();
    this.stop = new AbortController();
    clearTimeout(this.forgetting);
    for (const source of this.idle.values()) void source.return?.();
    this.pieces.clear();
    this.held = 0;
    this.idle.clear();
  }
}

function reachesBeyond<E extends Placed>({ after: from, loaded }: Piece<E>, after: Position): boolean {
  return loaded?.upTo.epoch === after.epoch && loaded.upTo.n > after.n && (from?.n ?? 0n) <= after.n;
}

/** Undefined as soon as the signal aborts. Not a race with one promise for all batches, which would hold them all. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const abort = (): void => resolve(undefined);
    signal.addEventListener('abort', abort, { once: true });
    const done = (settle: () => void): void => {
      signal.removeEventListener('abort', abort);
      settle();
    };
    promise.then((value) => done(() => resolve(value)), (error: Error) => done(() => reject(error)));
  });
}

function keyOf(place: Position | undefined): string {
  return place ? formatPosition(place) : '';
}
