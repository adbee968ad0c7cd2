/** Counts work under way, for the settle barrier and for draining at shutdown. */
export class WorkCounter {
  private running = 0;
  private readonly idle: (() => void)[] = [];

  get count(): number {
    return this.running;
  }

  /** Runs work and counts it meanwhile. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      if (this.running === 0) for (const resolve of this.idle.splice(0)) resolve();
    }
  }

  /** Resolves when nothing is under way. */
  drained(): Promise<void> {
    return this.running === 0 ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }
}

/** Who else takes turns: the other replicas, by a lease. */
export interface Among {
  run<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Runs pieces of work one after the other: what a rule over several streams needs (commands that go through one holder).
 * `ServiceBase.serial` makes one that holds over all replicas.
 */
export class Serial {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly among: Among = { run: (work) => work() }) {}

  run<T>(work: () => Promise<T>): Promise<T> {
    const next = this.last.then(() => this.among.run(work));
    this.last = next.catch(() => undefined);
    return next;
  }
}
