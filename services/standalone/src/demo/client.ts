import { setTimeout as sleep } from 'node:timers/promises';
import { comparePositions, deriveId, parsePosition, type Position } from '@flipside/event-sourcing';
import type { Role } from '@flipside/service-kit';
import { Agent, request, type Dispatcher } from 'undici';

const TRIES = 10;
const AGAIN_MS = 1_000;

/** An answer that was not what was asked for. */
export class Refused extends Error {
  constructor(
    readonly method: string,
    readonly path: string,
    readonly status: number,
    readonly code: string,
    detail: string,
  ) {
    super(`${method} ${path} answered ${status} ${code}: ${detail}`);
  }
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly etag: string | undefined;
}

/** One who uses the gateway with a token of their own, as a browser or an integration would. */
export interface Actor {
  get<T>(path: string): Promise<T>;
  /** A row with its ETag, for PUT. */
  read<T>(path: string): Promise<Answer<T>>;
  /** @param key of one's own; where it must not be guessed, a random UUID. */
  post<T = { id: string }>(path: string, body?: unknown, key?: string): Promise<T>;
  put<T = { id: string }>(path: string, body: unknown, etag: string): Promise<T>;
  /** Sends a body of another type as a stream. */
  upload<T = { id: string }>(path: string, type: string, body: Buffer): Promise<T>;
}

/**
 * The gateway's public API. Idempotency keys come from the seed, the actor, the path, what is asked there and how often, so
 * that every run means the same wishes whatever runs at once; every query asks for what was written before it.
 */
export class Gateway {
  private readonly agent = new Agent({ connections: 32, pipelining: 1, bodyTimeout: 600_000, headersTimeout: 600_000 });
  private readonly positions = new Map<string, string>();
  private readonly tokens = new Map<string, Promise<string>>();
  private readonly wishes = new Map<string, number>();
  /** Requests sent so far. */
  requests = 0;
  /** Of them asked again because something did not answer in time. */
  repeated = 0;

  constructor(
    private readonly address: string,
    private readonly seed: number,
  ) {}

  /** Somebody with these roles; a person where an id is given. */
  as(roles: readonly Role[], personId?: string): Actor {
    const key = `${personId ?? ''} ${roles.join(' ')}`;
    const token = this.tokens.get(key) ?? this.open<{ token: string }>('POST', '/v1/dev/tokens', { roles, personId }).then((answer) => answer.token);
    this.tokens.set(key, token);
    const ask = async <T>(method: Dispatcher.HttpMethod, path: string, body?: unknown, headers: Headers = {}): Promise<Answer<T>> =>
      this.send<T>(method, path, body, { authorization: `Bearer ${await token}`, 'idempotency-key': this.wish(key, path, body), ...headers });
    return {
      get: async <T>(path: string) => (await ask<T>('GET', path)).body,
      read: (path) => ask('GET', path),
      post: async <T>(path: string, body: unknown = {}, own?: string) =>
        (await ask<T>('POST', path, body, own === undefined ? {} : { 'idempotency-key': own })).body,
      put: async <T>(path: string, body: unknown, etag: string) => (await ask<T>('PUT', path, body, { 'if-match': etag })).body,
      upload: async <T>(path: string, type: string, body: Buffer) => (await ask<T>('POST', path, body, { 'content-type': type })).body,
    };
  }

  /** What development mode offers without a token: tokens, the clock, the settle barrier. */
  async open<T>(method: Dispatcher.HttpMethod, path: string, body?: unknown): Promise<T> {
    return (await this.send<T>(method, path, body, {})).body;
  }

  async close(): Promise<void> {
    await this.agent.close();
  }

  /** What could not be done just now is asked again, as the problem says: with the same key it is the same wish. */
  private async send<T>(method: Dispatcher.HttpMethod, path: string, body: unknown, headers: Headers): Promise<Answer<T>> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.sendOnce<T>(method, path, body, headers);
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 503 || tries === TRIES) throw error;
        this.repeated++;
        await sleep(AGAIN_MS);
      }
    }
  }

  private async sendOnce<T>(method: Dispatcher.HttpMethod, path: string, body: unknown, headers: Headers): Promise<Answer<T>> {
    this.requests++;
    const raw = Buffer.isBuffer(body);
    const response = await request(`${this.address}${path}`, {
      method,
      dispatcher: this.agent,
      headers: { ...(body !== undefined && !raw && { 'content-type': 'application/json' }), ...this.seen(method), ...headers },
      ...(body !== undefined && { body: raw ? body : JSON.stringify(body) }),
    });
    const text = await response.body.text();
    const parsed: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.statusCode >= 400) throw refusal(method, path, response.statusCode, parsed);
    this.remember(response.headers['flipside-position']);
    return { status: response.statusCode, body: parsed as T, etag: first(response.headers.etag) };
  }

  /** What a query has to show. */
  private seen(method: Dispatcher.HttpMethod): Headers {
    if (method !== 'GET' || this.positions.size === 0) return {};
    return { 'flipside-min-position': [...this.positions.values()].join(',') };
  }

  private wish(actor: string, path: string, body: unknown): string {
    const wish = deriveId('demo', this.seed, actor, path, Buffer.isBuffer(body) ? '' : JSON.stringify(body ?? null));
    const times = (this.wishes.get(wish) ?? 0) + 1;
    this.wishes.set(wish, times);
    return deriveId(wish, times);
  }

  /** The furthest position written to each service. */
  private remember(header: string | string[] | undefined): void {
    const token = first(header);
    const [service] = token?.split(':') ?? [];
    if (!token || !service) return;
    const known = this.positions.get(service);
    if (!known || comparePositions(positionIn(token), positionIn(known)) > 0) this.positions.set(service, token);
  }
}

type Headers = Readonly<Record<string, string>>;

/** Of `service:epoch:n`. */
function positionIn(token: string): Position {
  return parsePosition(token.slice(token.indexOf(':') + 1));
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function refusal(method: string, path: string, status: number, body: unknown): Refused {
  const { code = 'unknown', detail = '' } = (body ?? {}) as { code?: string; detail?: string };
  return new Refused(method, path, status, code, detail);
}
