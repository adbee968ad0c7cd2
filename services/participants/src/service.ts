import type { Position } from '@flipside/event-sourcing';
import { ownFeed } from '@flipside/feeds';
import { forgetErased, Humans, openEventStore, ServiceBase, type Engines, type RunningService, type ServiceConfig } from '@flipside/service-kit';
import { Confirmations } from './confirmations.js';
import { errorCodes } from './domain/error-codes.js';
import { enrolmentDecider } from './domain/enrolment/decide.js';
import { enrolmentSchemas } from './domain/enrolment/events.js';
import { hrImportDecider } from './domain/hr-import/decide.js';
import { hrImportSchemas } from './domain/hr-import/events.js';
import { personDecider } from './domain/person/decide.js';
import { personSchemas } from './domain/person/events.js';
import { programmeDecider } from './domain/programme/decide.js';
import { programmeSchemas } from './domain/programme/events.js';
import { unitDecider, unitSchemas } from './domain/unit.js';
import { AdminOfQueriedProgramme, EnrolmentListsController } from './http/enrolment-lists.controller.js';
import { EnrolmentController } from './http/enrolment.controller.js';
import { acceptFiles } from './http/accept-files.js';
import { ConsentController } from './http/consent.controller.js';
import { HrController } from './http/hr.controller.js';
import { HrDesk } from './http/hr-desk.js';
import { HrImportController } from './http/hr-import.controller.js';
import { HrMappingController } from './http/hr-mapping.controller.js';
import { AdminOfEnrolment, AdminOfProgramme, LineManagerOfEnrolled, OfficeInProgramme, OwnEnrolment, Self } from './http/owners.js';
import { PersonController } from './http/person.controller.js';
import { ProgrammeController } from './http/programme.controller.js';
import { ProgrammeListController } from './http/programme-list.controller.js';
import { ProgrammeNoticeController } from './http/programme-notice.controller.js';
import { UnitController } from './http/unit.controller.js';
import { ImportFiles } from './import/engine/files.js';
import { ImportRun } from './import/engine/run-import.js';
import { searchBy } from './import/search.js';
import { assignClasses } from './policies/assign-classes.js';
import { onConsents } from './policies/on-consents.js';
import { onHrImport } from './policies/on-hr-import.js';
import { onPeople } from './policies/on-people.js';
import { EnrolmentRow } from './read-models/enrolments/enrolments.entity.js';
import { enrolmentsProjection } from './read-models/enrolments/enrolments.projection.js';
import { Enrolments } from './read-models/enrolments/enrolments.queries.js';
import { ImportRow, RejectionRow } from './read-models/imports/imports.entity.js';
import { importsProjection, rejectionsProjection } from './read-models/imports/imports.projection.js';
import { Imports } from './read-models/imports/imports.queries.js';
import { migrations } from './read-models/migrations.js';
import { Organisation } from './read-models/organisation.js';
import { PersonRow } from './read-models/people/people.entity.js';
import { People } from './read-models/people/people.queries.js';
import { peopleProjection } from './read-models/people/people.projection.js';
import { ProgrammeRow } from './read-models/programmes/programmes.entity.js';
import { programmesProjection } from './read-models/programmes/programmes.projection.js';
import { Programmes } from './read-models/programmes/programmes.queries.js';
import { UnitRow } from './read-models/units/units.entity.js';
import { unitsProjection } from './read-models/units/units.projection.js';
import { toContract } from './relay/to-contract.js';
import { fireTimer } from './timers/fire.js';
import { peopleTimers } from './timers/people-timers.js';
import { onlyTypes } from './only-types.js';
import { KEYS, MANAGER_CHANGES, TARGETS, type Targets } from './targets.js';

const entities = [PersonRow, UnitRow, ProgrammeRow, EnrolmentRow, ImportRow, RejectionRow];

/** The composition root of participants: the only file that names adapters. */
export async function createService(config: ServiceConfig, engines: Engines): Promise<RunningService> {
  const store = await openEventStore(config, 'participants');
  const schema = { name: 'participants', entities, migrations, toContract } as const;
  const base = await ServiceBase.open(schema, config, engines, store);
  const { pool } = base.database;
  const { keys } = base.privacy;
  const targets: Targets = {
    person: base.target(personSchemas, personDecider),
    unit: base.target(unitSchemas, unitDecider),
    programme: base.target(programmeSchemas, programmeDecider),
    enrolment: base.target(enrolmentSchemas, enrolmentDecider),
    hrImport: base.target(hrImportSchemas, hrImportDecider),
  };
  const people = base.own(personSchemas, ['person']);
  const turns = onlyTypes(targets.person.codec, ['PersonLeft', 'PersonErased', 'PersonsMerged', 'ConsentWithdrawn']);
  const leaving = ownFeed(store, turns, 'participants', ['person']);
  const imports = base.own(hrImportSchemas, ['hrImport']);
  const search = searchBy(keys.hash);
  const files = new ImportFiles(pool);
  const managerChanges = base.serial('manager-changes');
  const organisation = new Organisation(base.reader('people'), base.reader('units'));
  const directory = new People(base.reader('people'), pool);
  const enrolments = new Enrolments(base.reader('enrolments'));
  const reached = (position: Position): Promise<void> => base.reached('participants', position);
  const run = new ImportRun({
    files, targets, search, organisation, managerChanges, bulk: base.bulk, hash: keys.hash, people: base.reader('people'),
    caughtUp: async () => reached(await store.head()),
  });
  const service = await base.assemble({
    errorCodes,
    humans: new Humans((ids) => directory.mergersOf(ids)),
    controllers: [
      ProgrammeController, ProgrammeListController, ProgrammeNoticeController, PersonController, HrController, ConsentController, UnitController,
      EnrolmentController, EnrolmentListsController, HrMappingController, HrImportController,
    ],
    providers: [
      AdminOfProgramme, OfficeInProgramme, Self,
      AdminOfEnrolment, AdminOfQueriedProgramme, LineManagerOfEnrolled, OwnEnrolment,
      HrDesk,
      { provide: Confirmations, useValue: new Confirmations(pool) },
      { provide: TARGETS, useValue: targets },
      { provide: KEYS, useValue: keys },
      { provide: MANAGER_CHANGES, useValue: managerChanges },
      { provide: ImportFiles, useValue: files },
      { provide: ImportRun, useValue: run },
      { provide: Imports, useValue: new Imports(base.reader('imports'), base.reader('rejections')) },
      { provide: People, useValue: directory },
      { provide: Enrolments, useValue: enrolments },
      { provide: Programmes, useValue: new Programmes(base.reader('programmes')) },
      { provide: Organisation, useValue: organisation },
    ],
    projections: [
      peopleProjection(people, search),
      unitsProjection(base.own(unitSchemas, ['unit'])),
      programmesProjection(base.own(programmeSchemas, ['programme'])),
      enrolmentsProjection(base.own(enrolmentSchemas, ['enrolment'])),
      importsProjection(imports),
      rejectionsProjection(imports),
    ],
    policies: [
      forgetErased(leaving, keys.ring),
      onConsents(leaving, keys.ring),
      onHrImport(imports, run),
      base.once(onPeople({ feed: leaving, targets, enrolments, files, reached })),
      base.once(assignClasses({
        feed: base.own({ ...hrImportSchemas, ...programmeSchemas }, ['hrImport', 'programme']),
        targets, people: directory, organisation, reached,
      })),
    ],
    timers: { rules: peopleTimers as never, feeds: [people as never], fire: fireTimer({ targets, enrolments }) },
  });
  acceptFiles(service.app);
  return service;
}
