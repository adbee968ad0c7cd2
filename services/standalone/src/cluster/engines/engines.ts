import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { openKafka, type LocalKafka } from '@flipside/local-kafka';
import { databases } from '../programs.js';
import { openClusterEventStore, type ClusterEventStore } from './event-store.js';
import { openClusterPostgres, type ClusterPostgres } from './postgres.js';
import { rememberEngines } from './remembered.js';

/** What the processes of a cluster run on. */
export interface Engines {
  readonly postgres: ClusterPostgres;
  readonly kafka: LocalKafka;
  readonly eventStore: ClusterEventStore;
  /** What the names of topics, groups and transactions begin with: nothing on a broker of our own. */
  readonly kafkaPrefix: string;
  /** Event store, then Kafka, then Postgres. */
  stop(): Promise<void>;
}

export interface EnginesWanted {
  readonly environment: NodeJS.ProcessEnv;
  /** What the names of databases begin with. */
  readonly name: string;
  /** Whether nothing is kept: not what was there, and of containers not what comes. */
  readonly emptied: boolean;
  readonly news: (line: string) => void;
}

/** There is no broker, and none can be started. */
export class NoBroker extends Error {
  constructor(reason: string) {
    super(`${reason}.\nA cluster needs a Kafka broker. Any one of these will do:\n` +
      '  - a running broker:   KAFKA_BROKERS=host:port npm run cluster\n' +
      '  - a Docker engine:    docker info has to answer\n' +
      '  - Java 17 and Maven:  java and mvn on the PATH; Kafka’s jars are fetched once');
  }
}

export async function openEngines(folder: string, { environment, name, emptied, news }: EnginesWanted): Promise<Engines> {
  const opened: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const engine of opened.splice(0).reverse()) await engine.stop();
  };
  const keep = <E extends { stop(): Promise<void> }>(engine: E): E => {
    opened.push(engine);
    return engine;
  };
  const kept = `flipside-${createHash('sha256').update(await realpath(folder)).digest('hex').slice(0, 12)}`;
  const volume = (what: string): string | undefined => (emptied ? undefined : `${kept}-${what}`);
  const reasons: string[] = [];
  try {
    const server = environment['POSTGRES_URL'];
    const postgres = keep(await openClusterPostgres({ dataDir: join(folder, 'postgres'), server, prefix: name, databases, emptied, news }));
    const say = (line: string): void => void reasons.push(line);
    const kafka = await openKafka({ dataDir: join(folder, 'kafka'), volume: volume('kafka'), say }, environment);
    if (!kafka) throw new NoBroker(reasons.join('; '));
    keep(kafka);
    const eventStore = keep(await openClusterEventStore(volume('events'), environment));
    const id = await rememberEngines(folder, { postgres: postgres.kind, kafka: kafka.kind, eventStore: eventStore.kind });
    const kafkaPrefix = environment['KAFKA_PREFIX'] ?? (kafka.kind === 'external' ? `${id}.` : '');
    return { postgres, kafka, eventStore, kafkaPrefix, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
