import type { ParticipantsSealed } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import {
  KnownEnrolments, knownEnrolments, KnownPeople, knownPeople, KnownProgrammes, knownProgrammes, knownUnits, type KnownPerson, type KnownUnit,
} from '@flipside/participants-view';
import type { ServiceBase } from '@flipside/service-kit';
import type { ReadModelReader } from '@flipside/read-models';
import type { BlockRow } from './read-models/blocks/blocks.entity.js';
import { Blocks } from './read-models/blocks/blocks.projection.js';
import { Pairings } from './read-models/pairings/pairings.queries.js';
import { Runs } from './read-models/runs/runs.queries.js';

/** Everything that matching reads: its own rows, and what it knows of people. */
export interface Sources {
  readonly people: KnownPeople;
  readonly programmes: KnownProgrammes;
  readonly enrolments: KnownEnrolments;
  readonly units: ReadModelReader<KnownUnit>;
  readonly pairings: Pairings;
  readonly blocks: Blocks;
  readonly blockRows: ReadModelReader<BlockRow>;
  readonly runs: Runs;
  /** Ids of everybody who was erased. */
  erased(): Promise<readonly string[]>;
}

export function sourcesOf(base: ServiceBase): Sources {
  const everybody = base.reader<KnownPerson>('known-people');
  return {
    erased: async () => (await everybody.many('where t.erased order by t.id')).map(({ id }) => id),
    people: new KnownPeople(base.reader('known-people')),
    programmes: new KnownProgrammes(base.reader('known-programmes')),
    enrolments: new KnownEnrolments(base.reader('known-enrolments')),
    units: base.reader('known-units'),
    pairings: new Pairings(base.reader('pairings'), base.database.pool),
    blocks: new Blocks(base.reader('blocks')),
    blockRows: base.reader('blocks'),
    runs: new Runs(base.reader('runs')),
  };
}

/** Read models of what participants tells. */
export function knownProjections(feed: Feed<ParticipantsSealed>) {
  return [knownPeople(feed), knownProgrammes(feed), knownEnrolments(feed), knownUnits(feed)];
}
