import type { KeyedHash } from '@flipside/privacy';
import type { ExternalKey } from '../../domain/person/events.js';
import { personIdOf } from '../../person-id.js';
import type { PersonRow } from './people.entity.js';

/** Who has a number now, or would be its next holder. */
export interface Holder {
  readonly personId: string;
  /** One more after each erasure of the number. */
  readonly generation: number;
  /** Undefined where nobody has the number now. */
  readonly row?: PersonRow;
  /** The holder before, who was erased. */
  readonly before?: PersonRow;
}

/** An id is made of a number and its generation: whoever looks a number up goes on past all who were erased. */
export async function holderOf(
  hash: KeyedHash,
  key: ExternalKey,
  one: (personId: string) => Promise<PersonRow | undefined>,
): Promise<Holder> {
  let before: PersonRow | undefined;
  for (let generation = 0; ; generation++) {
    const personId = personIdOf(hash, key, generation);
    const row = await one(personId);
    if (row?.state !== 'erased') return { personId, generation, ...(row && { row }), ...(before && { before }) };
    before = row;
  }
}

/** Whom somebody who was merged is now; themselves otherwise. */
export async function survivorOf(row: PersonRow, one: (personId: string) => Promise<PersonRow | undefined>): Promise<PersonRow> {
  const passed = new Set<string>();
  let current = row;
  while (current.survivorId !== null && !passed.has(current.id)) {
    passed.add(current.id);
    const next = await one(current.survivorId);
    if (!next) break;
    current = next;
  }
  return current;
}
