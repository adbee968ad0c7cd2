import type { CommandTarget } from '@flipside/event-sourcing';
import type { EnrolmentCommand } from './domain/enrolment/commands.js';
import type { EnrolmentEvent } from './domain/enrolment/events.js';
import type { EnrolmentState } from './domain/enrolment/state.js';
import type { HrImportCommand } from './domain/hr-import/commands.js';
import type { HrImportState } from './domain/hr-import/decide.js';
import type { HrImportEvent } from './domain/hr-import/events.js';
import type { PersonCommand } from './domain/person/commands.js';
import type { PersonEvent } from './domain/person/events.js';
import type { PersonState } from './domain/person/state.js';
import type { ProgrammeCommand } from './domain/programme/commands.js';
import type { ProgrammeEvent } from './domain/programme/events.js';
import type { ProgrammeState } from './domain/programme/state.js';
import type { UnitCommand, UnitEvent, UnitState } from './domain/unit.js';

/** What takes commands, one a kind of stream. */
export interface Targets {
  readonly person: CommandTarget<PersonCommand, PersonEvent, PersonState>;
  readonly unit: CommandTarget<UnitCommand, UnitEvent, UnitState>;
  readonly programme: CommandTarget<ProgrammeCommand, ProgrammeEvent, ProgrammeState>;
  readonly hrImport: CommandTarget<HrImportCommand, HrImportEvent, HrImportState>;
  readonly enrolment: CommandTarget<EnrolmentCommand, EnrolmentEvent, EnrolmentState>;
}

/** Injection token of the targets. */
export const TARGETS = Symbol('Targets');

/** Injection token of the key store: hashes and cursors. */
export const KEYS = Symbol('Keys');

/** Injection token of the queue through which every change of a manager goes, so that no two close a circle together. */
export const MANAGER_CHANGES = Symbol('ManagerChanges');
