import type { Recorded } from '@flipside/event-sourcing';
import { acknowledgeBy, feedbackBy } from '../../domain/concern/decide.js';
import type { ConcernEvent } from '../../domain/concern/events.js';
import { allOf, lastOf } from '../../log.js';
import type { ConcernRow } from '../../read-models/concerns/concerns.entity.js';
import type { ConcernView } from './concern.dto.js';

type Events = readonly Recorded<ConcernEvent>[];

/** A case as its reporter and its handler see it, opened from the log; nobody else does. */
export function concernView(row: ConcernRow, events: Events): ConcernView {
  const { id, anonymous, raisedOn, acknowledged, answered, resolvedOn, overdue } = row;
  return {
    id, anonymous, raisedOn, acknowledged, answered, resolvedOn,
    ...raisedIn(events),
    acknowledgeBy: acknowledgeBy(raisedOn),
    feedbackBy: feedbackBy(raisedOn),
    overdue: [...overdue],
    messages: allOf(events, 'ConcernMessageSent').map(({ data: { from, text, on } }) => ({ from, text, on })),
    feedback: allOf(events, 'ConcernFeedbackGiven').map(({ data: { text, on } }) => ({ from: 'handler', text, on })),
    disclosures: disclosuresIn(events),
    outcome: allOf(events, 'ConcernResolved').map(({ data: { outcome, text } }) => ({ outcome, text })),
  };
}

function raisedIn(events: Events): Pick<ConcernView, 'raiserId' | 'programmeId' | 'category' | 'text' | 'touches'> {
  const raised = lastOf(events, 'ConcernRaised')?.data;
  if (!raised) return { raiserId: null, programmeId: null, category: null, text: null, touches: [] };
  const { raiserId, programmeId, category, text, touches } = raised;
  return { raiserId, programmeId, category, text, touches: [...(touches ?? [])] };
}

function disclosuresIn(events: Events): ConcernView['disclosures'] {
  const allowed = allOf(events, 'ConcernDisclosureAllowed').map(({ data }) => data.disclosureId);
  const done = allOf(events, 'ConcernDisclosed').map(({ data }) => data.disclosureId);
  return allOf(events, 'ConcernDisclosureAnnounced').map(({ data: { disclosureId, basis, to, why, on } }) => ({
    id: disclosureId, basis, to, why, announcedOn: on, allowed: allowed.includes(disclosureId), disclosed: done.includes(disclosureId),
  }));
}
