import type { Server } from 'node:http';
import type { ServiceName } from '@flipside/contracts';
import { createCursors } from '@flipside/privacy';
import { createApp, Telemetry, TokenCache, type DevIssuer, type Logger, type ServiceTokens, type Tracing, type VerifyToken } from '@flipside/service-kit';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Admission } from './auth/admission.js';
import type { GatewayConfig } from './config.js';
import type { ClockControl } from './dev/clock-control.js';
import { ClockMover } from './dev/clock-mover.js';
import { HttpDeployment, type Deployment } from './dev/deployment.js';
import { DevController, type Development } from './dev/dev.controller.js';
import { errorCodes } from './error-codes.js';
import { EventsController } from './events/events.controller.js';
import { logAccess, protect, refusal } from './http.js';
import { LimitGuard } from './limits/limit.guard.js';
import { Limits } from './limits/limits.js';
import type { OpenApi } from './openapi/document.js';
import { ContractsController } from './openapi/contracts.controller.js';
import { OpenApiController, PublishedDocument } from './openapi/openapi.controller.js';
import { publish } from './openapi/publish.js';
import { OpsController } from './ops/ops.controller.js';
import { CURSORS, DEVELOPMENT, DOCUMENT, UPSTREAMS } from './parts.js';
import { proxyRoutes } from './proxy/proxy.js';
import { closeUpstreams, openUpstreams, type Upstreams } from './proxy/upstream.js';
import { routesOf } from './routes.js';

/** What a program passes in. */
export interface GatewayEngines {
  readonly log: Logger;
  /** Given where traces are wanted: they begin here. */
  readonly tracing?: Tracing;
  /** Checks the tokens of clients; the gateway remembers for a minute what it said. */
  readonly verifyToken: VerifyToken;
  readonly serviceTokens: ServiceTokens;
  /** At least 32 bytes, the same in all replicas: signs the cursors of the merged feed. */
  readonly cursorSecret: Buffer;
  /** The services' OpenAPI documents: what is not in them is not routed. */
  readonly documents: ReadonlyMap<ServiceName, OpenApi>;
  /** Given in development mode only; without it nothing under /v1/dev exists. */
  readonly development?: DevelopmentEngines;
}

export interface DevelopmentEngines {
  readonly issuer: DevIssuer;
  readonly clock: ClockControl;
  /** Over HTTP where not given. */
  readonly deployment?: Deployment;
}

/** The one way in: authentication, limits, routing, one OpenAPI document, the merged event feed. It keeps no data. */
export class Gateway {
  constructor(
    readonly app: NestFastifyApplication,
    /** The merged OpenAPI document. */
    readonly document: OpenApi,
    private readonly upstreams: Upstreams,
    private readonly stopping: AbortController,
  ) {}

  /** @returns the address, `http://host:port`. */
  async start(host: string, port: number): Promise<string> {
    await this.app.listen(port, host);
    return (await this.app.getUrl()).replace('[::1]', '127.0.0.1');
  }

  /** Takes no more requests, finishes those under way, then closes the connections to the services. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const server = this.app.getHttpServer() as Server;
    // a kept connection whose last answer came after the close would otherwise hold it up until the client lets go
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    await this.app.close().finally(() => clearInterval(sweep));
    await closeUpstreams(this.upstreams);
  }
}

const SWEEP_MS = 50;

export async function createGateway(config: GatewayConfig, engines: GatewayEngines): Promise<Gateway> {
  const upstreams = openUpstreams(config);
  const tokens = new TokenCache(engines.verifyToken);
  const limits = new Limits(config.rateLimits);
  const stopping = new AbortController();
  const published = new PublishedDocument();
  const app = await createApp({
    ...engines,
    service: 'gateway',
    errorCodes,
    verifyToken: tokens.verify,
    clock: { now: () => new Date().toISOString() },
    digest: async () => '',
    reads: { service: 'gateway', behind: async () => undefined, caughtUp: async () => undefined },
    begins: true,
    telemetry: new Telemetry('gateway', engines.tracing, config.metricsToken),
    dependencies: Object.values(upstreams).map((one) => ({ name: one.service, check: () => one.reach(), loss: 'any' as const })),
    controllers: [EventsController, OpsController, OpenApiController, ContractsController, ...(engines.development ? [DevController] : [])],
    providers: [
      { provide: APP_GUARD, useClass: LimitGuard },
      { provide: Limits, useValue: limits },
      { provide: UPSTREAMS, useValue: upstreams },
      { provide: CURSORS, useValue: createCursors(engines.cursorSecret) },
      { provide: DOCUMENT, useValue: published },
      { provide: DEVELOPMENT, useValue: engines.development && developmentOf(engines, upstreams, stopping.signal) },
    ],
  });
  protect(app, config);
  const document = publish(app, engines.documents, published);
  if (config.accessLog) logAccess(app, engines.log);
  const admission = new Admission(tokens, limits);
  const refuse = refusal(engines.log);
  const routes = routesOf(document);
  app.getHttpAdapter().getInstance().register(proxyRoutes({ routes, upstreams, admission, bodyLimit: config.bodyLimit, refuse }));
  return new Gateway(app, document, upstreams, stopping);
}

function developmentOf(engines: GatewayEngines, upstreams: Upstreams, stopping: AbortSignal): Development {
  const { issuer, clock, deployment = new HttpDeployment(upstreams, engines.serviceTokens) } = engines.development!;
  return { issuer, stopping, mover: new ClockMover(deployment, clock) };
}
