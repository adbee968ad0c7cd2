import { SpanKind } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from './metrics.js';
import { traceIdOf, traceparentOf } from './traceparent.js';
import type { FollowedSpan, Tracing } from './tracing.js';

/** A route's configuration for Fastify: those of the shared reporting token are neither measured, nor traced, nor logged. */
export interface RouteClassed {
  readonly routeClass?: string;
}

/** Whether nothing may be seen of who used a route, when, or how often. */
export function isUnseen({ routeOptions }: FastifyRequest): boolean {
  return (routeOptions.config as RouteClassed).routeClass === 'anonymous';
}

export interface RequestObservers {
  readonly metrics: Metrics;
  readonly tracing?: Tracing;
  /** The way in from outside: traces begin here. Elsewhere a request without one has none. */
  readonly begins?: boolean;
}

/** Measures every request by its route and follows its trace; what it does goes on below it. */
export function observeRequests(fastify: FastifyInstance, { metrics, tracing, begins }: RequestObservers): void {
  const spans = new WeakMap<FastifyRequest, FollowedSpan>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    keepTrace(request);
    const span = tracing && !isUnseen(request) ? follow(request, tracing, begins) : undefined;
    if (span) spans.set(request, span);
    done();
  });
  fastify.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done) => {
    if (!isUnseen(request)) metrics.request(request.method, routeOf(request), reply.raw.statusCode, reply.elapsedTime / 1_000);
    const span = spans.get(request);
    if (span) finish(span, reply.raw.statusCode);
    done();
  });
}

/** What is no trace goes no further, nor any trace where nothing may be seen. */
function keepTrace(request: FastifyRequest): void {
  const { headers } = request.raw;
  if (headers.traceparent !== undefined && (isUnseen(request) || !traceparentOf(headers.traceparent))) delete headers.traceparent;
}

function follow(request: FastifyRequest, tracing: Tracing, begins = false): FollowedSpan | undefined {
  const { headers } = request.raw;
  const given = headers.traceparent as string | undefined;
  const options = { kind: SpanKind.SERVER, attributes: { 'http.request.method': request.method, 'http.route': routeOf(request) } };
  const name = `${request.method} ${routeOf(request)}`;
  const span = given === undefined && begins ? tracing.begin(name, { ...options, traceId: traceIdOf(request.id) }) : tracing.under(given, name, options);
  if (span) headers.traceparent = span.traceparent;
  return span;
}

function finish(span: FollowedSpan, status: number): void {
  span.set({ 'http.response.status_code': status });
  span.end(status >= 500 ? { name: String(status) } : undefined);
}

/** As written: a path may name people. */
function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? 'none';
}
