import type { ServiceName } from '@flipside/contracts';
import { operationsOf, SERVED_BY, type Method, type OpenApi, type Operation } from './openapi/document.js';

/**
 * What a request costs, and so how often it may come and how long it may take. `anonymous` is everything that the
 * organisation's shared reporting token opens: it is limited as a route, and nothing of the caller is kept or passed on.
 */
export type RouteClass = 'read' | 'write' | 'upload' | 'anonymous';

/** One line of the routing table. */
export interface Route {
  readonly method: Method;
  /** As in the document: `/v1/people/{id}`. */
  readonly path: string;
  /** Services that answer it. Where there are several, the first path parameter says which: `matching`, `matching.12`. */
  readonly services: readonly ServiceName[];
  readonly routeClass: RouteClass;
  /** Needs no token. */
  readonly open: boolean;
  /** Request headers that the operation documents beside the common ones, in lower case. */
  readonly headers: readonly string[];
}

/** The routing table: what a merged document says is answered by a service. Whatever is not in it does not exist. */
export function routesOf(document: OpenApi): readonly Route[] {
  return operationsOf(document).flatMap(({ path, method, operation }) => {
    const services = operation[SERVED_BY] as readonly ServiceName[] | undefined;
    if (!services) return [];
    const routeClass = classOf(method, operation);
    return [{ method, path, services, routeClass, open: 'x-flipside-open' in operation, headers: headersOf(operation) }];
  });
}

function classOf(method: Method, operation: Operation): RouteClass {
  if (operation['x-flipside-access']?.some(({ role }) => role === 'reporter')) return 'anonymous';
  if (method === 'get') return 'read';
  const types = Object.keys(operation.requestBody?.content ?? {});
  return types.some((type) => !/[/+]json\b/.test(type)) ? 'upload' : 'write';
}

function headersOf(operation: Operation): readonly string[] {
  const documented = (operation.parameters ?? []).filter((one) => one.in === 'header' && one.name);
  return documented.map(({ name }) => name!.toLowerCase());
}

/** A documented path as Fastify's router writes it. */
export function patternOf(path: string): string {
  return path.replaceAll(':', '::').replaceAll(/\{(\w+)\}/g, ':$1');
}

/** Name of the first parameter of a path. */
export function firstParameter(path: string): string | undefined {
  return /\{(\w+)\}/.exec(path)?.[1];
}
