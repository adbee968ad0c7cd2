import type { ParticipantsPublic, ParticipantsSealed, SessionsSealed } from '@flipside/contracts';
import { KnownProgramme, KnownProgrammes, knownProgrammes } from '@flipside/participants-view';
import { forgetErased, Humans, openEventStore, ServiceBase, type Engines, type RunningService, type ServiceConfig, type TimerCommand } from '@flipside/service-kit';
import { errorCodes } from './domain/error-codes.js';
import { releaseDecider, releaseSchemas } from './domain/release.js';
import type { Period } from './figures/figure.js';
import { FiguresController, RunsProgramme } from './http/figures.controller.js';
import { migrations } from './read-models/migrations.js';
import { ReleaseRow } from './read-models/releases/releases.entity.js';
import { Releases, releasesProjection } from './read-models/releases/releases.projection.js';
import { ToldPublicly, ToldSealed } from './read-models/told/told.entity.js';
import { toldPublicly, toldSealed } from './read-models/told/told.projection.js';
import { Told } from './read-models/told/told.queries.js';
import { toContract } from './relay/to-contract.js';
import { FigureReader } from './releases/figures-read.js';
import { ReleaseDesk } from './releases/release-desk.js';
import { releaseTimers } from './timers/release-timers.js';

const SOURCES = ['participants', 'matching', 'sessions'] as const;

/** The composition root of analytics: the only file that names adapters. */
export async function createService(config: ServiceConfig, engines: Engines): Promise<RunningService> {
  const store = await openEventStore(config, 'analytics');
  const schema = { name: 'analytics', entities: [KnownProgramme, ToldPublicly, ToldSealed, ReleaseRow], migrations, toContract } as const;
  const base = await ServiceBase.open(schema, config, engines, store);
  const people = base.contracts<ParticipantsSealed>('participants', 'sealed', ['programme']);
  const programmes = new KnownProgrammes(base.reader('known-programmes'));
  const told = new Told(base.reader('told-public'), base.reader('told-sealed'), base.privacy.openAnew);
  const releases = new Releases(base.reader('releases'));
  const desk = new ReleaseDesk({
    target: base.target(releaseSchemas, releaseDecider),
    told,
    queue: base.serial('releases'),
    db: base.database.pool,
    hash: base.privacy.keys.hash,
    kOf: async (programmeId) => (await programmes.one(programmeId))?.policy?.k ?? 5,
  });
  const sessions = base.contracts<SessionsSealed>('sessions', 'sealed', ['checkIn']);
  return base.assemble({
    errorCodes,
    humans: new Humans(async () => (await told.mergers()).map(({ absorbedId, survivorId }) => ({ id: absorbedId, into: survivorId }))),
    controllers: [FiguresController],
    providers: [
      RunsProgramme,
      { provide: KnownProgrammes, useValue: programmes },
      { provide: Releases, useValue: releases },
      { provide: FigureReader, useValue: new FigureReader(told, releases) },
    ],
    projections: [
      knownProgrammes(people),
      toldPublicly(SOURCES.map((source) => base.unopened(source, 'public'))),
      toldSealed(SOURCES.map((source) => base.unopened(source, 'sealed'))),
      releasesProjection(base.own(releaseSchemas, ['release'])),
    ],
    policies: [forgetErased(base.contracts<ParticipantsPublic>('participants', 'public'), base.privacy.keys.ring)],
    timers: {
      rules: releaseTimers as never,
      feeds: [people as never, sessions as never],
      fire: ({ command }, context) => desk.release(command.programmeId as string, periodOf(command), context),
    },
  });
}

function periodOf(command: TimerCommand): Period {
  return command.type === 'release-month' ? { month: command.month as string } : { round: command.round as number };
}
