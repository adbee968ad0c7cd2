import { addDays } from '@flipside/calendars';
import { agreementSchemas, agreementStream, type AgreementEvent } from '../domain/agreement/events.js';
import { RETEST_DAYS } from '../domain/assessment/decide.js';
import { checkInStream } from '../domain/check-in/events.js';
import { acknowledgeBy, feedbackBy } from '../domain/concern/decide.js';
import { concernStream } from '../domain/concern/events.js';
import { dayOf } from '../domain/moments.js';
import { otherSide, type Side } from '../domain/pair.js';
import type { SessionsEvent } from '../domain/schemas.js';
import { sessionStream } from '../domain/session/events.js';
import { agreementTimers } from './agreement-timers.js';
import { askTimer, startOf, type SessionsTimerChange } from './commands.js';

type Changes = readonly SessionsTimerChange[];
type DataOf<T extends SessionsEvent['type']> = Extract<SessionsEvent, { type: T }>['data'];

/** Days after the end of a session within which somebody records it; then nobody knows, and it counts as missed. */
export const RECORD_DAYS = 14;

/** Which timers one event sets, moves and cancels. */
export function timerRules(event: SessionsEvent): Changes {
  if (isOfAgreement(event)) return agreementTimers(event);
  switch (event.type) {
    case 'SkillAssessed':
      return event.data.occasion === 'end' ? [retest('mentee', event.data), retest('mentor', event.data)] : [];
    case 'CheckInOpened': {
      const { checkInId, closesAt } = event.data;
      const command = { type: 'check-in-closing', stream: checkInStream(checkInId) } as const;
      return [{ set: `check-in-closing/${checkInId}`, due: closesAt, command }];
    }
    case 'CheckInClosed':
      return [{ cancel: `check-in-closing/${event.data.checkInId}` }];
    default:
      return [...sessionTimers(event), ...concernTimers(event)];
  }
}

const isOfAgreement = (event: SessionsEvent): event is AgreementEvent => Object.hasOwn(agreementSchemas, event.type);

function sessionTimers(event: SessionsEvent): Changes {
  switch (event.type) {
    case 'SessionScheduled':
    case 'SessionRescheduled':
      return [unrecorded(event.data)];
    case 'SessionCancelled':
    case 'SessionMissed':
      return [{ cancel: `unrecorded/${event.data.sessionId}` }];
    case 'SessionHeld':
      return [{ cancel: `unrecorded/${event.data.sessionId}` }, confirmation(event.data)];
    case 'SessionConfirmed':
    case 'SessionCorrected':
      return (['mentor', 'mentee'] as const).map((to) => ({ cancel: askTimer(event.data.pairingId, recordAsk(event.data, to)) }));
    default:
      return [];
  }
}

const recordAsk = ({ sessionId }: { readonly sessionId: string }, to: Side) =>
  ({ askId: `session-${sessionId}`, about: 'session-record', to }) as const;

function unrecorded({ sessionId, endsAt }: DataOf<'SessionScheduled' | 'SessionRescheduled'>): SessionsTimerChange {
  const due = `${addDays(dayOf(endsAt), RECORD_DAYS)}${endsAt.slice(10)}`;
  return { set: `unrecorded/${sessionId}`, due, command: { type: 'unrecorded', stream: sessionStream(sessionId) } };
}

function confirmation(data: DataOf<'SessionHeld'>): SessionsTimerChange {
  const ask = recordAsk(data, otherSide(data.by));
  const { pairingId, remindAt, recordedAt: from } = data;
  const command = { type: 'ask', stream: agreementStream(pairingId), ask, step: 'reminder', from } as const;
  return { set: askTimer(pairingId, ask), due: remindAt, command };
}

/** Both are reminded, whoever gave the reading at the end: a timer must not tell who did. */
function retest(to: Side, { pairingId, skill, assessedOn }: DataOf<'SkillAssessed'>): SessionsTimerChange {
  const ask = { askId: `retest-${skill}`, about: 'retest', to } as const;
  const due = startOf(addDays(assessedOn, RETEST_DAYS));
  const command = { type: 'ask', stream: agreementStream(pairingId), ask, step: 'reminder', from: due } as const;
  return { set: askTimer(pairingId, ask), due, command };
}

function concernTimers(event: SessionsEvent): Changes {
  switch (event.type) {
    case 'ConcernRaised':
      return [
        overdue('acknowledgement', event.data.concernId, acknowledgeBy(event.data.on)),
        overdue('feedback', event.data.concernId, feedbackBy(event.data.on)),
      ];
    case 'ConcernAcknowledged':
      return [{ cancel: `overdue/${event.data.concernId}/acknowledgement` }];
    case 'ConcernFeedbackGiven':
      return [{ cancel: `overdue/${event.data.concernId}/feedback` }];
    default:
      return [];
  }
}

function overdue(what: 'acknowledgement' | 'feedback', concernId: string, lastDay: string): SessionsTimerChange {
  const command = { type: 'overdue', stream: concernStream(concernId), what } as const;
  return { set: `overdue/${concernId}/${what}`, due: startOf(addDays(lastDay, 1)), command };
}
