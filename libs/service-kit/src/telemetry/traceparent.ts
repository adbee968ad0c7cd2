import { randomBytes } from 'node:crypto';

const TRACEPARENT = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const SAMPLED = 1;

/** A W3C `traceparent` of version 00 as it came from outside; undefined where it is none. */
export function traceparentOf(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && TRACEPARENT.test(header) ? header : undefined;
}

/** Whether whoever began the trace wants it recorded. @param traceparent a valid one. */
export function isSampled(traceparent: string): boolean {
  return (Number.parseInt(traceparent.slice(-2), 16) & SAMPLED) === SAMPLED;
}

/** Id of the trace that a request begins: its correlation id where that is a UUID, so that a log line leads to the trace. */
export function traceIdOf(correlationId: string): string {
  return UUID.test(correlationId) ? correlationId.replaceAll('-', '') : randomBytes(16).toString('hex');
}

/** A trace that is not recorded. */
export function unsampled(traceId: string): string {
  return `00-${traceId}-${traceId.slice(16)}-00`;
}
