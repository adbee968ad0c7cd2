/** A bell: whoever waits is woken when it rings, and does not miss a ring between looking and waiting. */
export class News {
  #rings = 0;
  readonly #waiting = new Set<() => void>();

  /** To be taken before looking; `after` waits for a later ring than this. */
  get rings(): number {
    return this.#rings;
  }

  ring(): void {
    this.#rings++;
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves at the next ring after `seen`, when the signal aborts, or after `ms`. */
  after(seen: number, signal?: AbortSignal, ms?: number): Promise<void> {
    if (this.#rings !== seen || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(() => wake(), ms);
      const wake = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      signal?.addEventListener('abort', wake);
      this.#waiting.add(wake);
    });
  }
}
