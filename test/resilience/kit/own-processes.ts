import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer as createWebServer, type Server as WebServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@flipside/contracts';
import { freePorts } from '@flipside/local-kafka/ports';
import { devIssuer, newDevIssuerKey, type DevIssuer, type Role } from '@flipside/service-kit';
import { testDatabase, type TestDatabase } from '@flipside/testing';
import { RUN_TS } from '@flipside/testing/run-ts';

const services: readonly ServiceName[] = ['participants', 'matching', 'sessions', 'analytics'];
const programs = [...services, 'gateway'] as const;
type Program = (typeof programs)[number];

/** Each service and the gateway as a process of its own, by its own main.ts, in production mode with an issuer outside. */
export class OwnProcesses {
  readonly output = new Map<Program, string>();
  private readonly children = new Map<Program, ChildProcess>();
  private readonly databases: TestDatabase[] = [];
  private readonly logs = new Map<Program, TestDatabase>();
  private readonly ports = new Map<Program, number>();
  private keys!: WebServer;
  private issuer!: DevIssuer;

  async start(): Promise<void> {
    this.issuer = await devIssuer(await newDevIssuerKey());
    this.keys = createWebServer((_request, response) => void response.setHeader('content-type', 'application/json').end(JSON.stringify(this.issuer.trust.keys)));
    await new Promise<void>((resolve) => this.keys.listen(0, '127.0.0.1', resolve));
    for (const [n, port] of (await freePorts(programs.length)).entries()) this.ports.set(programs[n]!, port);
    const environments = new Map<Program, Record<string, string>>();
    for (const name of programs) environments.set(name, await this.environment(name));
    await Promise.all([...environments].map(([name, environment]) => this.run(name, environment)));
  }

  /** Exit codes by program, after SIGTERM to all of them. */
  async stop(): Promise<Readonly<Record<string, number | null>>> {
    return Object.fromEntries(await Promise.all([...this.children.keys()].map(async (name) => [name, await this.end(name)] as const)));
  }

  /** SIGTERM to one of them. @returns its exit code. */
  async end(name: Program): Promise<number | null> {
    const child = this.children.get(name)!;
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    }
    return child.exitCode;
  }

  /** Events of a type in the log of a service. */
  async count(name: Program, type: string): Promise<number> {
    const { rows } = await this.logs.get(name)!.pool.query<{ n: number }>('select count(*)::int as n from event_store.events where type = $1', [type]);
    return rows[0]!.n;
  }

  async close(): Promise<void> {
    for (const child of this.children.values()) child.kill('SIGKILL');
    await new Promise((resolve) => this.keys.close(resolve));
    await Promise.all(this.databases.map((database) => database.drop()));
  }

  async ask(method: 'GET' | 'POST', path: string, who: { readonly role: Role; readonly personId: string }, body?: object) {
    const token = await this.issuer.issue({ subject: who.personId, personId: who.personId, roles: [who.role] });
    const response = await fetch(`http://127.0.0.1:${this.ports.get('gateway')}${path}`, {
      method, body: body && JSON.stringify(body),
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as { id: string; items: unknown[] } };
  }

  private async environment(name: Program): Promise<Record<string, string>> {
    const { trust } = this.issuer;
    const peers = services.map((service) => `${service}=http://127.0.0.1:${this.ports.get(service)}`).join(',');
    const common = {
      SERVICE_SECRET: 'a secret of this test', OIDC_ISSUER: trust.issuer, OIDC_AUDIENCE: trust.audience, PEERS: peers,
      OIDC_JWKS_URL: `http://127.0.0.1:${(this.keys.address() as AddressInfo).port}/`, PORT: String(this.ports.get(name)), LOG_LEVEL: 'info',
    };
    if (name === 'gateway') return common;
    const [own, keys] = [await testDatabase(), await testDatabase()];
    this.databases.push(own, keys);
    this.logs.set(name, own);
    return { ...common, DATABASE_URL: own.url, KEYS_DATABASE_URL: keys.url, MASTER_KEY: Buffer.alloc(32, 3).toString('base64') };
  }

  private async run(name: Program, environment: Record<string, string>): Promise<void> {
    const file = fileURLToPath(new URL(`../../../services/${name}/src/main.ts`, import.meta.url));
    const { PATH, HOME, FLIPSIDE_TEST_RUN = '' } = process.env;
    const child = spawn(process.execPath, [...RUN_TS, file], { env: { PATH, HOME, FLIPSIDE_TEST_RUN, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.children.set(name, child);
    await new Promise<void>((resolve, reject) => {
      const hear = (text: Buffer): void => {
        this.output.set(name, (this.output.get(name) ?? '') + text.toString());
        if (this.output.get(name)!.includes('"ready"')) resolve();
      };
      child.stdout!.on('data', hear);
      child.stderr!.on('data', hear);
      child.once('exit', (code) => reject(new Error(`${name} ended with ${code}: ${this.output.get(name)}`)));
    });
  }
}
