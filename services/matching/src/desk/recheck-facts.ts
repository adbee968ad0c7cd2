import type { Employment } from '@flipside/contracts';
import { comparePositions, type Position } from '@flipside/event-sourcing';
import { readCheckpoint } from '@flipside/feeds';
import { joinMerged, KnownPeople, type KnownEnrolment, type KnownPerson, type KnownProgrammes } from '@flipside/participants-view';
import type { ReadModelReader } from '@flipside/read-models';
import type { Pool } from 'pg';
import type { Blocks } from '../read-models/blocks/blocks.projection.js';
import type { OpenRow, Pairings } from '../read-models/pairings/pairings.queries.js';
import type { EmploymentFrom, OpenPair, RecheckRule } from '../run/recheck.js';
import { linksOf } from '../scoring/snapshot.js';
import { ruleOf } from './pair-check.js';

export interface RecheckSources {
  readonly db: Pool;
  readonly people: ReadModelReader<KnownPerson>;
  readonly enrolments: ReadModelReader<KnownEnrolment>;
  readonly programmes: KnownProgrammes;
  readonly pairings: Pairings;
  readonly blocks: Blocks;
}

/** Open pairings with everything that they are checked by, on one day. */
export interface RecheckFacts {
  readonly rows: readonly OpenRow[];
  /** By programme. */
  readonly pairs: ReadonlyMap<string, readonly OpenPair[]>;
  readonly rules: ReadonlyMap<string, RecheckRule | undefined>;
  /** What holds on the day of everybody known. */
  readonly people: readonly EmploymentFrom[];
  /** Of whom something is known that day, by all their ids: theirs are the keys that a cause can be sealed under. */
  readonly known: ReadonlySet<string>;
}

type Fact = EmploymentFrom['employment'] & Pick<Employment, 'managers' | 'topOfTree'>;

/** Of each person the employment in force, and of it what is checked: a hundred thousand in about a second. */
const IN_FORCE = `
  select t.id, jsonb_build_object('managers', e->'managers', 'topOfTree', e->'topOfTree', 'level', e->'level', 'type', e->'type',
    'status', e->'status', 'startsOn', e->'startsOn', 'endsOn', coalesce(to_jsonb(t."leftOn"), e->'endsOn')) as fact
  from TABLE t, lateral (
    select f->'employment' as e from jsonb_array_elements(t.facts) f where f->>'effectiveOn' <= $1 order by f->>'effectiveOn' desc limit 1) held
  where not t.erased`;

export async function loadFacts(sources: RecheckSources, on: string): Promise<RecheckFacts> {
  const rows = await sources.pairings.openRows();
  if (rows.length === 0) return { rows, pairs: new Map(), rules: new Map(), people: [], known: new Set() };
  const [held, mergers, owners, blocks] = await Promise.all([
    heldOn(sources, on), new KnownPeople(sources.people).mergers(), ownChains(sources), sources.blocks.standing(),
  ]);
  const goesOn = (id: string | null): string | null => id && mergers.survivorOf(id);
  const keyOf = (one: string | null, other: string | null): string => pairKey(goesOn(one) ?? '', goesOn(other) ?? '');
  const blocked = new Set(blocks.map(([one, other]) => keyOf(one, other)));
  const open = rows.map(({ id, programmeId, mentorId, menteeId }): OpenPair & { readonly programmeId: string } => ({
    pairingId: id, programmeId, mentorId: goesOn(mentorId), menteeId: goesOn(menteeId),
    ownChain: owners.has(`${programmeId} ${mentorId}`), blocked: blocked.has(keyOf(mentorId, menteeId)),
  }));
  const pairs = Map.groupBy(open, ({ programmeId }) => programmeId);
  const rules = new Map(await Promise.all([...pairs.keys()].map(async (id) => {
    const programme = await sources.programmes.one(id);
    return [id, programme && ruleOf(programme)] as const;
  })));
  const people = [...joinMerged(held, mergers, on)].map(([personId, { managers, topOfTree, ...employment }]): EmploymentFrom => ({
    personId, effectiveOn: on, links: linksOf({ managers, topOfTree }), employment,
  }));
  return { rows, pairs, rules, people, known: new Set(held.keys()) };
}

/** Up to where participants' log is certainly in `loadFacts` that begin after this; undefined where that is not known. */
export async function knownUpTo({ db }: RecheckSources): Promise<Position | undefined> {
  return readCheckpoint(db, 'known-people', 'participants');
}

export function isCovered(position: Position, by: Position | undefined): boolean {
  return by !== undefined && comparePositions(position, by) <= 0;
}

async function heldOn({ db, people }: RecheckSources, on: string): Promise<ReadonlyMap<string, Fact>> {
  const { rows } = await db.query<{ readonly id: string; readonly fact: Fact }>(IN_FORCE.replace('TABLE', await people.table()), [on]);
  return new Map(rows.map(({ id, fact }) => [id, fact]));
}

/** Mentors who opted in to a leader of their own chain, by programme. */
async function ownChains({ enrolments }: RecheckSources): Promise<ReadonlySet<string>> {
  const rows = await enrolments.many(`where t."ownChain" and t.role = 'mentor'`);
  return new Set(rows.map(({ programmeId, personId }) => `${programmeId} ${personId}`));
}

function pairKey(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}
