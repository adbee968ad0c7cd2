import { randomUUID } from 'node:crypto';
import type { Problem, ProblemCode, Routes } from './api.js';

export type RouteName = keyof Routes;

/** What a route takes; what it has no use for is left out. */
export type Request<R extends RouteName> = Taken<'path', Routes[R]['path']> &
  Taken<'query', Routes[R]['query']> &
  Taken<'body', Routes[R]['body']> & {
    /** One for each wish; a random one where it is left out. */
    readonly idempotencyKey?: string;
    /** The ETag that was read; PUT, PATCH and DELETE need it. */
    readonly ifMatch?: string;
  };

/** In brackets, so that it is not taken apart for each route there is. */
type Taken<N extends string, T> = [T] extends [undefined]
  ? { readonly [K in N]?: undefined }
  : [Record<string, never>] extends [T] ? { readonly [K in N]?: T } : { readonly [K in N]: T };

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly etag: string | undefined;
  /** Of a command: where its events stand. */
  readonly position: string | undefined;
}

/** The API said no, and why. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;

  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.code = problem.code as ProblemCode;
  }
}

export interface ClientOptions {
  /** `https://host` of the gateway. */
  readonly address: string;
  /** Asked before every request, so that it may be renewed. */
  readonly token: () => string | Promise<string>;
}

export interface Client {
  /** @throws ApiProblem for every answer that is a problem. */
  call<R extends RouteName>(route: R, request: Request<R>): Promise<Answer<Routes[R]['answer']>>;
}

/** A client that sees its own writes: each query asks for the positions that commands answered with before. */
export function createClient({ address, token }: ClientOptions): Client {
  const positions = new Map<string, string>();
  const call = async (route: string, { path, query, body, ...named }: Sent): Promise<Answer<never>> => {
    const [method, pattern] = route.split(' ') as [string, string];
    const response = await fetch(address + filled(pattern, path) + queryOf(query), {
      method,
      headers: { authorization: `Bearer ${await token()}`, ...headersOf(method, named, body, [...positions.values()]) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const position = response.headers.get('flipside-position') ?? undefined;
    if (position !== undefined) positions.set(position.split(':')[0]!, position);
    return answerOf<never>(response, position);
  };
  return { call: call as Client['call'] };
}

async function answerOf<T>(response: Response, position: string | undefined): Promise<Answer<T>> {
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  const body: unknown = isJson ? await response.json() : await response.text();
  if (!response.ok) throw new ApiProblem(body as Problem);
  return { status: response.status, body: body as T, etag: response.headers.get('etag') ?? undefined, position };
}

interface Sent {
  readonly path?: Values;
  readonly query?: Values;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
}

type Values = Readonly<Record<string, string | number | boolean | undefined>>;

function filled(path: string, values: Values | undefined): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values?.[name])));
}

function queryOf(values: Values | undefined): string {
  const given = Object.entries(values ?? {}).filter(([, value]) => value !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]))}`;
}

function headersOf(method: string, { idempotencyKey, ifMatch }: Sent, body: unknown, positions: readonly string[]) {
  return {
    ...(body !== undefined && { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json' }),
    ...(method === 'POST' && { 'idempotency-key': idempotencyKey ?? randomUUID() }),
    ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    ...(method === 'GET' && positions.length > 0 && { 'flipside-min-position': positions.join(',') }),
  };
}
