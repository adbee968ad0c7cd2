import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { WarningEvent } from '../../domain/warning/events.js';
import type { Alias } from '../in-the-open.js';
import { WarningRow } from './warnings.entity.js';

type Event = Recorded<WarningEvent>;

export function warningsProjection(own: Feed<Event>, alias: Alias): Projection<Event, WarningRow> {
  return defineProjection<Event, WarningRow>({
    name: 'warnings',
    version: 1,
    entity: WarningRow,
    feeds: [own],
    keys: ({ data }) => [data.warningId],
    evolve: (row, event, id) => {
      const revision = event.revision.toString();
      if (event.type !== 'WarningRaised') return row && { ...row, revision, ...change(event, alias) };
      const { programmeId, audience, raisedOn, bitesOn, raiserId } = event.data;
      return { id, revision, programmeId, audience, status: 'raised', raisedOn, bitesOn, raiser: alias(raiserId), recipient: null };
    },
  });
}

function change(event: Exclude<WarningEvent, { type: 'WarningRaised' }>, alias: Alias): Partial<WarningRow> {
  switch (event.type) {
    case 'WarningRouted':
      return { status: 'routed', recipient: alias(event.data.recipientId) };
    case 'WarningOwned':
      return { status: 'owned' };
    case 'WarningMitigated':
      return { status: 'mitigated' };
    case 'WarningMaterialised':
      return { status: 'materialised' };
    case 'WarningDismissed':
      return { status: 'dismissed' };
  }
}
