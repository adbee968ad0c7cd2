import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { DomainError, EpochChanged, StoreUnavailable } from '@flipside/event-sourcing';
import { isTransient } from '@flipside/feeds';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { isUnseen } from '../telemetry/requests.js';
import { kitErrorCodes, Problem, problemType, type ErrorCodes } from '../problem.js';

/** RFC 9457 problem details. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly [member: string]: unknown;
}

interface Failure {
  readonly code: string;
  readonly detail: string;
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The only place where errors become HTTP. What it does not know is logged and shown as internal-error. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly codes: ErrorCodes,
    private readonly log: Logger,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const failure = this.failureOf(error);
    const { status } = this.codes[failure.code]!;
    if (status >= 500) this.logged(error, http.getRequest<FastifyRequest>());
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    if (status === 503) reply.header('retry-after', '1'); // unless the failure knows better
    for (const [name, value] of Object.entries(failure.headers ?? {})) reply.header(name, value);
    void reply.status(status).type('application/problem+json').send(problemDetails(failure, this.codes));
  }

  private failureOf(error: unknown): Failure {
    if (error instanceof Problem) return { code: error.code, detail: error.message, ...error.extra };
    if (error instanceof DomainError) return this.broken(error);
    if (error instanceof EpochChanged) {
      const { known, found } = error;
      return { code: 'log-restored', detail: 'Begin again without a cursor, with nothing of what you derived.', members: { known, found } };
    }
    if (error instanceof StoreUnavailable || isTransient(error)) {
      return { code: 'service-unavailable', detail: 'A part that this needs does not answer: repeat it with the same Idempotency-Key.' };
    }
    return frameworkFailure(error) ?? internal;
  }

  private broken(error: DomainError): Failure {
    if (!(error.code in this.codes)) {
      this.log.error({ code: error.code }, 'error code is not in the table');
      return internal;
    }
    return { code: error.code, detail: error.message, members: error.facts };
  }

  private logged(error: unknown, request: FastifyRequest): void {
    const { name, stack } = error instanceof Error ? error : { name: 'Error', stack: undefined };
    const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12);
    const whose = isUnseen(request) ? {} : { method: request.method, route: request.routeOptions.url, correlationId: request.id };
    this.log.error({ error: name, frames, ...whose }, 'request failed');
  }
}

const internal: Failure = { code: 'internal-error', detail: 'Something went wrong on our side; it was logged.' };

const byStatus: Readonly<Record<number, { readonly code: keyof typeof kitErrorCodes; readonly detail: string }>> = {
  400: { code: 'body-malformed', detail: 'Send well-formed JSON in UTF-8.' },
  404: { code: 'not-found', detail: 'There is no such route: GET /v1/openapi.json has all of them.' },
  405: { code: 'method-not-allowed', detail: 'Use another method: GET /v1/openapi.json has those of this path.' },
  413: { code: 'body-too-large', detail: 'Send less at once: the body is over the limit of this route.' },
  415: { code: 'media-type-unsupported', detail: 'Send the media type that this route reads, as a rule application/json.' },
  422: { code: 'request-invalid', detail: 'Correct the fields of the request.' },
  429: { code: 'too-many-requests', detail: 'Wait, then go on more slowly.' },
};

/** Errors of Nest and Fastify carry a status of their own. */
export function frameworkFailure(error: unknown): Failure | undefined {
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number } | undefined)?.statusCode;
  return status === undefined ? undefined : byStatus[status];
}

export function problemDetails(failure: Failure, codes: ErrorCodes): ProblemDetails {
  const { status, meaning } = codes[failure.code]!;
  return { type: problemType(failure.code), title: meaning, status, code: failure.code, detail: failure.detail, ...failure.members };
}
