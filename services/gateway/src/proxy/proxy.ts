import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { Problem } from '@flipside/service-kit';
import type { Admission } from '../auth/admission.js';
import { firstParameter, patternOf, type Route } from '../routes.js';
import { limitedBody } from './body-limit.js';
import { bodyOf, Forwarding } from './forwarding.js';
import { requestHeadersOf } from './request-headers.js';
import type { Upstream, Upstreams } from './upstream.js';

export interface ProxyParts {
  readonly routes: readonly Route[];
  readonly upstreams: Upstreams;
  readonly admission: Admission;
  readonly bodyLimit: number;
  /** Writes an error as problem details. */
  readonly refuse: (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;
}

const ALL: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Routes of the services in a context of their own, where no body is read or parsed. */
export function proxyRoutes(parts: ProxyParts) {
  return async (instance: FastifyInstance): Promise<void> => {
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser('*', (_request, _payload, done) => done(null));
    instance.setErrorHandler((error, request, reply) => parts.refuse(error, request, reply));
    for (const route of parts.routes) {
      const method = route.method.toUpperCase() as HTTPMethods;
      instance.route({ method, url: patternOf(route.path), config: { routeClass: route.routeClass }, handler: handlerOf(route, parts) });
    }
    for (const [path, known] of Map.groupBy(parts.routes, (route) => route.path)) refuseOthers(instance, path, known);
  };
}

function handlerOf(route: Route, parts: ProxyParts) {
  const find = finderOf(route, parts.upstreams);
  const writeHeaders = requestHeadersOf(route);
  const mostBytes = route.routeClass === 'upload' ? undefined : parts.bodyLimit;
  const traced = route.routeClass !== 'anonymous';
  const forward = (request: FastifyRequest, reply: FastifyReply): void => {
    const { raw } = request;
    const body = bodyOf(raw);
    const outgoing = {
      method: raw.method!,
      path: raw.url!,
      headers: writeHeaders(raw.headers, request.id, body !== null),
      body: body && limitedBody(body, mostBytes),
    };
    new Forwarding(find(request), outgoing, reply, traced ? request.id : undefined).start();
  };
  return (request: FastifyRequest, reply: FastifyReply): void | Promise<void> => {
    const checked = parts.admission.admit(request, route);
    if (checked === undefined) return forward(request, reply);
    checked.then(() => forward(request, reply)).catch((error: unknown) => void reply.send(error));
  };
}

/** The service that a route leads to; where it is one of several, its name begins the first path parameter. */
function finderOf(route: Route, upstreams: Upstreams): (request: FastifyRequest) => Upstream {
  const only = upstreams[route.services[0]!];
  if (route.services.length === 1) return () => only;
  const parameter = firstParameter(route.path)!;
  return (request) => {
    const named = (request.params as Record<string, string>)[parameter]!.split('.')[0];
    const service = route.services.find((each) => each === named);
    if (!service) throw new Problem('not-found', `It begins with the name of its service: ${route.services.join(', ')}.`);
    return upstreams[service];
  };
}

/** A path that exists answers other methods with 405 and says which it has. */
function refuseOthers(instance: FastifyInstance, path: string, known: readonly Route[]): void {
  const has = known.map(({ method }) => method.toUpperCase());
  const method = ALL.filter((each) => !has.includes(each));
  const headers = { allow: has.join(', ') };
  const handler = (): never => {
    throw new Problem('method-not-allowed', `This path has ${headers.allow}.`, { headers });
  };
  instance.route({ method, url: patternOf(path), handler });
}
