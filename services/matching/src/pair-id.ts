import type { KeyedHash } from '@flipside/privacy';

/** Names what stands between two people without naming them: the same whichever comes first. */
export function pairIdOf(hash: KeyedHash, one: string, other: string): string {
  return one < other ? hash.id('pair', one, other) : hash.id('pair', other, one);
}
