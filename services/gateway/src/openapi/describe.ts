import type { ServiceName } from '@flipside/contracts';
import { createLogger, devIssuer, newDevIssuerKey, serviceTokens, tokenVerifier } from '@flipside/service-kit';
import { gatewayDefaults, unlimited } from '../config.js';
import { createGateway } from '../service.js';
import type { OpenApi } from './document.js';
import { serviceNames } from './read-documents.js';

/** The gateway's document, with the routes of development mode, without anything running behind it. */
export async function describeGateway(documents: ReadonlyMap<ServiceName, OpenApi>): Promise<OpenApi> {
  const issuer = await devIssuer(await newDevIssuerKey());
  const services = Object.fromEntries(serviceNames.map((name) => [name, 'http://127.0.0.1:9'])) as Record<ServiceName, string>;
  const gateway = await createGateway({ ...gatewayDefaults, services, rateLimits: unlimited }, {
    log: createLogger('gateway', 'silent'),
    verifyToken: tokenVerifier(issuer.trust),
    serviceTokens: serviceTokens('gateway', 'nobody'),
    cursorSecret: Buffer.alloc(32),
    documents,
    development: { issuer, clock: { now: () => '2027-01-04T08:00:00.000Z', set: async () => undefined } },
  });
  await gateway.stop();
  return gateway.document;
}
