import { randomBytes } from 'node:crypto';
import { createGateway, type Gateway } from '@flipside/gateway';
import { gatewayDefaults, unlimited } from '@flipside/gateway/config';
import { readDocuments } from '@flipside/gateway/openapi/read-documents';
import { createService as participants } from '@flipside/participants';
import {
  createLogger, devIssuer, newDevIssuerKey, processEngines, readServiceConfig, serviceTokens, tokenVerifier, type CreateService, type DevIssuer, type Role,
  type RunningService,
} from '@flipside/service-kit';
import { createService as sessions } from '@flipside/sessions';
import { testDatabase, type TestDatabase } from '@flipside/testing';
import type { TestKafka } from '@flipside/testing/kafka';
import { Traces } from './traces.js';

const SECRET = 'a secret of this test';
export const METRICS_TOKEN = 'a token for scraping';
const masterKey = randomBytes(32).toString('base64');
const nowhere = 'http://127.0.0.1:1';

/** The gateway and two services with a broker between them, each with traces of its own. What is logged is kept. */
export class Deployment {
  readonly traces = new Traces();
  readonly lines: string[] = [];
  readonly failures: unknown[] = [];
  private readonly databases: TestDatabase[] = [];
  private readonly running: RunningService[] = [];
  private gateway!: Gateway;
  private issuer!: DevIssuer;
  addresses!: Readonly<Record<'gateway' | 'participants' | 'sessions', string>>;

  private constructor(private readonly kafka: TestKafka, private readonly prefix: string) {}

  static async start(kafka: TestKafka): Promise<Deployment> {
    const one = new Deployment(kafka, kafka.prefix());
    one.issuer = await devIssuer(await newDevIssuerKey());
    const first = await one.service('participants', participants, '');
    const second = await one.service('sessions', sessions, `participants=${first}`);
    one.addresses = { participants: first, sessions: second, gateway: await one.before({ participants: first, sessions: second }) };
    return one;
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    for (const service of [...this.running].reverse()) await service.stop();
    await Promise.all(this.databases.map((database) => database.drop()));
  }

  async ask(path: string, roles: readonly Role[] | string, { body, headers = {}, at = 'gateway' }: { body?: object; headers?: object; at?: keyof Deployment['addresses'] } = {}) {
    const token = typeof roles === 'string' ? roles : await this.issuer.issue({ subject: roles.join('+'), roles });
    const response = await fetch(this.addresses[at] + path, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json', 'idempotency-key': randomBytes(8).toString('hex') }), ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  private async service(name: 'participants' | 'sessions', create: CreateService, peers: string): Promise<string> {
    const [database, keys] = [await testDatabase(), await testDatabase()];
    this.databases.push(database, keys);
    const config = readServiceConfig({
      DATABASE_URL: database.url, KEYS_DATABASE_URL: keys.url, MASTER_KEY: masterKey, SERVICE_SECRET: SECRET, OIDC_ISSUER: 'test',
      OIDC_JWKS_URL: 'http://localhost/none', PEERS: peers, KAFKA_BROKERS: this.kafka.brokers.join(','), KAFKA_REPLICATION: '1', KAFKA_PREFIX: this.prefix,
      METRICS_TOKEN,
    });
    const engines = { ...processEngines(name, config), verifyToken: tokenVerifier(this.issuer.trust), log: this.log(name), tracing: this.traces.of(name) };
    const service = await create(config, engines);
    this.running.push(service);
    return service.start('127.0.0.1', 0, (error) => this.failures.push(error));
  }

  private async before(services: { participants: string; sessions: string }): Promise<string> {
    const config = { ...gatewayDefaults, rateLimits: unlimited, metricsToken: METRICS_TOKEN, services: { ...services, matching: nowhere, analytics: nowhere } };
    this.gateway = await createGateway(config, {
      log: this.log('gateway'), tracing: this.traces.of('gateway'), verifyToken: tokenVerifier(this.issuer.trust),
      serviceTokens: serviceTokens('gateway', SECRET), cursorSecret: Buffer.alloc(32, 1), documents: await readDocuments(),
    });
    return this.gateway.start('127.0.0.1', 0);
  }

  private log(name: string) {
    return createLogger(name, 'debug', { write: (line) => void this.lines.push(line) });
  }
}
