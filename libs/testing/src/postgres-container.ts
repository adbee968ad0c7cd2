import { setTimeout as wait } from 'node:timers/promises';
import { freePorts } from '@flipside/local-kafka/ports';
import pg from 'pg';
import type { Settings, TestServer } from './postgres-server.js';

/** The version that docker-compose.yml runs. */
const IMAGE = 'postgres:18';
const PASSWORD = 'of a test';
const ANSWER_WITHIN_MS = 60_000;

/** Postgres in a container, published on one loopback port that it keeps over restarts. */
export async function startContainer(settings: Settings): Promise<TestServer & { readonly id: string }> {
  const { GenericContainer, Wait, getContainerRuntimeClient } = await import('testcontainers');
  const [port] = (await freePorts(1)) as [number];
  const url = (database: string): string => `postgresql://postgres:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  const started = await new GenericContainer(IMAGE)
    .withEnvironment({ POSTGRES_PASSWORD: PASSWORD })
    .withCommand(['postgres', ...Object.entries({ max_connections: '200', jit: 'off', ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])])
    .withExposedPorts({ container: 5432, host: port })
    .withSharedMemorySize(256 * 1024 * 1024)
    .withWaitStrategy(Wait.forSuccessfulCommand('pg_isready --host=127.0.0.1')) // while it is prepared it listens on no address
    .start();
  await answering(url('postgres'));
  const container = (await getContainerRuntimeClient()).container.getById(started.getId());
  return {
    id: started.getId(),
    url,
    async createDatabase(name, template) {
      return inDatabase(url('postgres'), async (client) => {
        const source = template === undefined ? '' : ` template ${client.escapeIdentifier(template)}`;
        await client.query(`create database ${client.escapeIdentifier(name)}${source}`);
        return true;
      });
    },
    async restart(how = 'fast') {
      await (how === 'immediate' ? container.kill() : container.stop());
      await container.wait({ condition: 'not-running' });
      await container.start();
      await answering(url('postgres'));
    },
    stop: async () => void (await started.stop({ removeVolumes: true })),
  };
}

async function answering(url: string): Promise<void> {
  for (const deadline = Date.now() + ANSWER_WITHIN_MS; ; await wait(20)) {
    try {
      return await inDatabase(url, async (client) => void (await client.query('select 1')));
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

async function inDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
