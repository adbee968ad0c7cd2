import type { ServiceName } from '@flipside/contracts';
import { Problem } from '@flipside/service-kit';
import { Pool } from 'undici';
import type { GatewayConfig } from '../config.js';
import { serviceNames } from '../openapi/read-documents.js';

/** One service as the gateway reaches it. */
export class Upstream {
  readonly pool: Pool;
  private underWay = 0;

  constructor(
    readonly service: ServiceName,
    readonly origin: string,
    private readonly limits: Pick<GatewayConfig, 'answerTimeout' | 'maxInFlight'>,
  ) {
    this.pool = new Pool(origin, {
      connections: 256,
      pipelining: 1,
      connect: { timeout: 2_000 },
      headersTimeout: limits.answerTimeout,
      bodyTimeout: limits.answerTimeout,
      keepAliveTimeout: 4_000,
      keepAliveMaxTimeout: 60_000,
    });
  }

  /** Counts a request in. @throws Problem `service-unavailable` when so many are waiting that one more would only wait too. */
  enter(): void {
    if (this.underWay >= this.limits.maxInFlight) throw this.unavailable('has too much to do');
    this.underWay++;
  }

  leave(): void {
    this.underWay--;
  }

  unavailable(what = 'does not answer'): Problem {
    const detail = `The service ${this.service} ${what}: repeat the request in a moment, a POST with the same Idempotency-Key.`;
    return new Problem('service-unavailable', detail, { headers: { 'retry-after': '2' } });
  }

  /** Resolves where the service takes requests. @throws Problem `service-unavailable` */
  async reach(): Promise<void> {
    const { status } = await this.ask('/health/ready');
    if (status >= 300) throw this.unavailable();
  }

  /** @returns status and body, whatever the status. @throws Problem `service-unavailable` */
  async ask(path: string, options: AskOptions = {}): Promise<Answered> {
    const { signal, timeout } = options;
    try {
      const answer = await this.pool.request({ path, signal, headersTimeout: timeout, ...contentOf(options) });
      return { status: answer.statusCode, body: await answer.body.json() };
    } catch (error) {
      signal?.throwIfAborted();
      throw Object.assign(this.unavailable(), { cause: error });
    }
  }
}

export interface AskOptions {
  readonly authorization?: string;
  readonly correlationId?: string;
  /** Sent as JSON with POST. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Milliseconds until the answer has to begin, where not the configured ones. */
  readonly timeout?: number;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

function contentOf({ authorization, correlationId, body }: AskOptions) {
  const headers = { ...(authorization && { authorization }), ...(correlationId && { 'x-correlation-id': correlationId }) };
  if (body === undefined) return { method: 'GET', headers };
  return { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export type Upstreams = Readonly<Record<ServiceName, Upstream>>;

export function openUpstreams(config: GatewayConfig): Upstreams {
  return Object.fromEntries(
    serviceNames.map((name) => [name, new Upstream(name, new URL(config.services[name]).origin, config)]),
  ) as Record<ServiceName, Upstream>;
}

export async function closeUpstreams(upstreams: Upstreams): Promise<void> {
  await Promise.all(Object.values(upstreams).map(({ pool }) => pool.destroy()));
}
