import { createHash } from 'node:crypto';
import { gatewayDefaults, unlimited } from '@flipside/gateway/config';
import { readDocuments } from '@flipside/gateway/openapi/read-documents';
import { createGateway } from '@flipside/gateway';
import type { ServiceName } from '@flipside/contracts';
import { serviceTokens, tokenVerifier } from '@flipside/service-kit';
import { ownDeployment } from './own-deployment.js';
import { startPlatform, type Platform, type PlatformOptions } from './platform.js';

export interface StandaloneOptions extends PlatformOptions {
  readonly host: string;
  /** Port of the gateway; 0 takes a free one. */
  readonly port: number;
  /** One log line a request at the gateway; none when not given. */
  readonly accessLog?: boolean;
  /** The OpenAPI documents that were committed, or those that the services make of themselves now. */
  readonly documents?: 'committed' | 'served';
}

/** The whole product in one process: services, and the gateway before them. */
export interface Standalone {
  /** `http://host:port` of the gateway. */
  readonly address: string;
  readonly platform: Platform;
  stop(): Promise<void>;
}

export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const platform = await startPlatform(options);
  try {
    const gateway = await gatewayBefore(platform, options);
    const address = await gateway.start(options.host, options.port);
    return {
      address,
      platform,
      stop: async () => {
        await gateway.stop();
        await platform.stop();
      },
    };
  } catch (error) {
    await platform.stop();
    throw error;
  }
}

async function gatewayBefore(platform: Platform, { accessLog = false, documents = 'committed', tracing }: StandaloneOptions) {
  const { addresses, log, issuer, clock, serviceSecret } = platform;
  const services = Object.fromEntries(addresses) as Record<ServiceName, string>;
  const config = { ...gatewayDefaults, services, rateLimits: unlimited, accessLog };
  return createGateway(config, {
    log,
    tracing: tracing?.('gateway'),
    verifyToken: tokenVerifier(issuer.trust),
    serviceTokens: serviceTokens('gateway', serviceSecret),
    cursorSecret: createHash('sha256').update(`flipside cursors\0${serviceSecret}`).digest(),
    documents: documents === 'served' ? (platform.documents() as Awaited<ReturnType<typeof readDocuments>>) : await readDocuments(),
    development: { issuer, clock, deployment: ownDeployment(platform.services) },
  });
}
