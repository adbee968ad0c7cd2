import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { ConcernEvent } from '../../domain/concern/events.js';
import type { Alias } from '../in-the-open.js';
import { ConcernRow } from './concerns.entity.js';

type Event = Recorded<ConcernEvent>;

export function concernsProjection(own: Feed<Event>, alias: Alias): Projection<Event, ConcernRow> {
  return defineProjection<Event, ConcernRow>({
    name: 'concerns',
    version: 1,
    entity: ConcernRow,
    feeds: [own],
    keys: ({ data }) => [data.concernId],
    evolve: (row, event, id) => {
      const revision = event.revision.toString();
      if (event.type !== 'ConcernRaised') return row && { ...row, revision, ...change(row, event) };
      const { anonymous, mailboxHash, raiserId, custodianId, deputyId, on: raisedOn } = event.data;
      const parties = { raiser: alias(raiserId), handler: alias(custodianId), deputy: alias(deputyId) };
      const progress = { acknowledged: false, answered: false, resolvedOn: null, overdue: [] };
      return { id, revision, anonymous, mailboxHash, ...parties, raisedOn, ...progress };
    },
  });
}

function change(row: ConcernRow, event: ConcernEvent): Partial<ConcernRow> {
  switch (event.type) {
    case 'ConcernReassigned':
      return { handler: row.deputy };
    case 'ConcernAcknowledged':
      return { acknowledged: true };
    case 'ConcernFeedbackGiven':
      return { answered: true };
    case 'ConcernResolved':
      return { resolvedOn: event.data.on };
    case 'ConcernOverdue':
      return { overdue: [...row.overdue, event.data.what] };
    default:
      return {};
  }
}
