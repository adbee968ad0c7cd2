import { Problem, type Principal, type TokenCache } from '@flipside/service-kit';
import type { Limits } from '../limits/limits.js';
import type { Route } from '../routes.js';

/** As much of a request as decides whether it is let through. */
export interface Arriving {
  readonly headers: { readonly authorization?: string };
  /** Where it comes from; kept only while too many tokens from there are refused. */
  readonly ip: string;
}

/** Who may pass, and how often. What they may do is decided by the service, which checks the token again. */
export class Admission {
  constructor(
    private readonly tokens: TokenCache<Principal>,
    private readonly limits: Limits,
  ) {}

  /**
   * Answers at once where the token was checked lately; otherwise the promise is of its check.
   *
   * @throws Problem of the token, or `too-many-requests`.
   */
  admit(request: Arriving, route: Route): undefined | Promise<void> {
    if (route.open) return void this.limits.take(route.routeClass, route.path, undefined);
    const principal = this.tokens.peek(request.headers.authorization, Date.now());
    if (principal) return void this.limits.take(route.routeClass, route.path, principal);
    return this.check(request).then((checked) => this.limits.take(route.routeClass, route.path, checked));
  }

  /** Checks a token, however it came. @throws Problem */
  async check(request: Arriving): Promise<Principal> {
    const { authorization } = request.headers;
    if (authorization !== undefined) this.limits.beforeCheck(request.ip);
    try {
      return await this.tokens.verify(authorization);
    } catch (error) {
      if (error instanceof Problem && error.code === 'token-invalid') this.limits.refused(request.ip);
      throw error;
    }
  }
}
