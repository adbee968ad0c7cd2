import type { Contract, ServiceName } from '@flipside/contracts';
import { createService as analytics } from '@flipside/analytics';
import { createService as matching } from '@flipside/matching';
import { createService as participants } from '@flipside/participants';
import type { Feed } from '@flipside/feeds';
import {
  createLogger, lazyFeed, peerClient, readServiceConfig, serviceTokens, tokenVerifier, type CreateService, type Engines, type RunningService,
} from '@flipside/service-kit';
import { createService as sessions } from '@flipside/sessions';
import { NOW, services, type Deployment } from './kit/deployment.js';

const creators: Readonly<Record<ServiceName, CreateService>> = { participants, matching, sessions, analytics };

/** The services of some deployment by name, whose logs and read models can be looked at. */
export interface Services {
  service(name: ServiceName): RunningService;
}

/**
 * The four services in this process over the same databases, never started: they hear and do nothing, but know the logs,
 * the contracts and the pure folds. Contracts come from the stores, past the broker.
 */
export class Mirror implements Services {
  private readonly all = new Map<ServiceName, RunningService>();

  static async open(deployment: Deployment): Promise<Mirror> {
    const mirror = new Mirror();
    for (const name of services) mirror.all.set(name, await mirror.create(name, deployment));
    return mirror;
  }

  service(name: ServiceName): RunningService {
    return this.all.get(name)!;
  }

  async close(): Promise<void> {
    for (const service of this.all.values()) await service.stop();
  }

  private create(name: ServiceName, deployment: Deployment): Promise<RunningService> {
    const tokens = serviceTokens(name, deployment.cluster.folder.serviceSecret);
    const config = readServiceConfig(deployment.cluster.environment(name));
    const own: Engines = {
      clock: { now: () => NOW, frozen: true },
      log: createLogger(name, 'silent'),
      verifyToken: tokenVerifier(deployment.issuer.trust),
      serviceTokens: tokens,
      peers: peerClient(tokens, (peer) => deployment.process(peer).address),
      contracts: (source, audience): Feed<Contract> => lazyFeed(source, () => this.service(source).feed(audience)),
    };
    return creators[name](config, own);
  }
}
