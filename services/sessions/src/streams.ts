import type { ServiceBase } from '@flipside/service-kit';
import { agreementDecider } from './domain/agreement/decide.js';
import { agreementSchemas } from './domain/agreement/events.js';
import { assessmentDecider } from './domain/assessment/decide.js';
import { assessmentSchemas } from './domain/assessment/events.js';
import { checkInDecider } from './domain/check-in/decide.js';
import { checkInSchemas } from './domain/check-in/events.js';
import { concernDecider } from './domain/concern/decide.js';
import { concernSchemas } from './domain/concern/events.js';
import { insightDecider } from './domain/insight/decide.js';
import { insightSchemas } from './domain/insight/events.js';
import { sessionDecider } from './domain/session/decide.js';
import { sessionSchemas } from './domain/session/events.js';
import { sprintDecider } from './domain/sprint/decide.js';
import { sprintSchemas } from './domain/sprint/events.js';
import { warningDecider } from './domain/warning/decide.js';
import { warningSchemas } from './domain/warning/events.js';
import type { Targets } from './targets.js';

export function openTargets(base: ServiceBase): Targets {
  return {
    agreement: base.target(agreementSchemas, agreementDecider),
    sprint: base.target(sprintSchemas, sprintDecider),
    session: base.target(sessionSchemas, sessionDecider),
    assessment: base.target(assessmentSchemas, assessmentDecider),
    checkIn: base.target(checkInSchemas, checkInDecider),
    warning: base.target(warningSchemas, warningDecider),
    concern: base.target(concernSchemas, concernDecider),
    insight: base.target(insightSchemas, insightDecider),
  };
}

export type OwnFeeds = ReturnType<typeof ownFeeds>;

/** The service's own events, one feed a kind of stream. */
export function ownFeeds(base: ServiceBase) {
  return {
    agreement: base.own(agreementSchemas, ['agreement']),
    sprint: base.own(sprintSchemas, ['sprint']),
    session: base.own(sessionSchemas, ['session']),
    assessment: base.own(assessmentSchemas, ['assessment']),
    checkIn: base.own(checkInSchemas, ['checkIn']),
    warning: base.own(warningSchemas, ['warning']),
    concern: base.own(concernSchemas, ['concern']),
    insight: base.own(insightSchemas, ['insight']),
  };
}
