import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { StoreUnavailable, type Fence } from '@flipside/event-sourcing';
import { HeldLease, type Lease } from './held-lease.js';
import { LeaseSession } from './lease-session.js';
import { Turn } from './turn.js';

export interface LeasesOptions {
  /** `postgresql://…`: the database of one service. It has the `leaseTables`. */
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly service: string;
  /** How long a holder that stands still keeps a lease, in milliseconds; 10,000 unless given. */
  readonly ttlMs?: number;
}

const TTL_MS = 10_000;
/** Who waits looks by itself this often, in milliseconds: news may be lost. */
const LOOK_MS = { waiting: 1_000, asking: 250 };

/**
 * All leases of one process in one database. They are renewed in the background over a connection of their own; when that
 * connection ends, all of them are lost, and a lease whose holder's connection has ended is free. Whatever is committed
 * under a lease is safe only if its transaction looks at the token: `lockFences`, or an append with `fences`.
 */
export class Leases {
  readonly holder = randomUUID();
  readonly ttlMs: number;
  private readonly session: LeaseSession;
  private readonly held = new Map<string, HeldLease>();
  private readonly closing = new AbortController();
  private readonly scope = new AsyncLocalStorage<readonly Lease[]>();
  private timer: NodeJS.Timeout | undefined;
  private renewing: Promise<void> | undefined;

  constructor({ url, service, ttlMs = TTL_MS }: LeasesOptions) {
    this.ttlMs = ttlMs;
    const config = { connectionString: url, application_name: `flipside ${service} leases`, keepAlive: true, connectionTimeoutMillis: ttlMs };
    this.session = new LeaseSession(config, ttlMs, {
      lost: () => this.loseAll(),
      wanted: (name) => this.held.get(name)?.want(),
    });
  }

  /** Waits until the lease is ours. @throws the signal's reason. */
  async hold(name: string, signal: AbortSignal): Promise<Lease> {
    for (const ends = this.endOf(signal); ; await this.session.news(name, LOOK_MS.waiting, ends)) {
      ends.throwIfAborted();
      const lease = await this.take(name).catch(() => undefined); // a server that is away comes back
      if (lease) return lease;
    }
  }

  /** Asks its holder, who gives it up between two pieces of work (Turn). @throws StoreUnavailable when that takes too long. */
  async ask(name: string, patienceMs: number): Promise<Lease> {
    const ends = this.endOf(AbortSignal.timeout(patienceMs));
    for (; !ends.aborted; await this.session.news(name, LOOK_MS.asking, ends)) {
      const lease = await this.take(name).catch(() => undefined);
      if (lease) return lease;
      await this.session.want(name, this.holder, 2 * LOOK_MS.asking).catch(() => undefined);
    }
    throw new StoreUnavailable(`the lease ${name} was not given up in time`);
  }

  /** Where work of one kind goes one piece after the other, whatever the replicas. */
  turn(name: string): Turn {
    return new Turn(this, name);
  }

  /** Takes the lease if it is free. */
  async take(name: string): Promise<Lease | undefined> {
    if (this.held.has(name)) return undefined;
    const asked = performance.now();
    const token = await this.session.take(name, this.holder, this.ttlMs);
    if (token === undefined) return undefined;
    const lease: HeldLease = new HeldLease(name, token, asked + this.ttlMs, {
      renew: () => this.renew(),
      release: () => this.letGo(lease),
    });
    this.held.set(name, lease);
    this.timer ??= setInterval(() => void this.renew(), this.ttlMs / 4).unref();
    return lease;
  }

  /** Does work whose appends and commits rest on a lease, beside those that it is already done under. */
  under<T>(lease: Lease, work: () => Promise<T>): Promise<T> {
    return this.scope.run([...(this.scope.getStore() ?? []), lease], work);
  }

  /** What the work under way rests on. @throws LeaseLost where this process already knows that it was lost. */
  async fences(): Promise<readonly Fence[]> {
    const leases = this.scope.getStore() ?? [];
    for (const lease of leases) await lease.confirm();
    return leases;
  }

  /** Gives all leases up. */
  async close(): Promise<void> {
    this.closing.abort(new StoreUnavailable('the leases are closed'));
    clearInterval(this.timer);
    await Promise.all([...this.held.values()].map((lease) => lease.release()));
    await this.session.close();
  }

  /** One statement for all leases. An answer that does not come in time counts as a loss; nothing else is known then. */
  private renew(): Promise<void> {
    return (this.renewing ??= this.renewNow().finally(() => (this.renewing = undefined)));
  }

  private async renewNow(): Promise<void> {
    const leases = [...this.held.values()];
    if (leases.length === 0) return;
    const until = performance.now() + this.ttlMs;
    const kept = await this.session.renew(leases, this.ttlMs).catch(() => undefined);
    for (const lease of leases) {
      const wanted = kept?.get(lease.name);
      if (wanted === undefined) this.lose(lease);
      else lease.extend(until, wanted);
    }
  }

  private async letGo(lease: HeldLease): Promise<void> {
    this.lose(lease);
    await this.session.release(lease).catch(() => undefined);
  }

  private endOf(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.closing.signal]);
  }

  private loseAll(): void {
    for (const lease of this.held.values()) this.lose(lease);
  }

  private lose(lease: HeldLease): void {
    if (this.held.get(lease.name) === lease) this.held.delete(lease.name);
    lease.end();
  }
}
