import { ownDirectory } from '@flipside/embedded-postgres/owner-lock';
import type { LocalKafka } from '@flipside/local-kafka';
import { freePorts } from '@flipside/local-kafka/ports';
import type { Pace } from '@flipside/service-kit';
import { openDataFolder, type DataFolder } from '../engine/data-folder.js';
import { openEngines, type Engines } from './engines/engines.js';
import type { ClusterEventStore } from './engines/event-store.js';
import type { ClusterPostgres } from './engines/postgres.js';
import { addressOf, environmentOf } from './environments.js';
import { endOrphans, rememberProcess } from './orphans.js';
import { programAsThis, programs, services, type Program, type ProgramArguments } from './programs.js';
import { SupervisedProcess } from './supervised-process.js';

export interface ClusterOptions {
  /** Keeps everything; created when missing. */
  readonly path: string;
  readonly pace: Pace;
  /** Business time of a new cluster, ISO 8601 in UTC. */
  readonly firstMoment: string;
  /** From which all ids of a new cluster follow; random when not given. */
  readonly seed?: string;
  /** Port of the gateway; 0 takes a free one. */
  readonly port: number;
  /** What the names of its databases begin with: `flipside`, unless given. */
  readonly name?: string;
  /** Whether what an earlier cluster of this name left on servers of others goes first, and a container's files with it. */
  readonly emptied?: boolean;
  /** Says which servers of others to use (KAFKA_BROKERS, POSTGRES_URL, EVENTSTORE_URL), and goes to each process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** How to run a process: as this program is run, unless given. */
  readonly program?: ProgramArguments;
  /** A line that a process wrote. */
  readonly output: (program: Program, line: string) => void;
  /** What happens: one line each. */
  readonly news: (line: string) => void;
}

/** The product as separate processes over a real broker, on this machine. */
export interface Cluster {
  /** `http://127.0.0.1:port` of the gateway. */
  readonly address: string;
  readonly folder: DataFolder;
  readonly kafka: LocalKafka;
  readonly postgres: ClusterPostgres;
  readonly eventStore: ClusterEventStore;
  /** Each can be killed, stopped and started; one that ends by itself is started again. */
  readonly processes: ReadonlyMap<Program, SupervisedProcess>;
  /** What a process was started with. */
  environment(program: Program): NodeJS.ProcessEnv;
  /** Gateway, then services, then Kafka, then Postgres. @returns exit codes; null of one that had to be killed, or did not run. */
  stop(): Promise<Readonly<Record<string, number | null>>>;
}

/** @throws DataDirectoryInUse when a live program has this folder; NoBroker; Error when a process does not get ready. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const folder = await openDataFolder(options.path);
  const lock = await ownDirectory(folder.path);
  try {
    await endOrphans(folder.path, options.news);
    const engines = await openEngines(folder.path, { name: 'flipside', emptied: false, environment: process.env, ...options });
    return await startProcesses(options, folder, engines, lock.release).catch(async (error: unknown) => {
      await engines.stop();
      throw error;
    });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startProcesses(options: ClusterOptions, folder: DataFolder, engines: Engines, release: () => Promise<void>): Promise<Cluster> {
  const { postgres, kafka, eventStore, kafkaPrefix } = engines;
  const free = await freePorts(programs.length);
  const ports = new Map(programs.map((program, n) => [program, program === 'gateway' && options.port > 0 ? options.port : free[n]!]));
  const parts = {
    folder, postgres, kafkaPrefix, ports, brokers: kafka.brokers, eventStoreUrl: eventStore.url,
    pace: options.pace, firstMoment: options.firstMoment, seed: options.seed, inherited: options.environment ?? process.env,
  };
  const environments = new Map(programs.map((program) => [program, environmentOf(program, parts)]));
  const processes = new Map(programs.map((program) => [program, new SupervisedProcess({
    name: program,
    program: (options.program ?? programAsThis)(program),
    environment: environments.get(program)!,
    address: addressOf(ports.get(program)!),
    output: (line) => options.output(program, line),
    news: options.news,
    started: (pid) => void rememberProcess(folder.path, program, pid),
  })]));
  const stopProcesses = async (): Promise<Readonly<Record<string, number | null>>> => {
    const gateway = await processes.get('gateway')!.stop();
    const codes = await Promise.all(services.map(async (service) => [service, await processes.get(service)!.stop()] as const));
    return { ...Object.fromEntries(codes), gateway };
  };
  try {
    await Promise.all([...processes.values()].map((one) => one.start()));
  } catch (error) {
    await stopProcesses();
    throw error;
  }
  return {
    address: addressOf(ports.get('gateway')!), folder, kafka, postgres, eventStore, processes,
    environment: (program) => environments.get(program)!,
    stop: async () => {
      const codes = await stopProcesses();
      await engines.stop();
      await release();
      return codes;
    },
  };
}
