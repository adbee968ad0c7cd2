import type { CommandTarget } from '@flipside/event-sourcing';
import type { AgreementCommand } from './domain/agreement/commands.js';
import type { AgreementEvent } from './domain/agreement/events.js';
import type { AgreementState } from './domain/agreement/state.js';
import type { AssessmentCommand, AssessmentState } from './domain/assessment/decide.js';
import type { AssessmentEvent } from './domain/assessment/events.js';
import type { CheckInCommand, CheckInState } from './domain/check-in/decide.js';
import type { CheckInEvent } from './domain/check-in/events.js';
import type { ConcernCommand } from './domain/concern/commands.js';
import type { ConcernEvent } from './domain/concern/events.js';
import type { ConcernState } from './domain/concern/state.js';
import type { InsightCommand, InsightState } from './domain/insight/decide.js';
import type { InsightEvent } from './domain/insight/events.js';
import type { SessionCommand } from './domain/session/commands.js';
import type { SessionEvent } from './domain/session/events.js';
import type { SessionState } from './domain/session/state.js';
import type { SprintCommand } from './domain/sprint/commands.js';
import type { SprintState } from './domain/sprint/decide.js';
import type { SprintEvent } from './domain/sprint/events.js';
import type { WarningCommand, WarningState } from './domain/warning/decide.js';
import type { WarningEvent } from './domain/warning/events.js';

/** What takes commands, one a kind of stream. */
export interface Targets {
  readonly agreement: CommandTarget<AgreementCommand, AgreementEvent, AgreementState>;
  readonly sprint: CommandTarget<SprintCommand, SprintEvent, SprintState>;
  readonly session: CommandTarget<SessionCommand, SessionEvent, SessionState>;
  readonly assessment: CommandTarget<AssessmentCommand, AssessmentEvent, AssessmentState>;
  readonly checkIn: CommandTarget<CheckInCommand, CheckInEvent, CheckInState>;
  readonly warning: CommandTarget<WarningCommand, WarningEvent, WarningState>;
  readonly concern: CommandTarget<ConcernCommand, ConcernEvent, ConcernState>;
  readonly insight: CommandTarget<InsightCommand, InsightEvent, InsightState>;
}

/** Injection token of the targets. */
export const TARGETS = Symbol('Targets');

/** Injection token of the key store: hashes and cursors. */
export const KEYS = Symbol('Keys');
