import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { READ_YOUR_WRITES, waitForPositions, type ReadYourWrites } from '../http/min-position.js';
import { Problem } from '../problem.js';
import type { Principal } from '../roles.js';
import { Humans } from './humans.js';
import { ACCESS, OPEN, SCRAPED, SERVICE_ONLY, type Grant, type Named, type Owner } from './access.js';
import type { CallerService, ServiceTokens } from './service-token.js';
import type { VerifyToken } from './verify-token.js';

export const VERIFY_TOKEN = Symbol('VerifyToken');
export const SERVICE_TOKENS = Symbol('ServiceTokens');
export const SCRAPE_TOKEN = Symbol('ScrapeToken');

/** A request after the guard. */
export interface GuardedRequest extends FastifyRequest {
  principal?: Principal;
  service?: CallerService;
}

/** Lets nobody in to a route that says nothing of who may enter. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
    @Inject(VERIFY_TOKEN) private readonly verify: VerifyToken,
    @Inject(SERVICE_TOKENS) private readonly services: ServiceTokens,
    @Inject(READ_YOUR_WRITES) private readonly reads: ReadYourWrites,
    @Inject(Humans) private readonly humans: Humans,
    @Inject(SCRAPE_TOKEN) private readonly scrapes: (authorization: string | undefined) => boolean,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    if (this.of<string>(OPEN, context)) return true;
    if (this.of<boolean>(SERVICE_ONLY, context)) {
      request.service = await this.services.verify(request.headers.authorization);
      return true;
    }
    if (this.of<boolean>(SCRAPED, context) && this.scrapes(request.headers.authorization)) return true;
    request.principal = await this.verify(request.headers.authorization);
    await waitForPositions(this.reads, request.headers['flipside-min-position']);
    request.principal = await this.letIn(request.principal, this.of<readonly Grant[]>(ACCESS, context) ?? [], request);
    return true;
  }

  /** @returns the principal by the id to which what is named belongs. @throws Problem `role-missing`, `not-found` */
  private async letIn(principal: Principal, grants: readonly Grant[], request: GuardedRequest): Promise<Principal> {
    const fitting = grants.filter((grant) => principal.roles.includes(grant.role));
    if (fitting.length === 0) throw new Problem('role-missing', roleHint(grants));
    const owner = await this.ownerOf(principal, fitting, request);
    if (owner) return owner;
    if (request.method !== 'GET') {
      // What the caller made a moment ago may not be in the read model yet that owners are looked up in.
      await this.reads.caughtUp();
      const after = await this.ownerOf(principal, fitting, request);
      if (after) return after;
    }
    throw new Problem('not-found', 'There is no such thing, or it is not yours.');
  }

  /** Whoever asks may be known by several ids: what belongs to one of them is theirs, and they act by that one. */
  private async ownerOf(principal: Principal, grants: readonly Grant[], request: GuardedRequest): Promise<Principal | undefined> {
    if (await this.ownsAny(principal, grants, request)) return principal;
    const others = principal.personId === undefined ? [] : (await this.humans.idsOf(principal.personId)).slice(1);
    for (const personId of others) {
      const same = { ...principal, personId };
      if (await this.ownsAny(same, grants, request)) return same;
    }
    return undefined;
  }

  private async ownsAny(principal: Principal, grants: readonly Grant[], request: GuardedRequest): Promise<boolean> {
    for (const grant of grants) {
      if (await this.owns(principal, grant, request)) return true;
    }
    return false;
  }

  private async owns(principal: Principal, grant: Grant, request: GuardedRequest): Promise<boolean> {
    if (!grant.owner) return true;
    const named = { params: request.params, query: request.query, body: request.body } as Named;
    return this.modules.get<Owner>(grant.owner, { strict: false }).owns(principal, named);
  }

  private of<T>(key: string, context: ExecutionContext): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

function roleHint(grants: readonly Grant[]): string {
  const names = [...new Set(grants.map((grant) => grant.role))];
  return names.length > 0 ? `This needs the role ${names.join(' or ')}.` : 'Nobody may use this route.';
}
