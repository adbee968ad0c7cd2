import pg from 'pg';

export interface ConnectionOptions {
  /** `postgresql://user:password@host:port/database` */
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly name: string;
  /** How long the server may take to accept a connection. */
  readonly connectTimeoutMs: number;
  /** How long a call may take before its connection is given up. */
  readonly callTimeoutMs: number;
}

/** Values as the server wrote them: what becomes a bigint, a number or JSON is decided where the row is read. */
export const RAW = { getTypeParser: () => (text: string) => text } as unknown as pg.CustomTypesConfig;

/**
 * Every query of the store is an index look-up; a plan made while the table was empty and kept for the prepared statement
 * must not scan it when it has grown. A position handed out must not be given again after a crash, so a server that
 * answers before the disk has it is told not to.
 */
const PREPARE_SESSION = `
  set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off;
  set default_transaction_isolation = 'read committed';
  select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') in ('off', 'local')`;

export function clientConfig({ url, name, connectTimeoutMs, callTimeoutMs }: ConnectionOptions): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: callTimeoutMs,
    keepAlive: true,
    pipeline: true,
  };
}

/** For a new connection. That it breaks is told by the query under way; without a listener it would end the program. */
export async function prepareSession(client: pg.ClientBase): Promise<void> {
  client.on('error', () => undefined);
  await client.query(PREPARE_SESSION);
}

/** A connection of its own. `lost` is called when it breaks, in the middle of a query or not. */
export async function connect(options: ConnectionOptions, lost: (client: pg.Client) => void): Promise<pg.Client> {
  const client = new pg.Client(clientConfig(options));
  try {
    client.on('error', () => undefined);
    await client.connect();
    await prepareSession(client);
  } catch (error) {
    discard(client);
    throw error;
  }
  return client.on('error', () => lost(client)).on('end', () => lost(client));
}

/** Cuts a connection that is not trusted any more, without waiting for the server. */
export function discard(client: pg.Client): void {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
