import type { Recorded } from '@flipside/event-sourcing';
import { personOf } from '../../domain/pair.js';
import type { SessionEvent } from '../../domain/session/events.js';
import { allOf, lastOf } from '../../log.js';
import type { SessionRow } from '../../read-models/sessions/sessions.entity.js';
import type { NoteList, SessionDetails, SessionView } from './session.dto.js';

type Events = readonly Recorded<SessionEvent>[];

/** A session as facts: what the admin sees, and what lists show to everybody who may see them. */
export function factsView({ folded, ...row }: SessionRow): SessionView {
  if (folded.status !== 'held') return { ...row, recordedBy: null, confirmBy: null, record: null, stretches: [], commitments: [] };
  const { record, commitments } = folded;
  return {
    ...row,
    recordedBy: record.by,
    confirmBy: record.confirmBy,
    record: record.settled,
    stretches: record.stretches.map((stretch) => ({ ...stretch })),
    commitments: Object.entries(commitments).map(([id, commitment]) => ({ id, ...commitment })),
  };
}

/** The same with the words of the two, opened from the log. */
export function ownView(row: SessionRow, events: Events): SessionDetails {
  const promised = allOf(events, 'CommitmentMade').map(({ data }) => [data.commitmentId, data.text] as const);
  const feedback = allOf(events, 'FeedbackGiven').map(({ data: { feedbackId: id, direction, kind, text } }) => ({ id, direction, kind, text }));
  const own = {
    place: lastOf(events, 'SessionScheduled')?.data.place ?? null,
    details: detailsIn(events),
    feedback,
    commitments: Object.fromEntries(promised),
    absent: lastOf(events, 'SessionMissed')?.data.absent ?? null,
  };
  return { ...factsView(row), own };
}

function detailsIn(events: Events): NonNullable<SessionDetails['own']>['details'] {
  const recorded = lastOf(events, 'SessionCorrected') ?? lastOf(events, 'SessionHeld');
  return (recorded?.data.details ?? []).map((detail) => ({ ...detail }));
}

/** Notes that a person may read: their own always, the other's as long as the two are a pair. */
export function notesFor(personId: string, together: boolean, events: Events): NoteList['items'] {
  return allOf(events, 'NoteWritten').flatMap(({ data }) => {
    const { noteId: id, author, text } = data;
    if (author === null || text === null) return [];
    return together || personOf(data, author) === personId ? [{ id, author, text }] : [];
  });
}
