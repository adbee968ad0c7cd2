import type { ServerResponse } from 'node:http';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { deriveId, type Actor, type CommandContext } from '@flipside/event-sourcing';
import type { Clock } from '../clock.js';
import { Problem } from '../problem.js';
import type { GuardedRequest } from '../auth/access.guard.js';
import type { Humans } from '../auth/humans.js';
import type { Principal } from '../roles.js';

/** Keyed digest of a request's body under a key of its subject (libs/privacy). */
export type DigestBody = (subject: string, body: unknown) => Promise<string>;

/** What a request says of its caller, and how a command is made of it. */
export interface Caller {
  readonly principal: Principal;
  /** The person who asks. @throws Problem `role-missing` when the token is nobody's in particular. */
  readonly personId: string;
  /** All ids of the person who asks: HR may have known them by several. @throws Problem as `personId`. */
  ids(): Promise<readonly string[]>;
  /** The id by which the person who asks is one of some people; the one they ask by where they are none of them. @throws Problem as `personId`. */
  as(...people: readonly (string | null)[]): Promise<string>;
  /** Context of the command this request is; the same request again has the same command id. */
  command(): Promise<CommandContext>;
  /** Business time now, ISO 8601 in UTC. */
  now(): string;
  /** Id of a new thing that this request makes: the same however often it is repeated. */
  newId(kind: string): string;
  /** Revision from If-Match. */
  expected(): bigint;
  /** Aborts once nobody waits for the answer any more, or the service stops: for what takes long and changes nothing. */
  readonly signal: AbortSignal;
}

export const KIT_SERVICES = Symbol('KitServices');

/** What the HTTP layer needs of its service; put on the Fastify instance by the bootstrap. */
export interface CallerDeps {
  readonly clock: Clock;
  readonly digest: DigestBody;
  readonly humans: Humans;
  /** Aborts when the service stops, before requests under way are waited for. */
  readonly stopping: AbortSignal;
}

/** Parameter decorator: who calls, and their command's context. */
export const From = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<GuardedRequest>();
  const deps = (request.server as unknown as Record<symbol, CallerDeps>)[KIT_SERVICES]!;
  return callerOf(request, deps, context.switchToHttp().getResponse<{ readonly raw: ServerResponse }>().raw);
});

export function callerOf(request: GuardedRequest, deps: CallerDeps, response: ServerResponse): Caller {
  const principal = request.principal;
  if (!principal) throw new Problem('token-missing', 'Send a bearer token in the Authorization header.');
  const key = (): string => idempotencyKey(request);
  const ids = async (): Promise<readonly string[]> => deps.humans.idsOf(personOf(principal));
  return {
    principal,
    get personId() {
      return personOf(principal);
    },
    ids,
    as: async (...people) => (await ids()).find((id) => people.includes(id)) ?? personOf(principal),
    newId: (kind) => deriveId(commandIdOf(request, principal, key()), kind),
    now: () => deps.clock.now(),
    expected: () => revisionOf(request.headers['if-match']),
    get signal() {
      const gone = new AbortController();
      if (response.closed) gone.abort();
      else response.once('close', () => gone.abort());
      return AbortSignal.any([gone.signal, deps.stopping]);
    },
    command: async () => ({
      commandId: commandIdOf(request, principal, key()),
      correlationId: request.id,
      actor: actorOf(principal),
      at: deps.clock.now(),
      traceparent: header(request, 'traceparent'),
      bodyDigest: await deps.digest(principal.subject, request.body ?? null),
    }),
  };
}

function personOf({ personId }: Principal): string {
  if (!personId) throw new Problem('role-missing', "This needs a person's own token.");
  return personId;
}

function actorOf(principal: Principal): Actor {
  return principal.personId ? { kind: 'person', id: principal.personId } : { kind: 'service', id: principal.subject };
}

function commandIdOf(request: GuardedRequest, principal: Principal, key: string): string {
  return deriveId(principal.subject, request.method, request.url.split('?')[0]!, key);
}

function idempotencyKey(request: GuardedRequest): string {
  const key = header(request, 'idempotency-key');
  if (key === undefined) {
    if (request.method !== 'POST') return `${header(request, 'if-match')}`;
    throw new Problem('idempotency-key-missing', 'Send an Idempotency-Key header with POST: a new UUID for each new wish.');
  }
  if (!/^[\x21-\x7e]{8,128}$/.test(key)) {
    throw new Problem('idempotency-key-invalid', 'An Idempotency-Key is 8 to 128 printable characters without blanks.');
  }
  return key;
}

function revisionOf(etag: string | undefined): bigint {
  if (etag === undefined) throw new Problem('if-match-missing', 'Send If-Match with the ETag you read.');
  const match = /^"(\d{1,18})"$/.exec(etag.trim());
  if (!match) throw new Problem('if-match-invalid', 'If-Match holds one ETag as this server gave it, in double quotes.');
  return BigInt(match[1]!);
}

function header(request: GuardedRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
