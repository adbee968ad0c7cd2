import type { Pair } from './pair-check.js';
import type { PairingRow } from '../read-models/pairings/pairings.entity.js';

/** The two of a pairing; undefined once one of them was erased. */
export function pairOf({ id, programmeId, mentorId, menteeId }: PairingRow): Pair | undefined {
  return mentorId === null || menteeId === null ? undefined : { pairingId: id, programmeId, mentorId, menteeId };
}
