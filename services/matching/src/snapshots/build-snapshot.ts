import { isEmployedOn, type Employment, type PairingSide, type Profile } from '@flipside/contracts';
import {
  joinMerged, mergersAmong, siloOfUnit, type KnownEnrolment, type KnownPerson, type KnownProgramme, type KnownUnit,
} from '@flipside/participants-view';
import { employmentHeld } from '../employment-held.js';
import type { PairingRow } from '../read-models/pairings/pairings.entity.js';
import { linksOf, type Snapshot, type SnapshotEnrolled, type SnapshotPair, type SnapshotPerson } from '../scoring/snapshot.js';

/** Everything that a snapshot is made of, as read models hold it. */
export interface SnapshotSources {
  readonly programme: KnownProgramme;
  readonly cohort?: number;
  readonly asOf: string;
  readonly people: ReadonlyMap<string, KnownPerson>;
  readonly units: ReadonlyMap<string, KnownUnit>;
  /** Of all programmes: places count across them. */
  readonly enrolments: readonly KnownEnrolment[];
  /** Of all programmes, whatever became of them. */
  readonly pairings: readonly Pick<PairingRow, 'status' | 'mentorId' | 'menteeId'>[];
  readonly blocks: readonly (readonly [string, string])[];
  /** Enrolments that a what-if counts as if they were ready. */
  readonly added?: readonly { readonly personId: string; readonly role: PairingSide }[];
  /** People who are in it whether or not a chain still leads to them: those of a snapshot that is built again. */
  readonly also?: readonly string[];
}

/** An offer or pairing that takes a place of both. */
export const OPEN: ReadonlySet<string> = new Set(['offered', 'active', 'paused']);

/** Sources in which each human has one id. */
interface Humans extends SnapshotSources {
  /** What holds of each on the day. */
  readonly held: ReadonlyMap<string, Employment>;
}

/**
 * What a run is computed from: everybody ready, everybody above them, and what is between any two of them. Ids that were merged
 * are one human: links, pairings and blocks are those of whoever goes on. Pure.
 */
export function buildSnapshot(told: SnapshotSources): Snapshot {
  const sources = asHumans(told);
  const { programme, cohort, asOf } = sources;
  if (!programme.policy) throw new RangeError('a programme without a policy has no snapshot');
  const { window, matching, minHoursPerMonth } = programme.policy;
  const ready = readyOf(sources);
  const open = openPlaces(sources);
  const enrolled = new Map([...ready].map(([personId, roles]) => [personId, enrolledOf(sources, personId, roles, open)]));
  const ids = withAllAbove(sources, [...enrolled.keys(), ...(sources.also ?? []).filter((id) => sources.people.has(id))]);
  return {
    version: 1,
    programmeId: programme.id,
    ...(cohort !== undefined && { cohort }),
    asOf,
    window,
    policy: matching,
    minHoursPerMonth,
    silos: countSilos(sources),
    people: ids.map((personId) => personOf(sources, personId, enrolled.get(personId))),
    pairs: pairsOf(sources, new Set(enrolled.keys())),
  };
}

function readyOf(sources: Humans): ReadonlyMap<string, readonly KnownEnrolment[]> {
  const { programme, cohort, enrolments, held } = sources;
  const added = new Set((sources.added ?? []).map(({ personId, role }) => `${personId} ${role}`));
  const takesPart = ({ personId, role, state, paused }: KnownEnrolment): boolean =>
    (state === 'ready' && !paused) || (state !== 'withdrawn' && added.has(`${personId} ${role}`));
  const ready = enrolments.filter(
    (one) =>
      one.programmeId === programme.id && takesPart(one) &&
      (cohort === undefined || one.cohort === cohort) && held.has(one.personId),
  );
  return Map.groupBy(ready, ({ personId }) => personId);
}

function asHumans(sources: SnapshotSources): Humans {
  const mergers = mergersAmong(sources.people.values());
  const held = new Map([...sources.people].flatMap(([id, person]) => {
    const employment = employmentHeld(person, sources.asOf);
    return employment ? [[id, employment]] : [];
  }));
  const goesOn = (id: string | null): string | null => id && mergers.survivorOf(id);
  return {
    ...sources,
    held: joinMerged(held, mergers, sources.asOf),
    people: new Map([...sources.people].filter(([, { mergedInto }]) => mergedInto === null)),
    pairings: sources.pairings.map(({ status, mentorId, menteeId }) => ({ status, mentorId: goesOn(mentorId), menteeId: goesOn(menteeId) })),
    blocks: sources.blocks.map(([one, other]) => [mergers.survivorOf(one), mergers.survivorOf(other)]),
  };
}

