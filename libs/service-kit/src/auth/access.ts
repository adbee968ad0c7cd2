import { applyDecorators, SetMetadata, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { Principal, Role } from '../roles.js';

/** What a request names: path parameters, query and body, as received. */
export interface Named {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/** Decides whether what a request names belongs to the person who asks. A no reads as 404. */
export interface Owner {
  owns(principal: Principal, named: Named): Promise<boolean> | boolean;
}

/** One way to be let in: a role, and where the thing has an owner, being it. */
export interface Grant {
  readonly role: Role;
  /** A provider of the service's module. */
  readonly owner?: Type<Owner>;
}

export const ACCESS = 'flipside:access';

/**
 * Guards a route: whoever fulfils one of the grants is let in. Every route of a service has this or @ServiceOnly.
 * Those of the shared reporting token are neither measured, nor traced, nor logged.
 * The OpenAPI document shows it as `x-flipside-access`, which the tests walk.
 */
export function Access(...grants: readonly Grant[]): MethodDecorator {
  const unseen = grants.some(({ role }) => role === 'reporter');
  return applyDecorators(
    ...(unseen ? [RouteConfig({ routeClass: 'anonymous' })] : []),
    SetMetadata(ACCESS, grants),
    ApiSecurity('bearer'),
    ApiExtension('x-flipside-access', grants.map(({ role, owner }) => ({ role, ...(owner && { owner: owner.name }) }))),
  );
}

export const SERVICE_ONLY = 'flipside:service-only';

/** Guards a route that only our own services call; it is left out of the OpenAPI document. */
export function ServiceOnly(): MethodDecorator & ClassDecorator {
  return SetMetadata(SERVICE_ONLY, true);
}

export const SCRAPED = 'flipside:scraped';

/** Lets in, besides, whoever has the token for scraping that the deployment may configure. */
export function Scraped(): MethodDecorator {
  return SetMetadata(SCRAPED, true);
}

export const OPEN = 'flipside:open';

/** A route that needs no token, with the reason. Health and development mode only. */
export function Open(reason: string): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(OPEN, reason), ApiExtension('x-flipside-open', reason));
}
