import type { MatchingSealed } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import { PairingRow } from './pairings.entity.js';

/** Pairings that both sides accepted; an offer is not this service's business. */
export function pairingsProjection(feed: Feed<MatchingSealed>): Projection<MatchingSealed, PairingRow> {
  return defineProjection<MatchingSealed, PairingRow>({
    name: 'pairings',
    version: 1,
    entity: PairingRow,
    feeds: [feed],
    keys: ({ stream }) => (stream.startsWith('pairing-') ? [stream.slice('pairing-'.length)] : []),
    evolve: (row, event, id) => {
      if (event.type === 'PairingActivated') {
        const { programmeId, cohort = null, mentorId, menteeId, startsOn, endsOn } = event.data;
        return { id, programmeId, cohort, mentorId, menteeId, status: 'active', startsOn, endsOn };
      }
      return row && { ...row, ...change(event) };
    },
  });
}

function change(event: MatchingSealed): Partial<PairingRow> {
  switch (event.type) {
    case 'PairingPaused':
      return { status: 'paused' };
    case 'PairingResumed':
      return { status: 'active' };
    case 'PairingExtended':
      return { endsOn: event.data.endsOn };
    case 'PairingCompleted':
      return { status: 'completed' };
    case 'PairingEnded':
      return { status: 'ended' };
    default:
      return {};
  }
}
