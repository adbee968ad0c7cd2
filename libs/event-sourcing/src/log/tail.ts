import type { Batch } from '../event-store.js';
import { categoryOf, type Position } from '../events.js';
import { News } from './news.js';
import { eventsAfter, type Window } from './window.js';

/** The newest part of a log, as the one who keeps it up to date sees it. */
export interface Newest {
  /** Undefined before anything was read, and where what was known no longer holds. */
  readonly window: Window | undefined;
  move(to: Window | undefined): void;
}

/** Keeps the newest part of a log up to date until the signal aborts; never throws. */
export type KeepUp = (newest: Newest, signal: AbortSignal) => Promise<void>;

/**
 * Follows a log once for all subscribers of a process. Who keeps up is served from here; who falls behind what is kept reads
 * from the server, so a slow subscriber costs no memory.
 */
export class Tail {
  /** Rings when something has come. */
  readonly changes = new News();
  readonly #keepUp: KeepUp;
  #window: Window | undefined;
  #followers = 0;
  #stop: AbortController | undefined;

  constructor(keepUp: KeepUp) {
    this.#keepUp = keepUp;
  }

  /** Follows the log from now on until the returned function is called. */
  join(): () => void {
    this.#followers++;
    this.#stop ??= this.#start();
    return () => {
      if (--this.#followers > 0) return;
      this.#stop?.abort();
      this.#stop = undefined;
    };
  }

  /** What comes after a position; undefined where it is not known here. */
  after(position: Position | undefined, categories: ReadonlySet<string> | undefined): Batch | undefined {
    const window = this.#window;
    if (!window || !position || position.epoch !== window.epoch) return undefined;
    if (position.n < window.from || position.n > window.to) return undefined;
    const events = eventsAfter(window, position.n).filter((event) => !categories || categories.has(categoryOf(event.stream)));
    return { events, upTo: { epoch: window.epoch, n: window.to } };
  }

  #start(): AbortController {
    const stop = new AbortController();
    this.#window = undefined;
    const current = (): Window | undefined => this.#window;
    const move = (to: Window | undefined): void => {
      if (stop.signal.aborted) return; // its followers have gone, and others may have begun anew
      this.#window = to;
      this.changes.ring();
    };
    void this.#keepUp({ get window() { return current(); }, move }, stop.signal);
    return stop;
  }
}
