import { newDevIssuerKey, devIssuer, createLogger, serviceTokens, tokenVerifier, type DevIssuer, type Engines, type Role, type RunningService, type ServiceConfig } from '@flipside/service-kit';
import type { Pool } from 'pg';
import { createService } from '../service.js';

/** A database of libs/testing. */
export interface OwnDatabase {
  readonly url: string;
  readonly pool: Pool;
  drop(): Promise<void>;
}

interface Asked {
  readonly role?: Role;
  readonly personId?: string;
  readonly key?: string;
}

/** The service on databases of its own, asked as its users ask it, with a clock that the test moves. */
export class Running {
  now = '2027-01-04T08:00:00.000Z';
  private keysSent = 0;

  private constructor(
    readonly database: OwnDatabase,
    readonly keys: OwnDatabase,
    private readonly issuer: DevIssuer,
    private readonly logLevel: string,
  ) {}

  service!: RunningService;
  private address = '';

  static async open(database: OwnDatabase, keys: OwnDatabase, logLevel = 'warn'): Promise<Running> {
    const issuer = await devIssuer(await newDevIssuerKey());
    const running = new Running(database, keys, issuer, logLevel);
    await running.start();
    return running;
  }

  async start(): Promise<void> {
    this.service = await createService(this.config(), this.engines());
    this.address = await this.service.start('127.0.0.1', 0, (error) => { throw error; });
  }

  async close(): Promise<void> {
    await this.service.stop();
    await Promise.all([this.database.drop(), this.keys.drop()]);
  }

  /** A text is sent as a file, anything else as JSON. */
  async ask(method: 'GET' | 'POST', path: string, body?: unknown, asked: Asked = {}) {
    const response = await fetch(this.address + path, {
      method, headers: await this.headers(asked, body), ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of any route
    return { status: response.status, headers: response.headers, body: (await response.json()) as any };
  }

  private async headers({ role = 'hr-integration', personId, key }: Asked, body: unknown): Promise<Record<string, string>> {
    const token = await this.issuer.issue({ subject: personId ?? 'hr', ...(personId && { personId }), roles: [role] });
    const type = typeof body === 'string' ? 'text/csv' : 'application/json';
    return {
      authorization: `Bearer ${token}`, 'idempotency-key': key ?? `wish-number-${++this.keysSent}`, ...(body !== undefined && { 'content-type': type }),
    };
  }

  /** Waits until consumers have done what there is to do. */
  async settled(): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      const { head, consumers } = await this.service.runtime.status();
      quiet = consumers.every(({ position }) => position === head) ? quiet + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  private config(): ServiceConfig {
    return {
      DATABASE_URL: this.database.url, KEYS_DATABASE_URL: this.keys.url, MASTER_KEY: Buffer.alloc(32, 5), SERVICE_SECRET: 'secret',
    } as unknown as ServiceConfig;
  }

  private engines(): Engines {
    return {
      clock: { now: () => this.now },
      log: createLogger('participants', this.logLevel),
      verifyToken: tokenVerifier(this.issuer.trust),
      serviceTokens: serviceTokens('participants', 'secret'),
      peers: { get: () => Promise.reject(new Error('alone')), post: () => Promise.reject(new Error('alone')) },
      contracts: () => { throw new Error('participants reads no contracts'); },
    };
  }
}
