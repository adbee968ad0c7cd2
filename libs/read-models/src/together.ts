import { setImmediate } from 'node:timers/promises';

interface Waiting<T> {
  readonly one: T;
  readonly size: number;
  readonly done: (worked: Promise<boolean>) => void;
}

/**
 * Does at once what several ask for at once or meanwhile: who comes while something is under way goes into the next turn, with
 * all others that came. Alone nobody waits for more than what is already on its way within the process.
 */
export class Together<T> {
  private waiting: Waiting<T>[] = [];
  private busy = false;

  /**
   * @param work does all it is given or fails for all. @returns whether each was done, in the same order.
   * @param most the sum of sizes in one turn, but for one that is larger by itself.
   */
  constructor(
    private readonly work: (all: readonly T[]) => Promise<readonly boolean[]>,
    private readonly most: number,
  ) {}

  /** @throws what the work threw for all of its turn. */
  do(one: T, size: number): Promise<boolean> {
    return new Promise((done) => {
      this.waiting.push({ one, size, done });
      if (!this.busy) void this.workOff();
    });
  }

  private async workOff(): Promise<void> {
    this.busy = true;
    await setImmediate(); // what came from a broker at once is handed over one by one
    while (this.waiting.length > 0) {
      const turn = this.nextTurn();
      const worked = this.work(turn.map(({ one }) => one));
      turn.forEach(({ done }, i) => done(worked.then((results) => results[i]!)));
      await worked.catch(() => undefined); // who asked is told
    }
    this.busy = false;
  }

  private nextTurn(): readonly Waiting<T>[] {
    let sum = 0;
    const over = this.waiting.findIndex(({ size }, i) => (sum += size) > this.most && i > 0);
    return this.waiting.splice(0, over < 0 ? this.waiting.length : over);
  }
}
