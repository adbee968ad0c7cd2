import type { ParticipantsSealed } from '@flipside/contracts';
import { formatPosition, parsePosition, type Position, type Recorded } from '@flipside/event-sourcing';
import type { Feed } from '@flipside/feeds';
import {
  knownEnrolments, knownPeople, knownProgrammes, knownUnits, type KnownEnrolment, type KnownPerson, type KnownProgramme, type KnownUnit,
} from '@flipside/participants-view';
import type { BlockEvent } from '../domain/block.js';
import type { MatchRunEvent, WhatIf } from '../domain/match-run/events.js';
import type { PairingEvent } from '../domain/pairing/events.js';
import type { BlockRow } from '../read-models/blocks/blocks.entity.js';
import { blocksProjection } from '../read-models/blocks/blocks.projection.js';
import type { PairingRow } from '../read-models/pairings/pairings.entity.js';
import { pairingsProjection } from '../read-models/pairings/pairings.projection.js';
import type { Snapshot } from '../scoring/snapshot.js';
import type { Sources } from '../sources.js';
import { buildSnapshot, type SnapshotSources } from './build-snapshot.js';
import { foldUpTo, toldAfter, type Reading } from './replay.js';

export type Requested = Extract<MatchRunEvent, { type: 'MatchRunRequested' }>['data'];

/** What a snapshot is asked for; positions only where it has to be that of a run. */
export type Wanted = Pick<Requested, 'programmeId' | 'cohort' | 'asOf' | 'policy' | 'window'>;

/** The logs that snapshots are made of. */
export interface Logs {
  readonly people: Feed<ParticipantsSealed>;
  readonly pairings: Feed<Recorded<PairingEvent>>;
  readonly blocks: Feed<Recorded<BlockEvent>>;
}

interface Extra {
  readonly added?: WhatIf['added'];
  readonly also?: readonly string[];
  /** Ends it early. */
  readonly signal?: AbortSignal;
  /** How much of the events is read, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

type Rows = Pick<SnapshotSources, 'people' | 'units' | 'enrolments' | 'pairings' | 'blocks'> & { readonly programme: KnownProgramme | undefined };

const MATTER = ['person-', 'enrolment-', 'programme-', 'unit-'];
const isOfSnapshots = ({ stream }: { readonly stream: string }): boolean => MATTER.some((category) => stream.startsWith(category));

/** Snapshots from read models, and again from the events themselves. */
export class SnapshotDesk {
  constructor(
    private readonly sources: Sources,
    private readonly logs: Logs,
  ) {}

  /** How far each log goes now: what a run that is requested now is computed from. */
  async heads(): Promise<Requested['sources']> {
    const [participants, matching] = await Promise.all([this.logs.people.head(), this.logs.pairings.head()]);
    return { participants: formatPosition(participants), matching: formatPosition(matching) };
  }

  /** As people are known now, as if nothing had ever been between any two of them: every place, every leader and every pair is in it. */
  async allWaiting(wanted: Wanted): Promise<Snapshot> {
    return made(wanted, { ...(await this.rowsNow(wanted.programmeId)), pairings: [], blocks: [] });
  }

  /** Whether participants told anything since a position, `epoch:n`, that a snapshot may be made of. */
  hasMoved(since: string): Promise<boolean> {
    return toldAfter(this.logs.people, parsePosition(since), isOfSnapshots);
  }

  /**
   * As everything was at the positions that a request recorded: read models must have reached them. Where a log has gone on
   * since, they are too far, and what they hold of it is made from its events.
   */
  async at(requested: Requested, extra: Extra = {}): Promise<Snapshot> {
    const { signal } = extra;
    const rows = await this.rowsNow(requested.programmeId);
    const [people, own] = placesOf(requested);
    const [peopleMoved, pairingsMoved, blocksMoved] = await Promise.all([
      toldAfter(this.logs.people, people, isOfSnapshots, signal),
      toldAfter(this.logs.pairings, own, () => true, signal),
      toldAfter(this.logs.blocks, own, () => true, signal),
    ]);
    const [ofPeople, ofPairs] = await Promise.all([
      peopleMoved ? this.peopleFromEvents(requested, { signal }) : undefined,
      pairingsMoved || blocksMoved ? this.pairsFromEvents(requested, { signal }) : undefined,
    ]);
    return made(requested, { ...rows, ...ofPeople, ...ofPairs }, extra);
  }

