import { createEventStoreDBEventStore, type EventStoreDBEventStore } from '../src/index.js';

/** Opens the store of the suite, also in other processes. @param config `service url` */
export function open(config: string): Promise<EventStoreDBEventStore> {
  const [service, url] = config.split(' ') as [string, string];
  return createEventStoreDBEventStore({ url, service, callTimeoutMs: 5_000 });
}
