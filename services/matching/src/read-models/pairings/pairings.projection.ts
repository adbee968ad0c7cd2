import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { PairingEvent } from '../../domain/pairing/events.js';
import { evolvePairing, type PairingState } from '../../domain/pairing/state.js';
import { PairingRow } from './pairings.entity.js';

type Event = Recorded<PairingEvent>;
type Known = Exclude<PairingState, { status: 'none' }>;

export function pairingsProjection(own: Feed<Event>): Projection<Event, PairingRow> {
  return defineProjection<Event, PairingRow>({
    name: 'pairings',
    version: 2,
    entity: PairingRow,
    feeds: [own],
    keys: ({ data }) => [data.pairingId],
    evolve: (row, event, id) => {
      const state = evolvePairing(row?.folded ?? { status: 'none' }, event);
      if (state.status === 'none') return row;
      const known = { ...(row ?? blank(id, event)), ...proposed(event), ...columnsOf(state) };
      return { ...known, folded: state, revision: revisionAfter(row, event), streamRevision: event.revision.toString() };
    },
  });
}

/** What nobody but one side or the programme's own log may know of. */
const unseen: ReadonlySet<Event['type']> = new Set(['PauseCauseAdded', 'PauseCauseLifted', 'RematchRequested', 'OfferProlonged', 'MatchOverridden']);

function revisionAfter(row: PairingRow | undefined, { type }: Event): string {
  if (!row) return '0';
  return unseen.has(type) ? row.revision : (BigInt(row.revision) + 1n).toString();
}

/** What only the proposal says. */
function proposed(event: Event): Partial<PairingRow> {
  if (event.type === 'PairingActivated') return { mentorId: event.data.mentorId, menteeId: event.data.menteeId };
  if (event.type !== 'PairingProposed') return {};
  const { mentorId, menteeId, wanted, fit, runId = null } = event.data;
  return { mentorId, menteeId, wanted, fit, runId };
}

function columnsOf(state: Known): Partial<PairingRow> {
  const rest = { status: state.status, asked: null, answerBy: null, pausedFrom: null };
  switch (state.status) {
    case 'offered':
      return { ...rest, asked: state.asked, answerBy: state.answerBy, endsOn: state.endsOn, seenByMentee: state.asked === 'mentee' };
    case 'unavailable':
      // An offer that came to nothing is nobody's business any more: what it was about goes.
      return { ...rest, seenByMentee: state.seenByMentee, wanted: null, fit: null };
    case 'active':
    case 'paused':
      return { ...rest, startsOn: state.startsOn, endsOn: state.endsOn, pausedFrom: state.from ?? null, seenByMentee: true };
    default:
      return rest;
  }
}

function blank(id: string, { data }: Event): PairingRow {
  return {
    id, revision: '0', streamRevision: '0', programmeId: data.programmeId, cohort: data.cohort ?? null, runId: null, status: 'offered',
    mentorId: null, menteeId: null, asked: null, answerBy: null, seenByMentee: false, startsOn: null, endsOn: null, pausedFrom: null,
    wanted: null, fit: null, folded: { status: 'none' },
  };
}
