import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { GuardedRequest } from '@flipside/service-kit';
import { Limits } from './limits.js';

/** Rate limits of the gateway's own routes; it runs after the guard that finds the principal. */
@Injectable()
export class LimitGuard implements CanActivate {
  constructor(@Inject(Limits) private readonly limits: Limits) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const routeClass = request.method === 'GET' || request.method === 'HEAD' ? 'read' : 'write';
    if (request.principal) this.limits.take(routeClass, '', request.principal);
    return true;
  }
}
