import type { ParticipantsSealed, SessionsSealed } from '@flipside/contracts';
import { KnownEnrolment, KnownPeople, KnownPerson, KnownProgramme, KnownProgrammes, KnownUnit } from '@flipside/participants-view';
import { forgetErased, Humans, refoldTimer, openEventStore, ServiceBase, type Engines, type RunningService, type ServiceConfig } from '@flipside/service-kit';
import { NextBest } from './desk/next-best.js';
import { Offers } from './desk/offers.js';
import { Overrides } from './desk/overrides.js';
import { PairingDesk } from './desk/pairing-desk.js';
import { Recheck } from './desk/recheck.js';
import { blockDecider, blockSchemas } from './domain/block.js';
import { errorCodes } from './domain/error-codes.js';
import { matchRunDecider } from './domain/match-run/decide.js';
import { matchRunSchemas } from './domain/match-run/events.js';
import { pairingDecider } from './domain/pairing/decide.js';
import { pairingSchemas } from './domain/pairing/schemas.js';
import { BlockController } from './http/block.controller.js';
import { AdminOfNamedProgramme, AdminOfPairing, AdminOfRun, CustodianOfNamedProgramme, CustodianOfRun, MemberOfPairing } from './http/owners.js';
import { PairingController } from './http/pairing.controller.js';
import { ResultController } from './http/result.controller.js';
import { RunController } from './http/run.controller.js';
import { artefactSchemas } from './ledger/artefact-rows.js';
import { RunArtefacts } from './ledger/artefacts.js';
import { QuestionDesk } from './ledger/question-desk.js';
import { onRunRequested, placeOf, RunDesk } from './ledger/run-desk.js';
import { ProgressOfRuns } from './ledger/run-progress.js';
import { RunRequests } from './ledger/run-requests.js';
import { onAbsence } from './policies/on-absence.js';
import { onAgreement } from './policies/on-agreement.js';
import { onBlock } from './policies/on-block.js';
import { onOfferLost } from './policies/on-offer-lost.js';
import { onPeople } from './policies/on-people.js';
import { onRunPublished } from './policies/on-run-published.js';
import { BlockRow } from './read-models/blocks/blocks.entity.js';
import { Blocks, blocksProjection } from './read-models/blocks/blocks.projection.js';
import { migrations } from './read-models/migrations.js';
import { PairingRow } from './read-models/pairings/pairings.entity.js';
import { pairingsProjection } from './read-models/pairings/pairings.projection.js';
import { Pairings } from './read-models/pairings/pairings.queries.js';
import { RunRow } from './read-models/runs/runs.entity.js';
import { runsProjection } from './read-models/runs/runs.projection.js';
import { Runs } from './read-models/runs/runs.queries.js';
import { toContract } from './relay/to-contract.js';
import { SnapshotDesk } from './snapshots/snapshot-desk.js';
import { knownProjections, sourcesOf } from './sources.js';
import { KEYS, TARGETS, type Targets } from './targets.js';
import { atOnce, fireTimer } from './timers/fire.js';
import { pairingTimers } from './timers/pairing-timers.js';
import { peopleTimers } from './timers/people-timers.js';

const entities = [KnownPerson, KnownProgramme, KnownEnrolment, KnownUnit, PairingRow, BlockRow, RunRow];

/** Read models in which something stands opened that the log has sealed: wishes, offers, why two fit, who blocked whom. */
const HOLDING_SEALED = ['known-enrolments', 'pairings', 'blocks'];

