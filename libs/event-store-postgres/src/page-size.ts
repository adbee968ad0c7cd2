import type { Page } from './reader.js';

const FEWEST = 32;
const MOST = 500;
const TARGET_SIZE = 2 * 1024 * 1024;

/**
 * How many events to read at once: as many as make a page of about 2 MB, and at most twice as many as last time, so that
 * a reader who sees few at a time is not surprised by many large ones.
 */
export class PageSize {
  #limit = FEWEST;

  get limit(): number {
    return this.#limit;
  }

  learn({ events, size }: Page): void {
    if (events.length === 0) return;
    const fitting = Math.floor((TARGET_SIZE * events.length) / size);
    this.#limit = Math.max(FEWEST, Math.min(fitting, events.length * 2, MOST));
  }
}
