import type { Contract } from '@flipside/contracts';
import { ConsumerPlaces, type Feed, type FeedConsumer } from '@flipside/feeds';
import { defineProjection, projectionConsumer } from '@flipside/read-models';
import type { Pool } from 'pg';

/** The read model of the streaming benches: one row a stream. */
export interface Sum {
  readonly id: string;
  readonly events: number;
  readonly last: string;
}

export const sumTable = `
  create table if not exists sums_v1 (id text primary key, events integer not null, last text not null);
  create table if not exists bare_sums (like sums_v1 including all);
`;

/** As our services fold contracts into a read model. `seen` is told how many events were committed. */
export function sums(db: Pool, feed: Feed<Contract>, seen: (events: number) => void): FeedConsumer<Contract> & { close(): Promise<void> } {
  const places = new ConsumerPlaces(db);
  const projection = defineProjection<Contract, Sum>({
    name: 'sums',
    version: 1,
    entity: 'sums_v1',
    feeds: [feed],
    keys: ({ stream }) => [stream],
    evolve: (row, event, id) => ({ id, events: (row?.events ?? 0) + 1, last: event.id }),
  });
  const consumer = projectionConsumer({ projection, columns: ['id', 'events', 'last'], db }, { source: 'participants' }, { places, warn: () => undefined });
  return {
    ...consumer,
    async take(part, batch, reached) {
      const taken = await consumer.take(part, batch, reached);
      if (taken) seen(batch.events.length);
      return taken;
    },
    close: () => places.close(),
  };
}

/** The database as if nothing had been heard yet. */
export async function forget(db: Pool): Promise<void> {
  await db.query(`truncate sums_v1, bare_sums, consumer_checkpoint; delete from relay_checkpoint;
    insert into read_model (name, active_table, version) values ('sums', 'sums_v1', 1) on conflict do nothing`);
}
