import type { PairingSide } from '@flipside/contracts';
import { notFound } from './refusals.js';

export type Side = PairingSide;

/** The two of a pairing and where it belongs; plain in the log, since a pairing is known to all once it is active. */
export interface Pair {
  readonly pairingId: string;
  readonly programmeId: string;
  readonly cohort?: number;
  readonly mentorId: string;
  readonly menteeId: string;
}

export function pairOf({ pairingId, programmeId, cohort, mentorId, menteeId }: Pair): Pair {
  return { pairingId, programmeId, ...(cohort === undefined ? {} : { cohort }), mentorId, menteeId };
}

export function otherSide(side: Side): Side {
  return side === 'mentor' ? 'mentee' : 'mentor';
}

export function personOf(pair: Pair, side: Side): string {
  return side === 'mentor' ? pair.mentorId : pair.menteeId;
}

/** Which of the two a person is. @throws DomainError of that code for anybody else: what is not theirs does not exist. */
export function sideOf(pair: Pair, personId: string, code: string): Side {
  if (personId === pair.mentorId) return 'mentor';
  if (personId === pair.menteeId) return 'mentee';
  throw notFound(code);
}

/** Text about both is sealed under both keys: destroying either suffices. */
export const bothOf = (pair: Pair): readonly string[] => [pair.mentorId, pair.menteeId];
export const scopeOfPairing = (pair: Pick<Pair, 'pairingId'>): string => pair.pairingId;
