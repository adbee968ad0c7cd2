import type { EventStore } from '@flipside/event-sourcing';
import type { Pool } from 'pg';
import type { News } from '../peers/news.js';
import type { Dependency } from './health.controller.js';

export interface DependencyParts {
  readonly pool: Pool;
  readonly keys: Pool;
  readonly store: EventStore;
  readonly news: News | undefined;
}

/** What a service works with. Without brokers it takes commands and answers queries: only the news between services wait. */
export function dependenciesOf({ pool, keys, store, news }: DependencyParts): readonly Dependency[] {
  return [
    { name: 'database', check: () => pool.query('select 1') },
    { name: 'keys-database', check: () => keys.query('select 1') },
    { name: 'event-store', check: () => store.head() },
    ...(news ? [{ name: 'kafka', check: () => news.reach(), loss: 'spared' as const }] : []),
  ];
}
