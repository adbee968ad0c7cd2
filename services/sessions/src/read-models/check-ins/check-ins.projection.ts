import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { CheckInEvent } from '../../domain/check-in/events.js';
import type { Alias } from '../in-the-open.js';
import { CheckInRow } from './check-ins.entity.js';

type Event = Recorded<CheckInEvent>;

export function checkInsProjection(own: Feed<Event>, alias: Alias): Projection<Event, CheckInRow> {
  return defineProjection<Event, CheckInRow>({
    name: 'check-ins',
    version: 1,
    entity: CheckInRow,
    feeds: [own],
    keys: ({ data }) => [data.checkInId],
    evolve: (row, event, id) => {
      if (event.type === 'CheckInOpened') {
        const { programmeId, pairingId, round, occasion, instruments, asksUnits, respondents, openedOn, closesAt } = event.data;
        const facts = { programmeId, pairingId, round, occasion, instruments, asksUnits, respondents, openedOn, closesAt };
        return { id, ...facts, open: true, answered: [] };
      }
      if (!row || event.type === 'CheckInClosed') return row && { ...row, open: false };
      const who = alias(event.data.respondentId);
      // In the order of the aliases, which says nothing of who was first.
      return who === null ? row : { ...row, answered: [...row.answered, who].sort() };
    },
  });
}
