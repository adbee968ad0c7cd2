import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks the gateway as somebody with roles. */
export interface Api {
  ask<T>(method: 'GET' | 'POST', path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer<T>>;
}

export interface Answer<T> {
  readonly body: T;
  /** Position of what was written, for reading it back. */
  readonly position: string | undefined;
}

/** @param personId whose token it is; nobody's in particular when not given. */
export async function apiOf(address: string, roles: readonly string[], personId?: string): Promise<Api> {
  const { body } = await send<{ token: string }>(address, 'POST', '/v1/dev/tokens', { roles, personId });
  const authorization = `Bearer ${body.token}`;
  return {
    ask: (method, path, sent, headers) =>
      send(address, method, path, sent, { authorization, ...(method === 'POST' && { 'idempotency-key': randomUUID() }), ...headers }),
  };
}

/** Waits until no service has anything under way. */
export async function settled(address: string): Promise<void> {
  await send(address, 'GET', '/v1/dev/settled');
}

/** A body that is no plain object goes as it is. */
async function send<T>(
  address: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<T>> {
  const isFile = body instanceof ReadableStream;
  const response = await fetch(address + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': isFile ? 'text/csv' : 'application/json' }), ...headers },
    ...(body !== undefined && { body: isFile ? body : JSON.stringify(body), duplex: 'half' }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return { body: JSON.parse(text) as T, position: response.headers.get('flipside-position') ?? undefined };
}

/** Asks again and again until the answer is as wanted. */
export async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean, everyMs: number, limitMs: number): Promise<T> {
  for (const end = performance.now() + limitMs; ; ) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (performance.now() > end) throw new Error(`still ${JSON.stringify(answer)} after ${limitMs} ms`);
    await sleep(everyMs);
  }
}
