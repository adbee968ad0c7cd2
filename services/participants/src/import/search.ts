import type { KeyedHash } from '@flipside/privacy';
import { fold } from './cells.js';

/** By what managers are found who are named in a file: keyed hashes, so that no table for looking up holds a name. */
export interface Search {
  name(name: string): string;
  /** In any legal entity of a source. */
  number(source: string, number: string): string;
}

export function searchBy(keyed: Pick<KeyedHash, 'hash'>): Search {
  return {
    name: (name) => keyed.hash('manager-name', fold(name)),
    number: (source, number) => keyed.hash('manager-number', source, number),
  };
}