  /** From the events alone, up to the recorded positions. @param extra.also people who are in it whatever leads to them. */
  async fromEvents(requested: Requested, extra: Extra = {}): Promise<Snapshot> {
    const { signal, onProgress } = extra;
    const [people, own] = placesOf(requested);
    const all = Number(people.n + 2n * own.n);
    let read = 0;
    const reading: Reading = { signal, onRead: (events) => onProgress?.(Math.min(1, (read += events) / all)) };
    const [ofPeople, ofPairs] = await Promise.all([this.peopleFromEvents(requested, reading), this.pairsFromEvents(requested, reading)]);
    return made(requested, { ...ofPeople, ...ofPairs }, extra);
  }

  private async peopleFromEvents(requested: Requested, reading: Reading): Promise<Pick<Rows, 'people' | 'units' | 'enrolments' | 'programme'>> {
    const feed = this.logs.people;
    const [until] = placesOf(requested);
    const told = await foldUpTo(feed, until, [knownPeople(feed), knownUnits(feed), knownEnrolments(feed), knownProgrammes(feed)], reading);
    const [people, units, enrolments, programmes] = told as unknown as [
      ReadonlyMap<string, KnownPerson>, ReadonlyMap<string, KnownUnit>, ReadonlyMap<string, KnownEnrolment>, ReadonlyMap<string, KnownProgramme>,
    ];
    // Whoever was erased since has nothing left to be known by; no row about them could be kept.
    const gone = new Set(await this.sources.erased());
    const present = new Map([...people].filter(([id]) => !gone.has(id)));
    return { people: present, units, enrolments: ordered(enrolments), programme: programmes.get(requested.programmeId) };
  }

  private async pairsFromEvents(requested: Requested, reading: Reading): Promise<Pick<Rows, 'pairings' | 'blocks'>> {
    const { logs } = this;
    const [, until] = placesOf(requested);
    const [[pairings], [blocks]] = await Promise.all([
      foldUpTo(logs.pairings, until, [pairingsProjection(logs.pairings)], reading),
      foldUpTo(logs.blocks, until, [blocksProjection(logs.blocks)], reading),
    ]);
    const standing = [...(blocks as ReadonlyMap<string, BlockRow>).values()].filter((row) => row.standing);
    return {
      pairings: ordered(pairings as ReadonlyMap<string, PairingRow>), blocks: standing.flatMap((row) => (row.people ? [row.people] : [])),
    };
  }

  private async rowsNow(programmeId: string): Promise<Rows> {
    const { people, programmes, enrolments, units, pairings, blocks } = this.sources;
    const [programme, everybody, unitRows, enrolled, pairingRows, standing] = await Promise.all([
      programmes.one(programmeId), people.all(), units.many(''), enrolments.all(), pairings.all(), blocks.standing(),
    ]);
    const byId = <R extends { readonly id: string }>(rows: readonly R[]): ReadonlyMap<string, R> => new Map(rows.map((row) => [row.id, row]));
    return { programme, people: byId(everybody), units: byId(unitRows), enrolments: enrolled, pairings: pairingRows, blocks: standing };
  }
}

/** Positions of participants and of matching itself. A request that names none began at the beginning. */
function placesOf({ sources }: Pick<Requested, 'sources'>): readonly [Position, Position] {
  const of = (service: string): Position => (sources[service] === undefined ? { epoch: 1, n: 0n } : parsePosition(sources[service]));
  return [of('participants'), of('matching')];
}

function made({ cohort, asOf, policy, window }: Wanted, { programme, ...rows }: Rows, extra: Extra = {}): Snapshot {
  if (!programme?.policy) throw new Error('the programme of a run has no policy');
  return buildSnapshot({ ...rows, ...extra, cohort, asOf, programme: { ...programme, policy: { ...programme.policy, matching: policy, window } } });
}

function ordered<R extends { readonly id: string }>(rows: ReadonlyMap<string, R>): readonly R[] {
  return [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
