import { LeaseLost, type Fence } from '@flipside/event-sourcing';

/** A lease that is held: nobody else does meanwhile what it stands for. */
export interface Lease extends Fence {
  /** Aborts when it was lost or given up: what runs under it has to stop. */
  readonly signal: AbortSignal;
  /** Another process asked for it. */
  readonly wanted: boolean;
  /** Calls back when another process asks for it; at once if one did already. */
  onWanted(wake: () => void): void;
  /** Resolves at once while the lease is surely held by this machine's clock. @throws LeaseLost */
  confirm(): Promise<void>;
  /** Gives it up; whoever waits has it at once. */
  release(): Promise<void>;
}

/** What this process knows of one lease. */
export class HeldLease implements Lease {
  wanted = false;
  private readonly ending = new AbortController();
  private wake: (() => void) | undefined;

  constructor(
    readonly name: string,
    readonly token: bigint,
    /** This machine's monotonic clock, counted from before the database was asked: the database's moment is later. */
    private until: number,
    private readonly by: { renew(): Promise<void>; release(): Promise<void> },
  ) {}

  get signal(): AbortSignal {
    return this.ending.signal;
  }

  async confirm(): Promise<void> {
    if (!this.signal.aborted && performance.now() >= this.until) await this.by.renew();
    if (this.signal.aborted) throw new LeaseLost(this.name);
  }

  release(): Promise<void> {
    return this.signal.aborted ? Promise.resolve() : this.by.release();
  }

  extend(until: number, wanted: boolean): void {
    this.until = until;
    if (wanted) this.want();
  }

  want(): void {
    this.wanted = true;
    this.wake?.();
  }

  /** Called when another process asks for it, once; at once if it did already. */
  onWanted(wake: () => void): void {
    this.wake = wake;
    if (this.wanted) wake();
  }

  end(): void {
    this.ending.abort(new LeaseLost(this.name));
  }
}
