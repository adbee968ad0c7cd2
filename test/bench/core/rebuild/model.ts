import { randomUUID } from 'node:crypto';
import type { DomainEvent, EventSchemas, Recorded, Sealed } from '@flipside/event-sourcing';
import type { PostgresEventStore } from '@flipside/event-store-postgres';
import { consumerTables, ownFeed } from '@flipside/feeds';
import { createSealingCodec, masterKeys, openKeyStore } from '@flipside/privacy';
import { activeTable, defineProjection, prepareReadModel, readModelTables, rebuild } from '@flipside/read-models';
import { Pool } from 'pg';
import { DataSource, EntitySchema } from 'typeorm';
import { sampleEvent } from '../../sample-event.js';

export const STREAM_LENGTH = 10;
export type Kind = 'plain' | 'sealed';

interface Stretch { readonly kind: string; readonly minutes: number }
type Confirmed = DomainEvent<'SessionConfirmed', {
  sessionId: string; pairingId: string; startsAt: string; stretches: readonly Stretch[]; by: string; n: number; notes?: Sealed<string>;
}>;
type Event = Recorded<Confirmed>;

interface SessionRow {
  readonly id: string;
  readonly pairingId: string;
  readonly startsAt: string;
  readonly minutes: number;
  readonly confirmed: number;
  readonly stretches: readonly Stretch[];
  readonly notes: string | null;
  readonly revision: string;
}

const text = { type: 'text' } as const;
const rowEntity = new EntitySchema<SessionRow>({
  name: 'sessions', tableName: 'sessions_v1',
  columns: {
    id: { ...text, primary: true }, pairingId: text, startsAt: text, minutes: { type: 'integer' }, confirmed: { type: 'integer' },
    stretches: { type: 'jsonb' }, notes: { ...text, nullable: true }, revision: text,
  },
});
const tables = `
  create table if not exists "sessions_v1" ("id" text primary key, "pairingId" text not null, "startsAt" text not null, "minutes" integer not null,
    "confirmed" integer not null, "stretches" jsonb not null, "notes" text, "revision" text not null);
  create index on "sessions_v1" ("pairingId");`;

const schemas: Readonly<Record<Kind, EventSchemas<Confirmed>>> = {
  plain: { SessionConfirmed: { version: 1 } },
  sealed: {
    SessionConfirmed: {
      version: 1, seal: [{ class: 'notes', fields: ['notes'], subjects: ({ by }) => [by], scope: ({ pairingId }) => pairingId }],
    },
  },
};

export interface Model {
  readonly append: (stream: string, events: readonly Confirmed[]) => Promise<void>;
  rebuild(): Promise<void>;
  /** The active table's name. */
  table(): Promise<string>;
  close(): Promise<void>;
}

interface Engines {
  readonly url: string;
  readonly keysUrl: string;
  readonly store: PostgresEventStore;
  readonly masterKey: Buffer;
}

/** A read model with the store, the key store and the runner of the product. */
export async function openModel(kind: Kind, { url, keysUrl, store, masterKey }: Engines): Promise<Model> {
  const db = new Pool({ connectionString: url, max: 4 });
  const keysDb = new Pool({ connectionString: keysUrl, max: 4 });
  const keys = await openKeyStore({ pool: keysDb, masterKeys: masterKeys(masterKey) });
  const codec = createSealingCodec<Confirmed>(schemas[kind], keys.ring);
  await db.query(consumerTables + readModelTables + tables);
  const dataSource = await new DataSource({ type: 'postgres', url, entities: [rowEntity] }).initialize();
  const feed = ownFeed(store, codec, 'sessions', ['session']);
  const projection = defineProjection<Event, SessionRow>({
    name: 'sessions', version: 1, entity: rowEntity, feeds: [feed], keys: ({ stream }) => [stream.slice('session-'.length)], evolve,
  });
  const model = await prepareReadModel(projection, dataSource, db);
  return {
    append: async (stream, events) => {
      const data = await codec.encode(events);
      await store.append(stream, events.map(({ data: { n } }, index) => ({ ...sampleEvent(n), data: data[index]! })), 'none');
    },
    rebuild: () => rebuild(model, model.template, async () => undefined, new AbortController().signal),
    table: async () => (await activeTable(db, 'sessions'))!,
    close: async () => {
      await dataSource.destroy();
      await Promise.all([db.end(), keysDb.end()]);
    },
  };
}

function evolve(row: SessionRow | undefined, { data, revision }: Event, id: string): SessionRow {
  const minutes = data.stretches.reduce((sum, stretch) => sum + stretch.minutes, 0);
  return {
    id, pairingId: data.pairingId, startsAt: data.startsAt, minutes: (row?.minutes ?? 0) + minutes, confirmed: (row?.confirmed ?? 0) + 1,
    stretches: data.stretches, notes: data.notes ?? null, revision: revision.toString(),
  };
}

/** Streams of ten events, several streams at once, so that they stand mixed in the log. */
export async function fill(kind: Kind, { append }: Model, count: number): Promise<void> {
  for (let left = count / STREAM_LENGTH; left > 0; left -= 100) {
    await Promise.all(Array.from({ length: 100 }, () => {
      const whose = { sessionId: randomUUID(), pairingId: randomUUID(), by: randomUUID() };
      const events = Array.from({ length: STREAM_LENGTH }, (_, n): Confirmed => {
        const { startsAt, stretches } = sampleEvent(n).data as Pick<Confirmed['data'], 'startsAt' | 'stretches'>;
        const notes = kind === 'sealed' ? { notes: `What we spoke about the ${n}th time, in a sentence or two.` } : {};
        return { type: 'SessionConfirmed', data: { ...whose, startsAt, stretches, n, ...notes } };
      });
      return append(`session-${whose.sessionId}`, events);
    }));
  }
}
