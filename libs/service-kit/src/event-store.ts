import type { ServiceName } from '@flipside/contracts';
import type { Position } from '@flipside/event-sourcing';
import { createEventStoreDBEventStore } from '@flipside/event-store-eventstoredb';
import { createPostgresEventStore } from '@flipside/event-store-postgres';
import type { ClosableStore } from './assemble.js';
import type { ServiceConfig } from './service-config.js';

/** A log as its operator sees it. */
export interface OwnStore extends ClosableStore {
  /** After a restore. @param above an epoch that was in use meanwhile. @returns the head in the new epoch. */
  startNewEpoch(above?: number): Promise<Position>;
}

/** The service's log: on EventStoreDB where its address is configured, else in the service's own database. */
export function openEventStore(
  { EVENTSTORE_URL: eventStore, DATABASE_URL: database }: Pick<ServiceConfig, 'DATABASE_URL' | 'EVENTSTORE_URL'>,
  service: ServiceName,
): Promise<OwnStore> {
  if (eventStore) return createEventStoreDBEventStore({ url: eventStore, service });
  return createPostgresEventStore({ url: database, service, migrate: true });
}
