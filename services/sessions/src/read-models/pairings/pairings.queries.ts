import type { Mergers } from '@flipside/participants-view';
import type { ReadModelReader } from '@flipside/read-models';
import type { Pair } from '../../domain/pair.js';
import type { PairingRow } from './pairings.entity.js';

/** Questions about pairings. */
export class Pairings {
  constructor(private readonly rows: ReadModelReader<PairingRow>) {}

  one(pairingId: string): Promise<PairingRow | undefined> {
    return this.rows.one(pairingId);
  }

  activeIn(programmeId: string): Promise<readonly PairingRow[]> {
    return this.rows.many(`where t."programmeId" = $1 and t.status = 'active' order by t.id`, [programmeId]);
  }
}

export function isMember({ mentorId, menteeId }: Pick<PairingRow, 'mentorId' | 'menteeId'>, personId: string | undefined): boolean {
  return personId !== undefined && (personId === mentorId || personId === menteeId);
}

/** The same of whoever has several ids: they are one of the two by any of them. */
export function isMemberByAnyId(row: Pick<PairingRow, 'mentorId' | 'menteeId'>, personId: string | undefined, { survivorOf }: Mergers): boolean {
  return isMember({ mentorId: survivorOf(row.mentorId), menteeId: survivorOf(row.menteeId) }, personId && survivorOf(personId));
}

export function pairOfRow({ id: pairingId, programmeId, cohort, mentorId, menteeId }: PairingRow): Pair {
  return { pairingId, programmeId, ...(cohort === null ? {} : { cohort }), mentorId, menteeId };
}
