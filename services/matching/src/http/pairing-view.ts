import type { PairingRow } from '../read-models/pairings/pairings.entity.js';
import { wordsOf } from './words.js';
import type { OwnPairingView, PairingView } from './pairing.dto.js';

/** A pairing through the eyes of one of the two. @param ids by which they may be in it. */
export function ownView(row: PairingRow, ids: readonly string[]): OwnPairingView {
  const side = ids.some((id) => id === row.mentorId) ? 'mentor' : 'mentee';
  const asked = row.asked === side;
  return {
    id: row.id,
    revision: row.revision,
    programmeId: row.programmeId,
    status: row.status === 'offered' && !asked ? 'waiting' : row.status,
    side,
    partnerId: side === 'mentor' ? row.menteeId : row.mentorId,
    answerBy: asked ? row.answerBy : null,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    topics: (row.wanted ?? []).map(({ topic, kind }) => ({ topic, kind })),
    why: row.fit ? [...wordsOf(row.fit, side)] : [],
  };
}

/** A pairing through the eyes of the programme's admin: before both have accepted it is an offer and nothing more. */
export function adminView(row: PairingRow): PairingView {
  const offered = row.status === 'offered';
  return {
    id: row.id,
    revision: row.revision,
    programmeId: row.programmeId,
    status: row.status,
    mentorId: offered ? null : row.mentorId,
    menteeId: offered ? null : row.menteeId,
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    // By the day: the minute would be that of somebody's choice, or midnight where HR's file is the cause.
    pausedFrom: row.pausedFrom?.slice(0, 10) ?? null,
    ending: row.status === 'ended' ? 'closed by the programme' : null,
  };
}
