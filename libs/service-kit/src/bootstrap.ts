import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AccessGuard, SCRAPE_TOKEN, SERVICE_TOKENS, VERIFY_TOKEN } from './auth/access.guard.js';
import { Humans, unmerged } from './auth/humans.js';
import { scrapeToken } from './auth/scrape-token.js';
import { TokenCache } from './auth/token-cache.js';
import type { ServiceTokens } from './auth/service-token.js';
import type { VerifyToken } from './auth/verify-token.js';
import { AnswerInterceptor } from './http/answer.interceptor.js';
import { KIT_SERVICES, type CallerDeps } from './http/caller.js';
import { READ_YOUR_WRITES, type ReadYourWrites } from './http/min-position.js';
import { ProblemFilter } from './http/problem.filter.js';
import { refuseUnstorable } from './http/text-guard.js';
import { validationPipe } from './http/validation.js';
import { DependencyGauge } from './ops/dependency-gauge.js';
import { DEPENDENCIES, HealthController, STALLED, type Dependency, type Stalled } from './ops/health.controller.js';
import { METRICS_TEXT, MetricsController, type MetricsText } from './ops/metrics.controller.js';
import { observeRequests } from './telemetry/requests.js';
import { Telemetry } from './telemetry/telemetry.js';
import { kitErrorCodes, Problem, type ErrorCodes } from './problem.js';

/** What a Nest application of ours is made of. */
export interface AppParts extends Omit<CallerDeps, 'humans' | 'stopping'> {
  readonly service: string;
  readonly log: Logger;
  readonly controllers: readonly Type<unknown>[];
  readonly providers: readonly Provider[];
  readonly errorCodes: ErrorCodes;
  readonly dependencies: readonly Dependency[];
  /** Which ids are one human; every id is one of its own unless given. */
  readonly humans?: Humans;
  /** Why the process should be replaced; nothing is ever wrong unless given. */
  readonly stalled?: Stalled;
  readonly verifyToken: VerifyToken;
  readonly serviceTokens: ServiceTokens;
  readonly reads: ReadYourWrites;
  readonly telemetry?: Telemetry;
  /** Looks at what the metrics show of how things stand, before they are read. */
  readonly look?: () => Promise<void>;
  /** The way in from outside: traces begin here. */
  readonly begins?: boolean;
  /** Largest body of an ordinary request, in bytes. */
  readonly bodyLimit?: number;
  /** How long a client may take to send a request, in milliseconds. */
  readonly requestTimeout?: number;
}

/** Most bytes of an ordinary request's body, in a service and in the gateway before it. */
export const BODY_LIMIT = 256 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

@Module({})
class AppModule {}

/** Ends what takes long when the service stops, so that nobody waits for its end. */
class Stopping {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;

  /** Called by Nest before requests under way are waited for. */
  onModuleDestroy(): void {
    this.controller.abort(new Problem('service-unavailable', 'The service stops before this was done: ask again.'));
  }
}

/** A Nest application on Fastify with what all services share: access, validation, problem details, positions, health. */
export async function createApp(parts: AppParts): Promise<NestFastifyApplication> {
  const { telemetry = new Telemetry(parts.service), humans = unmerged, begins } = parts;
  const stopping = new Stopping();
  const adapter = new FastifyAdapter({
    bodyLimit: parts.bodyLimit ?? BODY_LIMIT,
    requestTimeout: parts.requestTimeout ?? REQUEST_TIMEOUT_MS,
    genReqId: (request: IncomingMessage) => correlationOf(request.headers['x-correlation-id']),
    trustProxy: false,
    logger: false,
    routerOptions: { maxParamLength: 256 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(moduleOf({ ...parts, humans, providers: [...parts.providers, { provide: Stopping, useValue: stopping }] }, telemetry), adapter, { logger: false, abortOnError: false });
  const deps: CallerDeps = { clock: parts.clock, digest: parts.digest, humans, stopping: stopping.signal };
  adapter.getInstance().decorate(KIT_SERVICES as unknown as string, deps);
  observeRequests(adapter.getInstance(), { ...telemetry, begins });
  adapter.getInstance().addHook('preHandler', async (request: FastifyRequest) => refuseUnstorable(request));
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter({ ...kitErrorCodes, ...parts.errorCodes }, parts.log));
  return app;
}

const SWEEP_MS = 50;

/**
 * Closes an application: requests under way are answered first. A kept connection whose answer came after the close would
 * hold it until its client lets go, so idle ones are swept meanwhile.
 */
export async function closeApp(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer() as { closeIdleConnections(): void };
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
  }
}

function moduleOf(parts: AppParts, { metrics, metricsToken }: Telemetry): DynamicModule {
  const dependencies = new DependencyGauge(metrics, parts.dependencies);
  const text: MetricsText = async () => {
    await Promise.all([parts.look?.(), dependencies.refresh()]);
    return metrics.text();
  };
  return {
    module: AppModule,
    controllers: [HealthController, MetricsController, ...parts.controllers],
    providers: [
      Reflector,
      { provide: VERIFY_TOKEN, useValue: new TokenCache(parts.verifyToken).verify },
      { provide: SERVICE_TOKENS, useValue: parts.serviceTokens },
      { provide: READ_YOUR_WRITES, useValue: parts.reads },
      { provide: DEPENDENCIES, useValue: parts.dependencies },
      { provide: METRICS_TEXT, useValue: text },
      { provide: SCRAPE_TOKEN, useValue: scrapeToken(metricsToken) },
      { provide: STALLED, useValue: parts.stalled ?? (() => undefined) },
      { provide: Humans, useValue: parts.humans },
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
      ...parts.providers,
    ],
  };
}

function correlationOf(given: string | string[] | undefined): string {
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}
