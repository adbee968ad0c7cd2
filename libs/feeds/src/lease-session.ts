import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Fence } from '@flipside/event-sourcing';
import pg from 'pg';
import { LEASE_CHANNEL, RELEASE, RENEW, TAKE, WANT } from './lease-table.js';

export interface SessionHooks {
  /** The connection ended, and with it everything that was held over it. */
  readonly lost: () => void;
  readonly wanted: (name: string) => void;
}

/** The connection over which leases are taken and renewed: whoever finds it ended takes them over. */
export class LeaseSession {
  private connecting: Promise<ClientWithStream> | undefined;
  private readonly waiting = new Set<{ readonly name: string; readonly wake: () => void }>();
  private last: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly config: pg.ClientConfig,
    /** A server that does not answer within this time is asked over another connection, in milliseconds. */
    private readonly patienceMs: number,
    private readonly hooks: SessionHooks,
  ) {}

  /** The token, or undefined when somebody else holds it. */
  async take(name: string, holder: string, ttlMs: number): Promise<bigint | undefined> {
    const rows = await this.query<{ token: string }>('take', TAKE, [name, holder, ttlMs]);
    return rows[0] && BigInt(rows[0].token);
  }

  async want(name: string, holder: string, forMs: number): Promise<void> {
    await this.query('want', WANT, [name, holder, forMs]);
  }

  /** Those still held, and whether somebody asked for them. */
  async renew(leases: readonly Fence[], ttlMs: number): Promise<ReadonlyMap<string, boolean>> {
    const values = [leases.map(({ name }) => name), leases.map(({ token }) => token.toString()), ttlMs];
    const rows = await this.query<{ name: string; wanted: boolean }>('renew', RENEW, values);
    return new Map(rows.map(({ name, wanted }) => [name, wanted]));
  }

  async release({ name, token }: Fence): Promise<void> {
    await this.query('release', RELEASE, [name, token.toString()]);
  }

  /** Resolves when a lease may have become free, when time is up, or when the signal aborts. */
  news(name: string, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.waiting.delete(one);
        resolve();
      };
      const one = { name, wake };
      const timer = setTimeout(wake, ms);
      signal.addEventListener('abort', wake);
      this.waiting.add(one);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    const client = await this.connecting?.catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  /** One statement after the other: this connection is for nothing else. */
  private query<R extends object>(name: string, text: string, values: unknown[]): Promise<R[]> {
    const next = this.last.then(() => this.send<R>(name, text, values));
    this.last = next.catch(() => undefined);
    return next;
  }

  private async send<R extends object>(name: string, text: string, values: unknown[]): Promise<R[]> {
    const client = await (this.connecting ??= this.connect());
    const answered = new AbortController();
    // Where this process stood still, the answer may be there but unread: it is read before the time-out counts.
    const late = sleep(this.patienceMs, undefined, { signal: answered.signal, ref: false }).then(() => setImmediate());
    try {
      const answer = await Promise.race([client.query<R>({ name: `lease_${name}`, text, values }), late]);
      if (answer) return answer.rows;
      client.connection.stream.destroy();
      throw new Error('the leases are not answered for');
    } finally {
      answered.abort();
      late.catch(() => undefined);
    }
  }

  private connect(): Promise<ClientWithStream> {
    if (this.closed) return Promise.reject(new Error('the leases are closed'));
    const client = new pg.Client(this.config) as ClientWithStream;
    const opened: Promise<ClientWithStream> = open(client).catch((error: unknown) => {
      if (this.connecting === opened) this.connecting = undefined;
      throw error;
    });
    const gone = (): void => {
      if (this.connecting !== opened) return;
      this.connecting = undefined;
      this.hooks.lost();
    };
    client.on('error', gone).on('end', gone).on('notification', ({ payload }) => this.hear(payload ?? ''));
    return opened;
  }

  private hear(payload: string): void {
    const space = payload.indexOf(' ');
    const [what, name] = [payload.slice(0, space), payload.slice(space + 1)];
    if (what === 'wanted') return this.hooks.wanted(name);
    for (const one of [...this.waiting]) if (one.name === name) one.wake();
  }
}

type ClientWithStream = pg.Client & { readonly connection: { readonly stream: { destroy(): void } } };

async function open(client: ClientWithStream): Promise<ClientWithStream> {
  await client.connect();
  await client.query(`listen ${LEASE_CHANNEL}`);
  return client;
}
