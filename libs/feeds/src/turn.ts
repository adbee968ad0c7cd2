import type { Lease } from './held-lease.js';

/** What a turn needs of the leases of its process. */
export interface LeaseDesk {
  ask(name: string, patienceMs: number): Promise<Lease>;
  under<T>(lease: Lease, work: () => Promise<T>): Promise<T>;
}

/** Another replica may be in the middle of a long piece of work; who asked is told to come again. */
const PATIENCE_MS = 20_000;

/**
 * Work that goes one piece after the other, whatever the replicas. The lease stays where it is while nobody else asks, so
 * that a piece of work costs no question to the database; when another process asks, it has the lease before our next piece.
 */
export class Turn {
  private lease: Lease | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private unfinished = 0;

  constructor(
    private readonly leases: LeaseDesk,
    private readonly name: string,
  ) {}

  /** @throws LeaseLost when it was lost meanwhile: nothing was appended after that, and the work may be repeated. */
  run<T>(work: () => Promise<T>): Promise<T> {
    this.unfinished++;
    const next = this.last.then(async () => this.leases.under(await this.held(), work)).finally(() => this.done());
    this.last = next.catch(() => undefined);
    return next;
  }

  /** Resolves when nothing is under way here. */
  async idle(): Promise<void> {
    await this.last;
  }

  private async held(): Promise<Lease> {
    if (this.lease && !this.lease.signal.aborted) return this.lease;
    const lease = await this.leases.ask(this.name, PATIENCE_MS);
    this.lease = lease;
    lease.onWanted(() => void (this.unfinished === 0 && this.giveUp()));
    return lease;
  }

  private async done(): Promise<void> {
    this.unfinished--;
    if (this.lease?.wanted) await this.giveUp();
  }

  private async giveUp(): Promise<void> {
    const lease = this.lease;
    this.lease = undefined;
    await lease?.release();
  }
}
