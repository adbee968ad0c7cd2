import { randomBytes, randomUUID } from 'node:crypto';
import {
  createLogger, devIssuer, newDevIssuerKey, readServiceConfig, serviceTokens, tokenVerifier, type DevIssuer, type Engines, type Role,
  type RunningService,
} from '@flipside/service-kit';
import { comparePositions, parsePosition } from '@flipside/event-sourcing';
import type { Pool } from 'pg';
import { createService } from '../service.js';
import { Neighbour } from './neighbours.js';

/** A new database of libs/testing, which specs hand in. */
export interface TestDatabase {
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
  readonly headers?: Readonly<Record<string, string>>;
}

/** The running service between two neighbours, with a clock of its own. */
export class Rig {
  now = '2027-01-04T09:00:00.000Z';
  readonly lines: string[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly keysDatabase: TestDatabase,
    private readonly neighbourDatabases: readonly TestDatabase[],
    readonly participants: Neighbour,
    readonly matching: Neighbour,
    private readonly issuer: DevIssuer,
  ) {}

  service: RunningService;

  static async open(newDatabase: () => Promise<TestDatabase>): Promise<Rig> {
    const [database, keys, one, two] = [await newDatabase(), await newDatabase(), await newDatabase(), await newDatabase()];
    const participants = await Neighbour.open('participants', one.url);
    const matching = await Neighbour.open('matching', two.url);
    const rig = new Rig(database, keys, [one, two], participants, matching, await devIssuer(await newDevIssuerKey()));
    await rig.start();
    return rig;
  }

  private async start(): Promise<void> {
    const config = readServiceConfig({
      DATABASE_URL: this.database.url, KEYS_DATABASE_URL: this.keysDatabase.url, MASTER_KEY: randomBytes(32).toString('base64'),
      SERVICE_SECRET: 'a secret of this test', OIDC_ISSUER: 'test', OIDC_JWKS_URL: 'http://localhost/none', LOG_LEVEL: 'debug',
    });
    const { participants, matching } = this;
    const engines: Engines = {
      clock: { now: () => this.now },
      log: createLogger('sessions', 'debug', { write: (line: string) => void this.lines.push(line) }),
      verifyToken: tokenVerifier(this.issuer.trust),
      serviceTokens: serviceTokens('sessions', 'a secret of this test'),
      peers: { get: async () => ({}) as never, post: async () => ({}) as never },
      contracts: (service, audience) => (service === 'participants' ? participants : matching).feed(audience),
    };
    this.service = await createService(config, engines);
    await this.service.start('127.0.0.1', 0, (error) => this.lines.push(String(error)));
  }

  async close(): Promise<void> {
    await this.service.stop();
    await Promise.all([this.participants.store.close(), this.matching.store.close()]);
    await Promise.all([this.database, this.keysDatabase, ...this.neighbourDatabases].map((one) => one.drop()));
  }

  post(path: string, sent: Sent): Promise<Reply> {
    return this.send('POST', path, sent);
  }

  get(path: string, sent: Sent): Promise<Reply> {
    return this.send('GET', path, sent);
  }

  /** A person's token with a role, or the one of no person. */
  private async send(method: 'GET' | 'POST', path: string, { as, role = 'participant', body, key = randomUUID(), headers }: Sent): Promise<Reply> {
    const token = await this.issuer.issue({ subject: as ?? 'shared', ...(as && { personId: as }), roles: [role] });
    const response = await this.service.app.inject({
      method, url: `/v1/${path}`,
      headers: { authorization: `Bearer ${token}`, ...(method === 'POST' && { 'idempotency-key': key }), ...headers },
      ...(body && { payload: body }),
    });
    return { status: response.statusCode, headers: response.headers, body: response.body ? response.json() : null };
  }

  /** Waits until read models and policies have taken everything that was told, by this service and its neighbours. */
  async settled(): Promise<void> {
    for (let still = 0; still < 2; ) {
      const [own, participants, matching] = await Promise.all([
        this.service.runtime.status(), this.participants.store.head(), this.matching.store.head(),
      ]);
      const heads: Record<string, typeof participants> = { sessions: parsePosition(own.head), participants, matching };
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

  /** All rows of all tables of the service, its keys' and its log's, as texts. */
  async everything(): Promise<string> {
    const texts = await Promise.all([this.database, this.keysDatabase].map(async ({ pool }) => {
      const { rows } = await pool.query<{ name: string }>(
        `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
         where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
      );
      const contents = await Promise.all(rows.map(async ({ name }) => {
        const { rows: found } = await pool.query<{ row: string }>(`select t::text as row from ${name} t`);
        return `${name}\n${found.map(({ row }) => row).join('\n')}`;
      }));
      return contents.join('\n');
    }));
    return [...texts, ...this.lines].join('\n');
  }
}
