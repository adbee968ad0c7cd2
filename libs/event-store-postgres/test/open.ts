import { createPostgresEventStore, type PostgresEventStore } from '../src/index.js';

/** Opens the store of the suite, also in other processes. */
export function open(url: string): Promise<PostgresEventStore> {
  return createPostgresEventStore({ url, service: 'suite' });
}
