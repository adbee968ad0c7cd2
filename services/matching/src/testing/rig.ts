import { randomBytes, randomUUID } from 'node:crypto';
import { comparePositions, parsePosition } from '@flipside/event-sourcing';
import {
  createLogger, devIssuer, newDevIssuerKey, readServiceConfig, serviceTokens, tokenVerifier, type DevIssuer, type Engines, type Role,
  type RunningService,
} from '@flipside/service-kit';
import type { Pool } from 'pg';
import { createService } from '../service.js';
import { Neighbour } from './neighbour.js';

/** A new database of libs/testing, which specs hand in. */
export interface NewDatabase {
  readonly url: string;
  readonly pool: Pool;
  drop(): Promise<void>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- a JSON answer
}

export interface Sent {
  readonly as?: string;
  readonly role?: Role;
  readonly body?: object;
  readonly key?: string;
}

/** The running service between two neighbours, with a clock of its own. */
export class Rig {
  now = '2026-01-15T09:00:00.000Z';
  readonly lines: string[] = [];
  private readonly masterKey = randomBytes(32).toString('base64');
  service: RunningService;

  private constructor(
    private readonly databases: readonly NewDatabase[],
    readonly participants: Neighbour,
    readonly sessions: Neighbour,
    private readonly issuer: DevIssuer,
  ) {}

  static async open(newDatabase: () => Promise<NewDatabase>): Promise<Rig> {
    const databases = [await newDatabase(), await newDatabase(), await newDatabase(), await newDatabase()];
    const [participants, sessions] = [await Neighbour.open('participants', databases[2]!.url), await Neighbour.open('sessions', databases[3]!.url)];
    const rig = new Rig(databases, participants, sessions, await devIssuer(await newDevIssuerKey()));
    await rig.start();
    return rig;
  }

  get database(): NewDatabase {
    return this.databases[0]!;
  }

  /** Where participants' log is. */
  get participantsDatabase(): NewDatabase {
    return this.databases[2]!;
  }

  /** Begins; again, once its service was stopped. */
  async start(): Promise<void> {
    const config = readServiceConfig({
      DATABASE_URL: this.databases[0]!.url, KEYS_DATABASE_URL: this.databases[1]!.url, MASTER_KEY: this.masterKey,
      SERVICE_SECRET: 'a secret of this test', OIDC_ISSUER: 'test', OIDC_JWKS_URL: 'http://localhost/none', LOG_LEVEL: 'warn',
    });
    const { participants, sessions } = this;
    const engines: Engines = {
      clock: { now: () => this.now, frozen: true },
      log: createLogger('matching', 'warn', { write: (line: string) => void this.lines.push(line) }),
      verifyToken: tokenVerifier(this.issuer.trust),
      serviceTokens: serviceTokens('matching', 'a secret of this test'),
      peers: { get: async () => ({}) as never, post: async () => ({}) as never },
      contracts: (service, audience) => (service === 'participants' ? participants : sessions).feed(audience),
    };
    this.service = await createService(config, engines);
    await this.service.start('127.0.0.1', 0, (error) => this.lines.push(String(error)));
  }

  async close(): Promise<void> {
    await this.service.stop();
    await Promise.all([this.participants.store.close(), this.sessions.store.close()]);
    await Promise.all(this.databases.map((one) => one.drop()));
  }

  post(path: string, sent: Sent): Promise<Reply> {
    return this.send('POST', path, sent);
  }

  get(path: string, sent: Sent): Promise<Reply> {
    return this.send('GET', path, sent);
  }

  /** The same over a connection of its own, which a service that stops waits for. */
  async postOverHttp(path: string, { as, role = 'participant', key = randomUUID() }: Sent): Promise<Reply> {
    const token = await this.issuer.issue({ subject: as ?? 'shared', ...(as && { personId: as }), roles: [role] });
    const url = `${(await this.service.app.getUrl()).replace('[::1]', '127.0.0.1')}/v1/${path}`;
    const response = await fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'idempotency-key': key } });
    return { status: response.status, headers: {}, body: await response.json() };
  }

  private async send(method: 'GET' | 'POST', path: string, { as, role = 'participant', body, key = randomUUID() }: Sent): Promise<Reply> {
    const token = await this.issuer.issue({ subject: as ?? 'shared', ...(as && { personId: as }), roles: [role] });
    const response = await this.service.app.inject({
      method, url: `/v1/${path}`, headers: { authorization: `Bearer ${token}`, ...(method === 'POST' && { 'idempotency-key': key }) },
      ...(body && { payload: body }),
    });
    return { status: response.statusCode, headers: response.headers, body: response.body ? response.json() : null };
  }

  /** Waits until read models and policies have taken everything that was told, by this service and its neighbours. */
  async settled(): Promise<void> {
    for (let still = 0; still < 2; ) {
      const [own, participants, sessions] = await Promise.all([
        this.service.runtime.status(), this.participants.store.head(), this.sessions.store.head(),
      ]);
      const heads: Record<string, typeof participants> = { matching: parsePosition(own.head), participants, sessions };
      const reached = own.consumers.every(({ source, position }) =>
        heads[source]!.n === 0n || comparePositions(parsePosition(position), heads[source]!) >= 0);
      still = reached ? still + 1 : 0;
      if (!reached) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Moves business time; timers that come due on the way are fired. */
  async moveTo(at: string): Promise<void> {
    await this.settled();
    for (let fired = 1; fired > 0; ) {
      fired = await this.service.runtime.fireDue(at);
      await this.settled();
    }
    this.now = at;
  }
}
