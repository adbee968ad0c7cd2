import type { ServiceName } from '@flipside/contracts';
import type { ServiceStatus, ServiceTokens } from '@flipside/service-kit';
import { passedOn } from '../proxy/passed-on.js';
import type { Upstreams } from '../proxy/upstream.js';

/**
 * All services of a deployment, as the one who moves time needs them. A program that has them in its own process may
 * give one that asks them directly, which is much less work than HTTP.
 */
export interface Deployment {
  /** In the order in which timers of one moment are fired. */
  readonly services: readonly string[];
  /** Where a service stands now. */
  status(service: string, signal: AbortSignal): Promise<ServiceStatus>;
  /** Lets a service look where business time is now; a deployment whose services share one clock has nothing to do. */
  follow?(service: string, signal: AbortSignal): Promise<void>;
  /** Fires a service's timers that are due at or before a moment. @returns how many. */
  fire(service: string, until: string, signal: AbortSignal): Promise<number>;
}

const TOKEN_KEPT_MS = 30_000;
/** Timers of one moment may be thousands. */
const FIRE_TIMEOUT_MS = 240_000;

/** The services over HTTP, in one process or many. */
export class HttpDeployment implements Deployment {
  private readonly tokens = new Map<ServiceName, { readonly header: string; readonly until: number }>();

  constructor(
    private readonly upstreams: Upstreams,
    private readonly serviceTokens: ServiceTokens,
  ) {}

  get services(): readonly string[] {
    return Object.keys(this.upstreams);
  }

  status(service: string, signal: AbortSignal): Promise<ServiceStatus> {
    return this.call<ServiceStatus>(service, '/internal/status', signal);
  }

  async follow(service: string, signal: AbortSignal): Promise<void> {
    await this.call(service, '/internal/clock', signal, {});
  }

  async fire(service: string, until: string, signal: AbortSignal): Promise<number> {
    return (await this.call<{ fired: number }>(service, '/internal/timers/fire', signal, { until })).fired;
  }

  private async call<T>(service: string, path: string, signal: AbortSignal, body?: unknown): Promise<T> {
    const upstream = this.upstreams[service as ServiceName];
    const authorization = await this.tokenFor(upstream.service);
    return passedOn<T>(await upstream.ask(path, { authorization, body, signal, timeout: FIRE_TIMEOUT_MS }), upstream.service);
  }

  private async tokenFor(service: ServiceName): Promise<string> {
    const known = this.tokens.get(service);
    if (known && known.until > Date.now()) return known.header;
    const header = await this.serviceTokens.header(service);
    this.tokens.set(service, { header, until: Date.now() + TOKEN_KEPT_MS });
    return header;
  }
}
