import type { PairingSide } from '@flipside/contracts';
import type { KeyedHash } from '@flipside/privacy';
import type { KnownEnrolments, KnownPeople, KnownProgramme, KnownProgrammes, Mergers } from '@flipside/participants-view';
import type { BlockRow } from '../read-models/blocks/blocks.entity.js';
import type { PairingRow } from '../read-models/pairings/pairings.entity.js';
import type { Pairings } from '../read-models/pairings/pairings.queries.js';
import { pairIdOf } from '../pair-id.js';
import { brokenOn, type BrokenNow, type OpenPair, type RecheckRule } from '../run/recheck.js';
import { reachUp } from './reach.js';

/** What stands against a pairing now. Not told to anybody; it becomes the sealed cause of a pause. */
export type Standing = BrokenNow | 'capacity';

export interface Pair {
  readonly pairingId: string;
  readonly programmeId: string;
  readonly mentorId: string;
  readonly menteeId: string;
}

export interface CheckSources {
  readonly people: KnownPeople;
  readonly programmes: KnownProgrammes;
  readonly enrolments: KnownEnrolments;
  readonly pairings: Pairings;
  readonly blocks: { one(id: string): Promise<BlockRow | undefined> };
  readonly hash: KeyedHash;
}

/**
 * What is checked at every decision on a pairing and again when facts of either chain change, by the same rule: power
 * distance, blocks, end of employment, eligibility, and for what takes a place, capacity. Nothing else: a promoted mentor is a
 * success.
 *
 * @param on the day for which it is asked, `YYYY-MM-DD`. @returns the first thing that stands against it.
 */
export async function standingAgainst(sources: CheckSources, pair: Pair, on: string, takesPlace: boolean): Promise<Standing | undefined> {
  const [{ facts, mergers }, programme, roles] = await Promise.all([
    reachUp(sources.people, [pair.mentorId, pair.menteeId], on), sources.programmes.one(pair.programmeId),
    sources.enrolments.ofPerson(pair.mentorId),
  ]);
  const rule = programme && ruleOf(programme);
  if (!rule) return 'eligibility';
  const enrolled = roles.find(({ programmeId, role }) => programmeId === pair.programmeId && role === 'mentor');
  const ids = idsOfBoth(pair, mergers);
  const open: OpenPair = {
    pairingId: pair.pairingId, mentorId: ids.mentor[0]!, menteeId: ids.mentee[0]!, ownChain: enrolled?.ownChain ?? false,
    blocked: await isBlocked(sources, ids),
  };
  const [broken] = brokenOn(facts, [open], rule, on);
  if (broken) return broken.causes[0];
  return takesPlace && (await isFull(sources, pair, ids)) ? 'capacity' : undefined;
}

/** What a programme's policy says about open pairings; undefined while it has none. */
export function ruleOf({ policy, silos }: Pick<KnownProgramme, 'policy' | 'silos'>): RecheckRule | undefined {
  if (!policy) return undefined;
  const { minChainDistance, topLevel, contractorsAdmitted } = policy.matching;
  return { minChainDistance, topLevel, contractorsAdmitted, singleChain: silos.length < 2 };
}

/** All ids of the two, those that go on first. */
type IdsOfBoth = Readonly<Record<PairingSide, readonly string[]>>;

function idsOfBoth({ mentorId, menteeId }: Pair, { idsOf, survivorOf }: Mergers): IdsOfBoth {
  return { mentor: idsOf(survivorOf(mentorId)), mentee: idsOf(survivorOf(menteeId)) };
}

async function isBlocked({ blocks, hash }: CheckSources, { mentor, mentee }: IdsOfBoth): Promise<boolean> {
  const keys = mentor.flatMap((one) => mentee.map((other) => pairIdOf(hash, one, other)));
  const found = await Promise.all(keys.map((key) => blocks.one(key)));
  return found.some((block) => block?.standing ?? false);
}

/** A person's places count across all programmes, whichever of their ids took them. */
async function isFull({ pairings, enrolments }: CheckSources, pair: Pair, ids: IdsOfBoth): Promise<boolean> {
  const openAs = async (side: PairingSide): Promise<readonly PairingRow[]> => {
    const rows = (await Promise.all(ids[side].map((id) => pairings.openOfPerson(id)))).flat();
    return rows.filter((row) => row.id !== pair.pairingId && ids[side].includes(row[`${side}Id`] ?? ''));
  };
  const [mentorOpen, menteeOpen] = [await openAs('mentor'), await openAs('mentee')];
  const roles = (await enrolments.ofPerson(pair.mentorId)).filter(({ role, state }) => role === 'mentor' && state === 'ready');
  const slots = Math.max(1, ...roles.map((one) => one.slots));
  return mentorOpen.length >= slots || menteeOpen.length >= 1;
}
