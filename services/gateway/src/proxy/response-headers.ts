import type { OutgoingHttpHeaders } from 'node:http';

/** Hop-by-hop headers (RFC 9110, 7.6.1), and those that would speak of what is behind the gateway. */
const ENDING_HERE = new Set([
  'connection', 'keep-alive', 'proxy-authenticate', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade',
  'date', 'server', 'x-powered-by', 'via', 'x-correlation-id',
]);

type Received = Readonly<Record<string, string | string[] | undefined>>;

/** Headers of a service's answer as the client gets them. */
export function responseHeadersOf(headers: Received, origin: string, correlationId: string | undefined): OutgoingHttpHeaders {
  const kept: OutgoingHttpHeaders = { 'cache-control': 'no-store' };
  for (const name in headers) if (!ENDING_HERE.has(name)) kept[name] = headers[name];
  if (headers.connection !== undefined && headers.connection !== 'keep-alive') dropNamed(kept, headers.connection);
  if (headers.location !== undefined) kept.location = relative(String(headers.location), origin);
  if (correlationId !== undefined) kept['x-correlation-id'] = correlationId;
  return kept;
}

function dropNamed(headers: OutgoingHttpHeaders, connection: string | string[]): void {
  for (const name of String(connection).split(',')) delete headers[name.trim().toLowerCase()];
}

function relative(location: string, origin: string): string {
  return location.startsWith(origin) ? location.slice(origin.length) || '/' : location;
}