/** The composition root of matching: the only file that names adapters. */
export async function createService(config: ServiceConfig, engines: Engines): Promise<RunningService> {
  const store = await openEventStore(config, 'matching');
  const base = await ServiceBase.open({ name: 'matching', entities, migrations, toContract }, config, engines, store);
  const targets: Targets = {
    run: base.target(matchRunSchemas, matchRunDecider),
    pairing: base.target(pairingSchemas, pairingDecider),
    block: base.target(blockSchemas, blockDecider),
  };
  const people = base.contracts<ParticipantsSealed>('participants', 'sealed');
  const pairings = base.own(pairingSchemas, ['pairing']);
  const blocks = base.own(blockSchemas, ['block']);
  const sources = sourcesOf(base);
  const { keys } = base.privacy;
  const checks = { ...sources, blocks: sources.blockRows, hash: keys.hash };
  const desk = new PairingDesk(targets.pairing, checks, () => base.caughtUp(), base.serial('places'));
  const recheck = new Recheck(desk, {
    ...sources, db: base.database.pool, people: base.reader('known-people'), enrolments: base.reader('known-enrolments'),
  });
  const runFeed = base.own(matchRunSchemas, ['matchRun']);
  const artefacts = new RunArtefacts(base.database.pool, base.privacy.codec(artefactSchemas), keys.hash);
  const snapshots = new SnapshotDesk(sources, { people, pairings, blocks });
  const runs = new RunDesk({ targets, sources, artefacts, snapshots, progress: new ProgressOfRuns(base.database.pool) });
  const questions = new QuestionDesk(sources, artefacts);
  const offers = new Offers(desk, sources);
  const ready = async (wanted: Readonly<Record<string, string>>): Promise<void> => {
    for (const source of ['participants', 'matching'] as const) {
      const position = placeOf(wanted, source);
      if (position && position.n > 0n) await base.reached(source, position);
    }
  };
  const next = new NextBest(sources, snapshots, ready);
  return base.assemble({
    errorCodes,
    humans: new Humans((ids) => sources.people.mergersOf(ids)),
    controllers: [PairingController, BlockController, RunController, ResultController],
    providers: [
      AdminOfNamedProgramme, AdminOfPairing, AdminOfRun, CustodianOfNamedProgramme, CustodianOfRun, MemberOfPairing,
      { provide: TARGETS, useValue: targets },
      { provide: KEYS, useValue: keys },
      { provide: PairingDesk, useValue: desk },
      { provide: KnownPeople, useValue: sources.people },
      { provide: KnownProgrammes, useValue: sources.programmes },
      { provide: Pairings, useValue: sources.pairings },
      { provide: Blocks, useValue: sources.blocks },
      { provide: Runs, useValue: sources.runs },
      { provide: RunDesk, useValue: runs },
      { provide: RunRequests, useValue: new RunRequests(sources, snapshots) },
      { provide: QuestionDesk, useValue: questions },
      { provide: Overrides, useValue: new Overrides(desk, questions, sources) },
    ],
    projections: [
      ...knownProjections(people), pairingsProjection(pairings), blocksProjection(blocks),
      runsProjection(runFeed),
    ],
    policies: [
      base.once(onPeople({
        feed: people, recheck, desk, pairings: sources.pairings, known: ({ position }) => base.reached('participants', position),
        now: () => engines.clock.now(),
      })),
      onAbsence({ feed: people, desk, people: sources.people, pairings: sources.pairings, known: ({ position }) => base.reached('participants', position) }),
      onAgreement(base.contracts<SessionsSealed>('sessions', 'sealed'), desk, sources.pairings),
      base.once(onBlock(blocks, desk, sources.pairings)),
      onRunRequested(runFeed, runs, ready),
      base.once(onRunPublished(runFeed, offers, runs)),
      base.once(onOfferLost({ feed: pairings, offers, next, published: sources.runs, pairings: sources.pairings, caughtUp: () => base.caughtUp() })),
      forgetErased(people, keys.ring),
    ],
    timers: {
      rules: ((event: never) => [...pairingTimers(event), ...peopleTimers(event), ...refoldTimer(event)]) as never,
      feeds: [pairings as never, people as never],
      fire: fireTimer(desk, recheck, () => base.refold(HOLDING_SEALED)), atOnce,
    },
  });
}
