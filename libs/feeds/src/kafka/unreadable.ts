import type { KafkaMessage } from 'kafkajs';
import type { Pool } from 'pg';

/** Messages that could not be read, as they came. They may hold anything, so they are purged. */
export const unreadableTables = `
  create table if not exists unreadable_message (
    topic text not null, partition integer not null, at_offset bigint not null, key bytea, value bytea, headers jsonb not null,
    error text not null, received_at timestamptz not null default now(), primary key (topic, partition, at_offset));
`;

const KEPT_DAYS = 30;

export interface RawMessage {
  readonly topic: string;
  readonly partition: number;
  readonly message: KafkaMessage;
  readonly error: string;
}

export async function keepUnreadable(db: Pool, { topic, partition, message, error }: RawMessage): Promise<void> {
  const headers = Object.fromEntries(Object.entries(message.headers ?? {}).map(([name, value]) => [storable(name), storable(String(value))]));
  await db.query(
    `insert into unreadable_message (topic, partition, at_offset, key, value, headers, error) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict do nothing`,
    [topic, partition, message.offset, message.key, message.value, JSON.stringify(headers), error],
  );
}

/** Postgres has no NUL in a text. */
function storable(text: string): string {
  return text.replaceAll('\0', '');
}

/** Removes what is older than 30 days. @returns how many messages. */
export async function purgeUnreadable(db: Pool): Promise<number> {
  const { rowCount } = await db.query('delete from unreadable_message where received_at < now() - make_interval(days => $1)', [KEPT_DAYS]);
  return rowCount ?? 0;
}
