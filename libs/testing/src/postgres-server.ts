import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPostgres, type EmbeddedPostgres } from '@flipside/embedded-postgres';
import { startContainer } from './postgres-container.js';

/** A Postgres server that a test may break. */
export type TestServer = Pick<EmbeddedPostgres, 'url' | 'createDatabase' | 'restart' | 'stop'>;

export type Settings = Readonly<Record<string, string>>;

/** What stands in a server's folder while it runs, so that other spec files find it and the end of the test run stops it. */
export interface ServerRecord {
  readonly url: string;
  readonly pid?: number;
  readonly container?: string;
}

/** The embedded server, or one in a container where FLIPSIDE_TEST_POSTGRES=container. */
export async function startServer(folder: string, settings: Settings): Promise<TestServer> {
  if (process.env.FLIPSIDE_TEST_POSTGRES === 'container') return inContainer(folder, settings);
  const server = await startPostgres({ dataDir: folder, settings });
  const record = (): Promise<void> => write(folder, { pid: server.pid, url: server.url('postgres') });
  await record();
  return {
    url: (database) => server.url(database),
    createDatabase: (name, template) => server.createDatabase(name, template),
    restart: async (how) => {
      await server.restart(how);
      await record(); // it is another process now
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server that runs in a folder; undefined where there is none yet. */
export async function recordedServer(folder: string): Promise<ServerRecord | undefined> {
  const text = await readFile(join(folder, RECORD), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as ServerRecord);
}

async function inContainer(folder: string, settings: Settings): Promise<TestServer> {
  const server = await startContainer(settings);
  await write(folder, { container: server.id, url: server.url('postgres') });
  return {
    ...server,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const RECORD = 'server.json';

async function write(folder: string, record: ServerRecord): Promise<void> {
  await writeFile(join(folder, `${RECORD}.new`), JSON.stringify(record));
  await rename(join(folder, `${RECORD}.new`), join(folder, RECORD));
}
