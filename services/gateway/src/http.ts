import { isUnseen, kitErrorCodes, ProblemFilter, type Logger } from '@flipside/service-kit';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from './config.js';
import { errorCodes } from './error-codes.js';
import { methods } from './openapi/document.js';

/** Headers that a browser application of another origin may read. */
const EXPOSED = ['ETag', 'Flipside-Position', 'Retry-After', 'X-Correlation-Id', 'Location'];

/** Security headers on every answer, CORS for the configured origins, and limits on how slowly a request may come. */
export function protect(app: NestFastifyApplication, config: GatewayConfig): void {
  app.useSecurityHeaders({
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null, frameAncestors: "'none'", fontSrc: "'self'", styleSrc: ["'self'", "'unsafe-inline'"] } },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: { action: 'deny' },
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  if (config.corsOrigins.length > 0) {
    app.enableCors({ origin: [...config.corsOrigins], methods: methods.map((each) => each.toUpperCase()), exposedHeaders: EXPOSED, maxAge: 600 });
  }
  Object.assign(app.getHttpServer() as object, { headersTimeout: 20_000, requestTimeout: config.uploadTimeout });
}

/** Answers an error outside of Nest's own routes as the filter does within. */
export function refusal(log: Logger): (error: unknown, request: FastifyRequest, reply: FastifyReply) => void {
  const filter = new ProblemFilter({ ...kitErrorCodes, ...errorCodes }, log);
  return (error, request, reply) => filter.catch(error, new ExecutionContextHost([request, reply]));
}

/**
 * One line a request: the route as documented, never the path, whose parts may name people. The routes of the shared
 * reporting token leave none.
 */
export function logAccess(app: NestFastifyApplication, log: Logger): void {
  app.getHttpAdapter().getInstance().addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    if (!isUnseen(request)) {
      log.info({ method: request.method, route: request.routeOptions.url, status: reply.raw.statusCode, ms: Math.round(reply.elapsedTime), correlationId: request.id }, 'request');
    }
    done();
  });
}
