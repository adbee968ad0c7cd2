import { startPostgres } from '@flipside/embedded-postgres';
import pg from 'pg';

/** The Postgres server of a cluster, with a database for each service, one for each service's keys, and one for development mode. */
export interface ClusterPostgres {
  readonly kind: 'embedded' | 'external';
  /** Connection string of a database by the name that it was wanted under, password included: never said. */
  url(database: string): string;
  /** The server's process; undefined where it is not ours. */
  readonly pid: number | undefined;
  /** Stops and starts it on the same port; `immediate` is a crash. @throws Error where it is not ours. */
  restart(how?: 'fast' | 'immediate'): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresWanted {
  /** Files of the embedded server. */
  readonly dataDir: string;
  /** A server that somebody else runs, `postgresql://…/postgres`, whose user may create databases; else an embedded one. */
  readonly server: string | undefined;
  /** What the names of databases begin with on the server. */
  readonly prefix: string;
  readonly databases: readonly string[];
  /** Whether what an earlier cluster left in these databases goes first. */
  readonly emptied: boolean;
  readonly news: (line: string) => void;
}

export async function openClusterPostgres({ dataDir, server, prefix, databases, emptied, news }: PostgresWanted): Promise<ClusterPostgres> {
  const nameOf = (database: string): string => `${prefix}_${database}`;
  if (server) return externalPostgres(server, nameOf, databases, emptied);
  const embedded = await startPostgres({ dataDir, log: news, settings: { max_connections: '300' } });
  try {
    for (const name of databases) await embedded.createDatabase(nameOf(name));
  } catch (error) {
    await embedded.stop();
    throw error;
  }
  return {
    kind: 'embedded',
    url: (name) => embedded.url(nameOf(name)),
    get pid() {
      return embedded.pid;
    },
    restart: (how) => embedded.restart(how),
    stop: () => embedded.stop(),
  };
}

async function externalPostgres(server: string, nameOf: (database: string) => string, databases: readonly string[], emptied: boolean): Promise<ClusterPostgres> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    for (const name of databases) {
      const escaped = client.escapeIdentifier(nameOf(name));
      if (emptied) await client.query(`drop database if exists ${escaped} with (force)`);
      await client.query(`create database ${escaped}`).catch((error: { code?: string }) => {
        if (error.code !== '42P04') throw error; // it is there already
      });
    }
  } finally {
    await client.end();
  }
  return {
    kind: 'external',
    url: (name) => Object.assign(new URL(server), { pathname: `/${encodeURIComponent(nameOf(name))}` }).href,
    pid: undefined,
    restart: async () => {
      throw new Error('the server that POSTGRES_URL names is not ours to restart');
    },
    stop: async () => undefined,
  };
}
