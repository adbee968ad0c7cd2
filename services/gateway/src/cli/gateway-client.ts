import { randomUUID } from 'node:crypto';

/** The gateway as an operator's command asks it. */
export interface GatewayClient {
  /** @throws Error with the problem's own words. */
  get<T>(path: string): Promise<T>;
  /** @throws Error with the problem's own words. */
  post<T>(path: string): Promise<T>;
}

/** @param token an operator's; undefined asks a development server for one with the first request. */
export function gatewayClient(url: string, token: string | undefined): GatewayClient {
  const known = once(async () => token ?? (await developmentToken(url)));
  const ask = async <T>(method: string, path: string): Promise<T> =>
    answerOf(url + path, { method, headers: { authorization: `Bearer ${await known()}`, ...(method === 'POST' && { 'idempotency-key': randomUUID() }) } });
  return { get: (path) => ask('GET', path), post: (path) => ask('POST', path) };
}

async function developmentToken(url: string): Promise<string> {
  const body = JSON.stringify({ roles: ['operator'] });
  const { token } = await answerOf<{ token: string }>(`${url}/v1/dev/tokens`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return token;
}

async function answerOf<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  const answer = (await response.json().catch(() => ({}))) as T & { code?: string; detail?: string };
  if (!response.ok) throw new Error(`refused (${response.status} ${answer.code ?? 'unknown'}): ${answer.detail ?? response.statusText}`);
  return answer;
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () => (done ??= work());
}
