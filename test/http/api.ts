import { randomUUID } from 'node:crypto';
import type { DevIssuer, Role } from '@flipside/service-kit';
import { Agent, request } from 'undici';
import { routesIn, type Route } from './document.js';
import { Schemas } from './schemas.js';
import type { OpenApi } from '@flipside/gateway/openapi/document';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers of any route
  readonly body: any;
}

export interface Asked {
  /** For the Authorization header as it is; null sends none. */
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** Whose token: roles, and the person where they are one. */
export interface Who {
  readonly roles: readonly Role[];
  readonly personId?: string;
}

/**
 * The gateway as clients see it. Every answer is compared with the document: status, media type, schema, error code; what
 * does not fit is kept in `faults`. A query sees what was written before it.
 */
export class Api {
  readonly faults = new Set<string>();
  private readonly agent = new Agent({ connections: 16, pipelining: 1 });
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly positions = new Map<string, string>();
  private readonly routes: readonly { readonly route: Route; readonly pattern: RegExp }[];
  private readonly schemas: Schemas;

  constructor(
    readonly address: string,
    private readonly issuer: DevIssuer,
    document: OpenApi,
  ) {
    this.schemas = new Schemas(document);
    const routes = routesIn(document).toSorted((a, b) => a.path.split('{').length - b.path.split('{').length);
    this.routes = routes.map((route) => ({ route, pattern: new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+').replaceAll('.', '\\.')}$`) }));
  }

  token({ roles, personId }: Who): Promise<string> {
    const key = `${roles.join('+')} ${personId}`;
    const known = this.tokens.get(key) ?? this.issuer.issue({ subject: personId ?? roles.join('+'), personId, roles }).then((token) => `Bearer ${token}`);
    this.tokens.set(key, known);
    return known;
  }

  async ask(method: string, path: string, { token = null, body, headers }: Asked = {}): Promise<Reply> {
    const verb = method.toUpperCase() as 'GET';
    const sent = { ...(token !== null && { authorization: token }), ...this.ofVerb(verb), ...contentOf(body), ...headers };
    const response = await request(this.address + path, { method: verb, dispatcher: this.agent, headers: sent, body: written(body) });
    const text = await response.body.text();
    const type = String(response.headers['content-type'] ?? '');
    const reply = { status: response.statusCode, headers: response.headers, body: /[/+]json\b/.test(type) ? (JSON.parse(text) as unknown) : text };
    this.compare(method, path.split('?')[0]!, type.split(';')[0]!, reply);
    this.remember(response.headers['flipside-position']);
    return reply;
  }

  /** Does what must succeed. @throws Error with the refusal. */
  async as(who: Who, method: string, path: string, body?: unknown, headers?: Asked['headers']): Promise<Reply> {
    const reply = await this.ask(method, path, { token: await this.token(who), body, headers });
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply;
  }

  /** Waits until nothing is under way. */
  async settled(): Promise<void> {
    const { status, body } = await this.ask('GET', '/v1/dev/settled');
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  async moveTo(to: string): Promise<void> {
    const { status, body } = await this.ask('POST', '/v1/dev/clock', { body: { to } });
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  private ofVerb(verb: string): Record<string, string> {
    if (verb === 'POST') return { 'idempotency-key': randomUUID() };
    if (verb !== 'GET' || this.positions.size === 0) return {};
    return { 'flipside-min-position': [...this.positions.values()].join(',') };
  }

  private remember(header: string | string[] | undefined): void {
    if (typeof header === 'string') this.positions.set(header.split(':')[0]!, header);
  }

  private compare(method: string, path: string, type: string, { status, body }: Reply): void {
    const found = this.routes.find(({ route, pattern }) => route.method === method.toLowerCase() && pattern.test(path));
    if (!found) return;
    const { name, responses } = found.route;
    const response = responses[String(status)];
    if (!response) return void this.faults.add(`${name} does not document ${status} ${(body as { code?: string }).code}`);
    const content = response.content?.[type];
    if (!content?.schema) return void this.faults.add(`${name} does not document the media type ${type} of ${status}`);
    for (const fault of this.schemas.faults(content.schema, body)) this.faults.add(`${name} ${status}: ${fault}`);
  }
}

function contentOf(body: unknown): Record<string, string> {
  return body === undefined ? {} : { 'content-type': 'application/json' };
}

function written(body: unknown): string | Buffer | undefined {
  return body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}
