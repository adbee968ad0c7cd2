import type { ServiceName } from '@flipside/contracts';
import type { Deployment } from '@flipside/gateway/dev/deployment';
import type { RunningService } from '@flipside/service-kit';

/** The services of this process as the one who moves time needs them: asked directly, not over HTTP. */
export function ownDeployment(services: ReadonlyMap<ServiceName, RunningService>): Deployment {
  const runtimeOf = (service: string) => services.get(service as ServiceName)!.runtime;
  return {
    services: [...services.keys()],
    status: (service) => runtimeOf(service).status(),
    fire: (service, until) => runtimeOf(service).fireDue(until),
  };
}
