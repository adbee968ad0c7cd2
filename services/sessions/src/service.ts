import type { MatchingSealed, ParticipantsSealed } from '@flipside/contracts';
import {
  KnownEnrolment, KnownEnrolments, knownEnrolments, KnownPeople, knownPeople, KnownPerson, KnownProgramme, KnownProgrammes, knownProgrammes,
} from '@flipside/participants-view';
import { forgetErased, Humans, openEventStore, refoldTimer, ServiceBase, type Engines, type RunningService, type ServiceConfig, type TimerRules } from '@flipside/service-kit';
import { Calendars } from './desk/calendars.js';
import { CheckInDesk } from './desk/check-in-desk.js';
import { SessionDesk } from './desk/session-desk.js';
import { errorCodes } from './domain/error-codes.js';
import { sessionsSchemas, type SessionsEvent } from './domain/schemas.js';
import { controllers, guards } from './http/routes.js';
import { onPairing } from './policies/on-pairing.js';
import { onSession } from './policies/on-session.js';
import { onWarning } from './policies/on-warning.js';
import { aliasIn } from './read-models/in-the-open.js';
import { migrations } from './read-models/migrations.js';
import { openReadModels, rows } from './read-models/read-models.js';
import { toContract } from './relay/to-contract.js';
import { KEYS, TARGETS } from './targets.js';
import { openTargets, ownFeeds } from './streams.js';
import { fireTimer } from './timers/fire-timer.js';
import { timerRules } from './timers/rules.js';

const CATEGORIES = ['agreement', 'sprint', 'session', 'assessment', 'checkIn', 'warning', 'concern', 'insight'] as const;

/** Read models in which something stands opened that the log has sealed: aliases of who raised, answered or reached. */
const HOLDING_SEALED = ['known-enrolments', 'check-ins', 'concerns', 'insights', 'warnings'];

/** The composition root of sessions: the only file that names adapters. */
export async function createService(config: ServiceConfig, engines: Engines): Promise<RunningService> {
  const store = await openEventStore(config, 'sessions');
  const entities = [KnownPerson, KnownProgramme, KnownEnrolment, ...rows];
  const base = await ServiceBase.open({ name: 'sessions', entities, migrations, toContract }, config, engines, store);
  const people = base.contracts<ParticipantsSealed>('participants', 'sealed');
  const matching = base.contracts<MatchingSealed>('matching', 'sealed');
  const targets = openTargets(base);
  const own = ownFeeds(base);
  const alias = (table: string) => aliasIn(base.privacy.keys.hash, table);
  const models = openReadModels(base, own, matching, alias);
  const programmes = new KnownProgrammes(base.reader('known-programmes'));
  const knownPersons = new KnownPeople(base.reader('known-people'));
  const caughtUp = (): Promise<void> => base.caughtUp();
  const calendars = new Calendars(knownPersons);
  const desk = new SessionDesk(targets, models.sessions, models.sprints, caughtUp, base.serial('agreements'));
  const checkIns = new CheckInDesk(models.checkIns, knownPersons, caughtUp, base.serial('check-ins'));
  return base.assemble({
    errorCodes,
    humans: new Humans((ids) => knownPersons.mergersOf(ids)),
    controllers,
    providers: [
      ...guards,
      ...models.providers,
      { provide: TARGETS, useValue: targets },
      { provide: KEYS, useValue: base.privacy.keys },
      { provide: KnownProgrammes, useValue: programmes },
      { provide: KnownPeople, useValue: knownPersons },
      { provide: KnownEnrolments, useValue: new KnownEnrolments(base.reader('known-enrolments')) },
      { provide: Calendars, useValue: calendars },
      { provide: SessionDesk, useValue: desk },
      { provide: CheckInDesk, useValue: checkIns },
    ],
    projections: [...models.projections, knownPeople(people), knownProgrammes(people), knownEnrolments(people)],
    policies: [
      base.once(onPairing(matching, targets, desk)),
      onSession(own.session, targets),
      onWarning(own.warning, targets, programmes, knownPersons),
      forgetErased(people, base.privacy.keys.ring),
    ],
    timers: {
      rules: ((event: never) => [...timerRules(event), ...refoldTimer(event)]) as TimerRules<never>,
      feeds: [base.own<SessionsEvent>(sessionsSchemas, CATEGORIES) as never, people as never],
      fire: fireTimer({ targets, calendars, checkIns, refold: () => base.refold(HOLDING_SEALED) }),
    },
  });
}
