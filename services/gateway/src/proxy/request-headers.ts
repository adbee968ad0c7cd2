import type { IncomingHttpHeaders } from 'node:http';
import { traceIdOf, unsampled } from '@flipside/service-kit';
import type { Route } from '../routes.js';

/**
 * Headers that reach a service. Everything else ends here: hop-by-hop headers, cookies, addresses, names of proxies and
 * browsers, and what a client might invent.
 */
const COMMON = [
  'authorization', 'accept', 'content-type', 'content-encoding', 'idempotency-key', 'if-match', 'if-none-match',
  'flipside-min-position', 'prefer',
];

/** Writes the headers of a request to a service, as undici takes them: name, value, name, value. */
export type WriteHeaders = (headers: IncomingHttpHeaders, correlationId: string, withBody: boolean) => string[];

export function requestHeadersOf(route: Route): WriteHeaders {
  const names = [...new Set([...COMMON, ...route.headers])];
  const traced = route.routeClass !== 'anonymous';
  return (headers, correlationId, withBody) => {
    const written: string[] = [];
    for (const name of names) {
      const value = headers[name];
      if (typeof value === 'string') written.push(name, value);
    }
    if (withBody && headers['content-length'] !== undefined) written.push('content-length', headers['content-length']);
    if (traced) writeTrace(written, headers, correlationId);
    return written;
  };
}

/** The trace under way goes on, the client's or one begun here; otherwise one that is not recorded. */
function writeTrace(written: string[], headers: IncomingHttpHeaders, correlationId: string): void {
  written.push('x-correlation-id', correlationId);
  const given = headers.traceparent;
  if (typeof given === 'string') {
    written.push('traceparent', given);
    if (typeof headers.tracestate === 'string') written.push('tracestate', headers.tracestate);
    return;
  }
  written.push('traceparent', unsampled(traceIdOf(correlationId)));
}
