/** Work that several may wait for; it is given up once nobody does. */
export class SharedWork<T> {
  private readonly ending = new AbortController();
  private readonly work: Promise<T>;
  private waiting = 0;
  private isDone = false;

  /** @param start begins at once; its signal aborts once the last one who waited has gone. */
  constructor(start: (signal: AbortSignal) => Promise<T>) {
    this.work = start(this.ending.signal);
    const done = (): void => void (this.isDone = true);
    this.work.then(done, done);
  }

  /** Given up, so that whoever comes now has to begin anew. */
  get isGivenUp(): boolean {
    return this.ending.signal.aborted;
  }

  /** @throws the signal's reason, at once; what the work throws. */
  async wait(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    this.waiting++;
    const left = new AbortController();
    const leaving = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: left.signal });
    });
    try {
      return await Promise.race([this.work, leaving]);
    } finally {
      left.abort();
      if (--this.waiting === 0 && !this.isDone) this.ending.abort();
    }
  }
}
