import { randomBytes } from 'node:crypto';
import { createService as analytics } from '@flipside/analytics';
import { createService as participants } from '@flipside/participants';
import {
  createLogger, devIssuer, newDevIssuerKey, processEngines, readServiceConfig, tokenVerifier, type CreateService, type DevIssuer, type Role,
  type RunningService, type ServiceConfig,
} from '@flipside/service-kit';
import { createService as sessions } from '@flipside/sessions';
import { testDatabase, type TestDatabase } from '@flipside/testing';
import type { TestKafka } from '@flipside/testing/kafka';

const services = { participants, sessions, analytics } as const satisfies Record<string, CreateService>;
export type Name = keyof typeof services;

interface Asked {
  readonly role: Role;
  readonly body?: object;
  readonly key?: string;
  /** `admin`, unless given. */
  readonly personId?: string;
}

export const admin = '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10';

/** Some of the services with a broker between them, each with databases of its own, as their processes would be. */
export class Services {
  readonly databases = new Map<Name, TestDatabase>();
  readonly prefix: string;
  /** What ended a consumer for good, by service. */
  readonly failures = new Map<Name, string[]>();
  /** Lines that services logged. */
  readonly lines: { readonly service: string; readonly msg: string; readonly [field: string]: unknown }[] = [];
  private readonly keys = new Map<Name, TestDatabase>();
  private readonly running = new Map<Name, { readonly service: RunningService; readonly address: string }>();
  private readonly masterKey = randomBytes(32).toString('base64');
  private issuer!: DevIssuer;

  /** @param common environment of all of them beside the usual one. */
  constructor(private readonly kafka: TestKafka | undefined, private readonly common: () => Record<string, string> = () => ({})) {
    this.prefix = kafka?.prefix() ?? '';
  }

  service(name: Name): RunningService {
    return this.running.get(name)!.service;
  }

  address(name: Name): string {
    return this.running.get(name)!.address;
  }

  isRunning(name: string): boolean {
    return this.running.has(name as Name);
  }

  get allFailures(): readonly string[] {
    return [...this.failures.values()].flat();
  }

  async config(name: Name, environment: Record<string, string> = {}): Promise<ServiceConfig> {
    for (const held of [this.databases, this.keys]) if (!held.has(name)) held.set(name, await testDatabase());
    return readServiceConfig({
      DATABASE_URL: this.databases.get(name)!.url, KEYS_DATABASE_URL: this.keys.get(name)!.url, MASTER_KEY: this.masterKey,
      SERVICE_SECRET: 'a secret of this test', OIDC_ISSUER: 'test', OIDC_JWKS_URL: 'http://localhost/none', LOG_LEVEL: 'info',
      PEERS: [...this.running].map(([peer, { address }]) => `${peer}=${address}`).join(','),
      KAFKA_BROKERS: this.kafka?.brokers.join(',') ?? '', KAFKA_REPLICATION: '1', KAFKA_PREFIX: this.prefix, ...this.common(), ...environment,
    });
  }

  /** @param environment beside the usual one: peers are those that run by now. */
  async start(name: Name, environment: Record<string, string> = {}): Promise<void> {
    this.issuer ??= await devIssuer(await newDevIssuerKey());
    const config = await this.config(name, environment);
    const log = createLogger(name, 'info', { write: (line: string) => void this.lines.push(JSON.parse(line)) });
    const service = await services[name](config, { ...processEngines(name, config), log, verifyToken: tokenVerifier(this.issuer.trust) });
    this.failures.set(name, []);
    const address = await service.start('127.0.0.1', 0, (error) => this.failures.get(name)!.push((error as Error).message));
    this.running.set(name, { service, address });
  }

  async stop(...names: readonly Name[]): Promise<void> {
    for (const name of names) await this.running.get(name)?.service.stop();
    for (const name of names) this.running.delete(name);
  }

  async close(): Promise<void> {
    await this.stop(...(Object.keys(services) as Name[]).reverse());
    for (const one of [...this.databases.values(), ...this.keys.values()]) await one.drop();
  }

  async ask(name: Name, method: 'GET' | 'POST', path: string, { role, body, key, personId = admin }: Asked) {
    const token = await this.issuer.issue({ subject: personId, personId, roles: [role] });
    const response = await fetch(this.address(name) + path, {
      method, body: body && JSON.stringify(body),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
    });
    return { status: response.status, body: (await response.json()) as { id: string; code?: string; items: Record<string, unknown>[]; next: string } };
  }

  /** @returns the id of a programme. */
  async createProgramme(name: string, personId = admin): Promise<string> {
    const { status, body } = await this.ask('participants', 'POST', '/v1/programmes', { role: 'programme-admin', body: { name }, key: name, personId });
    expect(status).toBe(201);
    return body.id;
  }

  /** Rows of the active table of a read model. */
  async rowsOf(name: Name, model: string): Promise<readonly Record<string, unknown>[]> {
    const { pool } = this.databases.get(name)!;
    const { rows: [active] } = await pool.query<{ active_table: string }>('select active_table from read_model where name = $1', [model]);
    return (await pool.query(`select * from "${active!.active_table}" order by id`)).rows;
  }

  /** Expects each read model of a service to equal a fold of the logs from their beginning, where those can be had. */
  async equalFolds(name: Name): Promise<void> {
    const { runtime } = this.service(name);
    const here = runtime.projections.filter(({ feeds }) => feeds.every(({ source }) => this.isRunning(source)));
    expect(here.length).toBeGreaterThan(4);
    for (const { name: model } of here) {
      const rows = await this.rowsOf(name, model);
      await runtime.rebuild(model, async () => undefined);
      expect({ model, rows: await this.rowsOf(name, model) }).toEqual({ model, rows });
    }
  }

  async until(what: () => boolean | Promise<boolean>): Promise<void> {
    for (let tries = 0; !(await what()); tries++) {
      if (tries > 2_500) throw new Error(`it never came true: ${JSON.stringify([...this.failures])} ${JSON.stringify(this.lines.slice(-5))}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Waits until a service has all that participants' log holds now. */
  async caughtUp(name: Name): Promise<void> {
    const { head } = await this.service('participants').runtime.status();
    await this.until(async () => {
      const { consumers } = await this.service(name).runtime.status();
      return consumers.filter(({ source }) => source === 'participants').every(({ position }) => position === head);
    });
  }
}
