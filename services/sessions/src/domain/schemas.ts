import { agreementSchemas, type AgreementEvent } from './agreement/events.js';
import { assessmentSchemas, type AssessmentEvent } from './assessment/events.js';
import { checkInSchemas, type CheckInEvent } from './check-in/events.js';
import { concernSchemas, type ConcernEvent } from './concern/events.js';
import { insightSchemas, type InsightEvent } from './insight/events.js';
import { sessionSchemas, type SessionEvent } from './session/events.js';
import { sprintSchemas, type SprintEvent } from './sprint/events.js';
import { warningSchemas, type WarningEvent } from './warning/events.js';

/** Every event that this service stores. */
export type SessionsEvent =
  | AgreementEvent
  | SprintEvent
  | SessionEvent
  | AssessmentEvent
  | CheckInEvent
  | WarningEvent
  | ConcernEvent
  | InsightEvent;

/** How all of them are stored, for what follows several kinds of stream. */
export const sessionsSchemas = {
  ...agreementSchemas,
  ...sprintSchemas,
  ...sessionSchemas,
  ...assessmentSchemas,
  ...checkInSchemas,
  ...warningSchemas,
  ...concernSchemas,
  ...insightSchemas,
};