function enrolledOf(
  sources: Humans, personId: string, roles: readonly KnownEnrolment[], open: OpenPlaces,
): SnapshotEnrolled {
  const { level, site, zone, type, status, endsOn, unitId } = sources.held.get(personId)!;
  const mentor = roles.find(({ role }) => role === 'mentor');
  const mentee = roles.find(({ role }) => role === 'mentee');
  return {
    employment: { level, site, zone, type, status, endsOn, siloId: siloOfUnit(sources.units, unitId) },
    profile: profileOf(sources.people.get(personId)!.profile, roles),
    ...(mentor && { mentor: mentorOf(mentor, open.mentor.get(personId) ?? 0) }),
    ...(mentee && { mentee: { open: open.mentee.get(personId) ?? 0 } }),
  };
}

/** How many offers and pairings each person has open, by side, in all programmes. */
type OpenPlaces = Readonly<Record<PairingSide, ReadonlyMap<string, number>>>;

function openPlaces({ pairings }: SnapshotSources): OpenPlaces {
  const open = pairings.filter(({ status }) => OPEN.has(status));
  const counted = (ids: readonly (string | null)[]): ReadonlyMap<string, number> => {
    const counts = new Map<string, number>();
    for (const id of ids) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  };
  return { mentor: counted(open.map(({ mentorId }) => mentorId)), mentee: counted(open.map(({ menteeId }) => menteeId)) };
}

function mentorOf({ slots, hoursPerMonth, ownChain }: KnownEnrolment, open: number): NonNullable<SnapshotEnrolled['mentor']> {
  return { slots: slots === 2 ? 2 : 1, hoursPerMonth: hoursPerMonth ?? 0, ownChain, open };
}

const nothingSaid: Profile = { offers: [], wishes: [], certificates: [], goals: [], languages: [], availability: null, background: [] };

/** No names, no free text: of goals only the career areas. What a profile may come to hold beside this stays out until it is listed here. */
function profileOf(said: Profile | null, roles: readonly KnownEnrolment[]): SnapshotEnrolled['profile'] {
  const { goals, certificates, offers, wishes, languages, availability, background } = said ?? nothingSaid;
  const areas = [...goals, ...roles.flatMap((role) => role.goals)].flatMap(({ area }) => area ?? []);
  return {
    offers, wishes, languages, availability, background,
    certificates: certificates.map(({ topic, on }) => ({ topic, on })), goalAreas: [...new Set(areas)].sort(),
  };
}

function managersOf({ held }: Humans, personId: string): readonly string[] {
  const managers = held.get(personId)?.managers;
  if (!managers) return [];
  return [managers.line, ...managers.dottedLine, managers.appraiser].filter((id) => id !== null);
}

/** The people, and everybody above them by any link, ordered by id. */
function withAllAbove(sources: Humans, personIds: readonly string[]): readonly string[] {
  const reached = new Set(personIds);
  for (const personId of reached) for (const id of managersOf(sources, personId)) if (sources.people.has(id)) reached.add(id);
  return [...reached].sort();
}

function personOf({ held }: Humans, personId: string, enrolled: SnapshotEnrolled | undefined): SnapshotPerson {
  const employment = held.get(personId);
  const links = employment ? linksOf(employment) : { line: null, dottedLine: [], appraiser: null, unresolved: [], topOfTree: false };
  return { personId, links, ...(enrolled && { enrolled }) };
}

function countSilos({ held, units, asOf }: Humans): number {
  const silos = new Set<string>();
  for (const employment of held.values()) {
    const silo = isEmployedOn(employment, asOf) ? siloOfUnit(units, employment.unitId) : null;
    if (silo !== null) silos.add(silo);
  }
  return silos.size;
}

/** Which of a block, a declined offer or an earlier ending keeps two apart is not told even here. */
function pairsOf({ pairings, blocks }: SnapshotSources, enrolled: ReadonlySet<string>): readonly SnapshotPair[] {
  const pairs = new Map<string, SnapshotPair>();
  const add = (pair: SnapshotPair): void => {
    if (enrolled.has(pair.mentorId) && enrolled.has(pair.menteeId)) pairs.set(`${pair.mentorId} ${pair.menteeId} ${pair.kind}`, pair);
  };
  for (const [one, other] of blocks) add({ mentorId: one, menteeId: other, kind: 'private' });
  for (const { mentorId, menteeId, status } of pairings) {
    if (mentorId !== null && menteeId !== null) add({ mentorId, menteeId, kind: kindOf(status) });
  }
  return [...pairs.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}

function kindOf(status: PairingRow['status']): SnapshotPair['kind'] {
  if (OPEN.has(status)) return 'open';
  return status === 'completed' ? 'completed' : 'private';
}
