import type { Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type Projection } from '@flipside/read-models';
import { sessionSchemas, type SessionEvent } from '../../domain/session/events.js';
import { evolve } from '../../domain/session/state.js';
import { inTheOpen } from '../in-the-open.js';
import { SessionRow } from './sessions.entity.js';

type Event = Recorded<SessionEvent>;

export function sessionsProjection(own: Feed<Event>): Projection<Event, SessionRow> {
  return defineProjection<Event, SessionRow>({
    name: 'sessions',
    version: 1,
    entity: SessionRow,
    feeds: [own],
    keys: ({ data }) => [data.sessionId],
    evolve: (row, event, id) => {
      if (event.type === 'NoteWritten') return row;
      const folded = evolve(row?.folded ?? { status: 'none' }, inTheOpen<SessionEvent>(event, sessionSchemas));
      if (folded.status === 'none') return row;
      const { programmeId, pairingId, mentorId, menteeId } = folded.ids;
      const { status, startsAt, endsAt } = folded;
      const kept = row ?? { proposedBy: '', cancelledBy: null, noticeHours: null, replaces: null, sprintId: null };
      const known = { programmeId, pairingId, mentorId, menteeId, status, startsAt, endsAt, folded };
      return { ...kept, ...known, id, revision: revisionAfter(row, event), ...change(event) };
    },
  });
}

function revisionAfter(row: SessionRow | undefined, { type }: Event): string {
  if (!row) return '0';
  return type === 'FeedbackGiven' ? row.revision : (BigInt(row.revision) + 1n).toString();
}

function change(event: SessionEvent): Partial<SessionRow> {
  switch (event.type) {
    case 'SessionScheduled':
      return { proposedBy: event.data.by, replaces: event.data.replaces ?? null, sprintId: event.data.sprintId ?? null };
    case 'SessionRescheduled':
      return { proposedBy: event.data.by };
    case 'SessionCancelled':
      return { cancelledBy: event.data.by, noticeHours: event.data.noticeHours };
    default:
      return {};
  }
}
