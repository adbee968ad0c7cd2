import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import type { InsightEvent } from '../../domain/insight/events.js';
import type { Alias } from '../in-the-open.js';
import { InsightRow, type ActionFacts } from './insights.entity.js';

type Event = Recorded<InsightEvent>;
type Later = Exclude<InsightEvent, { type: 'InsightShared' }>;
type OfAction = Exclude<Later, { type: 'InsightCleared' }>;

export function insightsProjection(own: Feed<Event>, alias: Alias): Projection<Event, InsightRow> {
  return defineProjection<Event, InsightRow>({
    name: 'insights',
    version: 1,
    entity: InsightRow,
    feeds: [own],
    keys: ({ data }) => [data.insightId],
    evolve: (row, event, id) => {
      const revision = event.revision.toString();
      if (event.type !== 'InsightShared') return row && { ...row, revision, ...change(row, event, alias) };
      const { programmeId, area, sharedOn, mentorId, menteeId } = event.data;
      const pair = { mentor: alias(mentorId), mentee: alias(menteeId) };
      return { id, revision, programmeId, area, status: 'shared', sharedOn, clearedOn: null, ...pair, actions: {} };
    },
  });
}

function change(row: InsightRow, event: Later, alias: Alias): Partial<InsightRow> {
  if (event.type === 'InsightCleared') return { status: 'cleared', clearedOn: event.data.clearedOn };
  const { actionId } = event.data;
  return { actions: { ...row.actions, [actionId]: actionAfter(row.actions[actionId] ?? nothing, event, alias) } };
}

const nothing: ActionFacts = { due: '', committedOn: '', deliveredOn: null, owner: null, impacts: [] };

function actionAfter(before: ActionFacts, event: OfAction, alias: Alias): ActionFacts {
  switch (event.type) {
    case 'ActionCommitted': {
      const { due, committedOn, ownerId } = event.data;
      return { ...nothing, due, committedOn, owner: alias(ownerId) };
    }
    case 'ActionDelivered':
      return { ...before, deliveredOn: event.data.deliveredOn };
    case 'ImpactRecorded': {
      const { measure, unit, before: was, after } = event.data;
      return { ...before, impacts: [...before.impacts, { measure, unit, before: was, after }] };
    }
  }
}
