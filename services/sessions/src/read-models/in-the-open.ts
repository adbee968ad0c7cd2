import type { DomainEvent, EventSchemas } from '@flipside/event-sourcing';
import type { KeyedHash } from '@flipside/privacy';

/**
 * The event without what is sealed in the log. Read models are folded from this: words, ratings, answers and who spoke are
 * never copied into a table, but opened from the log when somebody who may reads them, so a destroyed key takes them at once.
 */
export function inTheOpen<E extends DomainEvent>(event: E, schemas: EventSchemas<E>): E {
  const fields = (schemas[event.type as E['type']].seal ?? []).flatMap((rule) => rule.fields as readonly string[]);
  return { ...event, data: { ...event.data, ...Object.fromEntries(fields.map((field) => [field, null])) } };
}

/** Where a table has to find the rows of a person whom the log seals, it holds this instead of their id. */
export type Alias = (personId: string | null) => string | null;

/** @param table the same person has another alias in every table. */
export function aliasIn(hash: KeyedHash, table: string): Alias {
  return (personId) => (personId === null ? null : hash.hash(`alias ${table}`, personId));
}
