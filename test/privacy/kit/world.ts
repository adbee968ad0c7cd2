import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@flipside/service-kit';
import { openDataFolder } from '@flipside/standalone/engine/data-folder';
import { startStandalone, type Standalone, type StandaloneOptions } from '@flipside/standalone/engine/standalone';
import { allServices } from '@flipside/standalone/services';
import { Traces } from '../../telemetry/kit/traces.js';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- an answer of any route
  readonly body: any;
}

/** Who asks: roles and, where the token names one, a person. */
export interface Asker {
  readonly roles: readonly Role[];
  readonly personId?: string;
}

export interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const BEGINS = '2027-01-04T08:00:00.000Z';

/** The whole product, asked through its gateway as anybody asks it. What it logs is kept. */
export class World {
  readonly lines: string[] = [];
  readonly traces = new Traces();
  private readonly tokens = new Map<string, Promise<string>>();
  private running!: Standalone;

  private constructor(readonly folder: string) {}

  static async open(): Promise<World> {
    const parent = process.env.FLIPSIDE_TEST_RUN ?? tmpdir();
    await mkdir(parent, { recursive: true });
    const world = new World(await mkdtemp(join(parent, 'privacy-')));
    await world.start();
    return world;
  }

  async start(): Promise<void> {
    this.running = await startStandalone(await this.options());
    const { pid } = this.running.platform.databases.server;
    await writeFile(join(this.folder, 'server.json'), JSON.stringify({ pid }));
  }

  async stop(): Promise<void> {
    await this.running.stop();
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  get databases() {
    return this.running.platform.databases;
  }

  get now(): string {
    return this.running.platform.clock.now();
  }

  ask(method: 'GET' | 'POST' | 'PUT', path: string, as: Asker | null, { body, headers = {} }: Sent = {}): Promise<Reply> {
    return this.askAt(this.running.address, method, path, as, { body, headers });
  }

  /** Asks, and fails where the answer is a refusal. */
  async must<T = { id: string }>(method: 'GET' | 'POST' | 'PUT', path: string, as: Asker | null, sent: Sent = {}): Promise<T> {
    const reply = await this.ask(method, path, as, sent);
    if (reply.status >= 400) throw new Error(`${method} ${path} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
    return reply.body as T;
  }

  post<T = { id: string }>(path: string, as: Asker, body: unknown = {}): Promise<T> {
    return this.must<T>('POST', path, as, { body });
  }

  get<T>(path: string, as: Asker): Promise<T> {
    return this.must<T>('GET', path, as);
  }

  /** Of the gateway and of every service. */
  get addresses(): readonly string[] {
    return [this.running.address, ...this.running.platform.addresses.values()];
  }

  async textAt(address: string, path: string, as: Asker): Promise<string> {
    return (await fetch(address + path, { headers: { authorization: `Bearer ${await this.token(as)}` } })).text();
  }

  async settled(): Promise<void> {
    await this.must('GET', '/v1/dev/settled', null);
  }

  async moveTo(to: string): Promise<void> {
    await this.must('POST', '/v1/dev/clock', null, { body: { to } });
  }

  token({ roles, personId }: Asker): Promise<string> {
    const key = `${personId ?? ''} ${roles.join(' ')}`;
    const known = this.tokens.get(key) ?? this.must<{ token: string }>('POST', '/v1/dev/tokens', null, { body: { roles, personId } }).then(({ token }) => token);
    this.tokens.set(key, known);
    return known;
  }

  private async askAt(address: string, method: string, path: string, as: Asker | null, { body, headers }: Sent): Promise<Reply> {
    const file = typeof body === 'string';
    const response = await fetch(address + path, {
      method,
      headers: {
        ...(as && { authorization: `Bearer ${await this.token(as)}` }),
        ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
        ...(body !== undefined && { 'content-type': file ? 'text/csv' : 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: file ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), body: bodyOf(text, response.headers.get('content-type')) };
  }

  private async options(): Promise<StandaloneOptions> {
    return {
      folder: await openDataFolder(join(this.folder, 'data')),
      services: allServices,
      pace: 'frozen',
      firstMoment: BEGINS,
      logLevel: 'debug',
      logTo: { write: (line: string) => void this.lines.push(line) },
      accessLog: true,
      tracing: (program) => this.traces.of(program),
      documents: 'served',
      host: '127.0.0.1',
      port: 0,
      news: (line) => void this.lines.push(line),
      onFailure: (error) => void this.lines.push(`FAILED ${String(error)}`),
    };
  }
}

function bodyOf(text: string, type: string | null): unknown {
  if (text === '') return null;
  return type?.includes('json') ? JSON.parse(text) : text;
}
