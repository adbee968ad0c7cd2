import type { ServiceName } from '@flipside/contracts';
import { createLogger, devIssuer, newDevIssuerKey, serviceTokens, tokenVerifier, type DevIssuer, type Role } from '@flipside/service-kit';
import { gatewayDefaults, unlimited, type GatewayConfig } from '../config.js';
import { serviceNames } from '../openapi/read-documents.js';
import { createGateway, type GatewayEngines } from '../service.js';
import { testDocuments } from './documents.js';
import { upstreamServer, type UpstreamServer } from './upstream-server.js';

export interface TestGateway {
  /** `http://127.0.0.1:port` */
  readonly address: string;
  readonly issuer: DevIssuer;
  readonly upstreams: Readonly<Record<ServiceName, UpstreamServer>>;
  /** Lines that were logged. */
  readonly logged: string[];
  bearer(...roles: Role[]): Promise<string>;
  stop(): Promise<void>;
}

/** A gateway in front of four small services on loopback. */
export async function testGateway(config: Partial<GatewayConfig> = {}, engines: Partial<GatewayEngines> = {}): Promise<TestGateway> {
  const started = await Promise.all(serviceNames.map(async (name) => [name, await upstreamServer(name)] as const));
  const upstreams = Object.fromEntries(started) as TestGateway['upstreams'];
  const services = Object.fromEntries(started.map(([name, { address }]) => [name, address])) as GatewayConfig['services'];
  const issuer = engines.development?.issuer ?? (await devIssuer(await newDevIssuerKey()));
  const logged: string[] = [];
  const gateway = await createGateway({ ...gatewayDefaults, rateLimits: unlimited, services, ...config }, {
    log: createLogger('gateway', 'info', { write: (line) => void logged.push(line) }),
    verifyToken: tokenVerifier(issuer.trust),
    serviceTokens: serviceTokens('gateway', 'secret'),
    cursorSecret: Buffer.alloc(32, 1),
    documents: testDocuments(),
    ...engines,
  });
  return {
    address: await gateway.start('127.0.0.1', 0),
    issuer, upstreams, logged,
    bearer: async (...roles) => `Bearer ${await issuer.issue({ subject: roles.join('+') || 'somebody', roles })}`,
    stop: async () => {
      await gateway.stop();
      await Promise.all(started.map(([, { server }]) => server.close()));
    },
  };
}
