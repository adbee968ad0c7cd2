import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import { agreementSchemas, type AgreementEvent } from '../../domain/agreement/events.js';
import { evolve } from '../../domain/agreement/state.js';
import { inTheOpen } from '../in-the-open.js';
import { AgreementRow } from './agreements.entity.js';

type Event = Recorded<AgreementEvent>;

export function agreementsProjection(own: Feed<Event>): Projection<Event, AgreementRow> {
  return defineProjection<Event, AgreementRow>({
    name: 'agreements',
    version: 1,
    entity: AgreementRow,
    feeds: [own],
    keys: ({ data }) => [data.pairingId],
    evolve: (row, event) => {
      // A wish to leave that meets a pause, or that comes before anything was drafted, leaves nothing to be seen, not even a
      // revision: a pairing that was paused for another reason has none either.
      if (event.type === 'AgreementWithdrawn' && (!row || row.status === 'paused')) return row;
      return rowAfter(row, event);
    },
  });
}

function rowAfter(row: AgreementRow | undefined, event: Event): AgreementRow | undefined {
  const folded = evolve(row?.folded ?? { status: 'none' }, inTheOpen<AgreementEvent>(event, agreementSchemas));
  if (folded.status === 'none') return row;
  const { pairingId: id, programmeId, mentorId, menteeId } = folded.pair;
  const silentSince = event.type === 'SilenceEscalated' ? event.data.since : (row?.silentSince ?? null);
  return { id, revision: event.revision.toString(), programmeId, mentorId, menteeId, status: folded.status, silentSince, folded };
}
