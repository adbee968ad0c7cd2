import type { Principal } from '@flipside/service-kit';
import { Problem } from '@flipside/service-kit';
import type { RateLimits } from '../config.js';
import type { RouteClass } from '../routes.js';
import { RateLimiter } from './rate-limiter.js';

/** The rate limits of one gateway process. */
export class Limits {
  private readonly limiters: Readonly<Record<keyof RateLimits, RateLimiter | undefined>>;

  constructor(limits: RateLimits) {
    const limiter = (perMinute: number | undefined): RateLimiter | undefined => (perMinute === undefined ? undefined : new RateLimiter(perMinute));
    this.limiters = {
      read: limiter(limits.read), write: limiter(limits.write), upload: limiter(limits.upload),
      anonymous: limiter(limits.anonymous), refused: limiter(limits.refused),
    };
  }

  /**
   * Takes a request of a principal; on a route of the shared reporting token, of nobody in particular.
   *
   * @throws Problem `too-many-requests` with Retry-After.
   */
  take(routeClass: RouteClass, route: string, principal: Principal | undefined): void {
    const limiter = this.limiters[routeClass];
    if (!limiter) return;
    const key = routeClass === 'anonymous' || !principal ? route : principal.subject;
    const wait = limiter.take(key, Date.now());
    if (wait > 0) throw tooMany(wait);
  }

  /** Before a token is checked: an address from which too many were refused has to wait. @throws Problem `too-many-requests`. */
  beforeCheck(address: string): void {
    const wait = this.limiters.refused?.wait(address, Date.now()) ?? 0;
    if (wait > 0) throw tooMany(wait);
  }

  refused(address: string): void {
    this.limiters.refused?.spend(address, Date.now());
  }
}

function tooMany(seconds: number): Problem {
  const detail = `You are over the limit of this kind of request: wait ${seconds} s, then go on more slowly.`;
  return new Problem('too-many-requests', detail, { headers: { 'retry-after': String(seconds) } });
}
