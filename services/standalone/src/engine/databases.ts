import { startPostgres, type EmbeddedPostgres } from '@flipside/embedded-postgres';
import { Pool } from 'pg';

/** The embedded server with a database for each service, one for each service's keys, and one for standalone itself. */
export interface Databases {
  readonly server: EmbeddedPostgres;
  readonly own: Pool;
  url(service: string): string;
  keysUrl(service: string): string;
  close(): Promise<void>;
}

export async function openDatabases(dataDir: string, services: readonly string[], log: (line: string) => void): Promise<Databases> {
  const server = await startPostgres({ dataDir, log });
  try {
    for (const name of ['standalone', ...services.flatMap((service) => [service, `${service}_keys`])]) await server.createDatabase(name);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const own = new Pool({ connectionString: server.url('standalone'), max: 2 });
  own.on('error', () => undefined); // an idle connection broke: the next query opens another
  return {
    server,
    own,
    url: (service) => server.url(service),
    keysUrl: (service) => server.url(`${service}_keys`),
    close: async () => {
      await own.end();
      await server.stop();
    },
  };
}
