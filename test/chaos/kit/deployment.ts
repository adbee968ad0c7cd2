import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServiceName } from '@flipside/contracts';
import { freePorts } from '@flipside/local-kafka/ports';
import { devIssuer, serviceTokens, type DevIssuer, type ServiceStatus, type ServiceTokens } from '@flipside/service-kit';
import { startCluster, type Cluster } from '@flipside/standalone/cluster/cluster';
import { SupervisedProcess } from '@flipside/standalone/cluster/supervised-process';
import { services, type Program } from '@flipside/standalone/cluster/programs';
import { RUN_TS } from '@flipside/testing/run-ts';

export { services };

/** The service of which a second process waits to take over. */
const REPLICATED = 'sessions';
const REPLICA = 'sessions-2';
/** Business time stands still, so that nothing depends on the day on which this is run. A Monday. */
export const NOW = '2027-02-01T08:00:00.000Z';

/** A cluster as `npm run cluster` starts it, on engines of its own, with a second process of one service. */
export class Deployment {
  private constructor(
    readonly cluster: Cluster,
    readonly issuer: DevIssuer,
    private readonly tokens: ServiceTokens,
    private readonly replica: SupervisedProcess,
  ) {}

  /** @throws NoBroker */
  static async start(folder: string, news: (line: string) => void): Promise<Deployment> {
    const log = createWriteStream(join(folder, 'processes.log'), { flags: 'a' });
    const output = (name: string) => (line: string): void => void log.write(`${name}: ${line}\n`);
    const program = (name: Program): readonly string[] => [...RUN_TS, fileURLToPath(new URL(`../../../services/${name}/src/main.ts`, import.meta.url))];
    const { PATH = '', HOME = '', DOCKER_HOST = '', FLIPSIDE_TEST_RUN = '' } = process.env; // no engine of others: these are broken
    const environment = { PATH, HOME, ...(DOCKER_HOST && { DOCKER_HOST }), FLIPSIDE_TEST_RUN, LOG_LEVEL: 'info' };
    const cluster = await startCluster({
      path: folder, pace: 'frozen', firstMoment: NOW, port: 0, environment, program, news, output: (name, line) => output(name)(line),
    });
    const [port] = await freePorts(1);
    const replica = new SupervisedProcess({
      name: REPLICA, program: program(REPLICATED), environment: { ...cluster.environment(REPLICATED), PORT: String(port) },
      address: `http://127.0.0.1:${port}`, news, output: output(REPLICA), started: () => undefined,
    });
    await replica.start();
    return new Deployment(cluster, await devIssuer(cluster.folder.issuerKey), serviceTokens('gateway', cluster.folder.serviceSecret), replica);
  }

  get processes(): readonly SupervisedProcess[] {
    return [...this.cluster.processes.values(), this.replica];
  }

  process(name: string): SupervisedProcess {
    return this.processes.find((one) => one.name === name)!;
  }

  /** What a service says of its log and consumers. @throws where it does not answer */
  async status(name: ServiceName): Promise<ServiceStatus> {
    const authorization = await this.tokens.header(name);
    const answer = await fetch(`${this.process(name).address}/internal/status`, { headers: { authorization }, signal: AbortSignal.timeout(5_000) });
    if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
    return (await answer.json()) as ServiceStatus;
  }

  async isReady(name: string): Promise<boolean> {
    const answer = await fetch(`${this.process(name).address}/health/ready`, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    return answer?.ok ?? false;
  }

  async stop(): Promise<void> {
    for (const { pid } of this.processes) if (pid) process.kill(pid, 'SIGCONT');
    await this.replica.stop();
    await this.cluster.stop();
  }
}
