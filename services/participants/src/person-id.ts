import type { KeyedHash } from '@flipside/privacy';
import type { ExternalKey } from './domain/person/events.js';

/**
 * The id of a person: a keyed hash of the external key and its generation, so that one number is one stream whoever imports
 * it, and nobody can find out a number from an id. @param generation 0, and one more after each erasure of this key.
 */
export function personIdOf(hash: KeyedHash, { source, legalEntity, number }: ExternalKey, generation: number): string {
  return hash.id('person', source, legalEntity ?? '', number, generation);
}
