import { pairName, type SamplePairing } from './behaviour.js';
import type { SamplePerson } from './person.js';
import type { Truths } from './truths.js';
import { twoLevelsUp } from './later-files.js';
import type { StaffedOrganisation } from './unusual-people.js';

/** Who plays which part in the story, chosen from the pairings that the match run made. Pairings go by `pairName`. */
export interface Cast {
  /** Leader who cancels late. */
  readonly lateLeader: string | undefined;
  readonly drifting: string | undefined;
  /** Its mentor withdraws without a reason. */
  readonly exit: string;
  /** A manager two levels above its mentor comes to report to its leader. */
  readonly chainCloses: { readonly pairing: string; readonly boss: string };
  /** A mentor who is promoted; nothing else happens. */
  readonly promoted: string;
  /** A mentor who leaves. */
  readonly leaver: string;
  /** A leader who is erased. */
  readonly erased: string;
  readonly warners: readonly string[];
  readonly insights: readonly string[];
}

/** The same pairings give the same cast; nobody plays two parts that would get in each other's way. */
export function castOf(pairings: readonly SamplePairing[], organisation: StaffedOrganisation, truths: Truths): Cast {
  const people = new Map(organisation.people.map((person) => [person.key, person]));
  const ordinary = pairings
    .filter(({ leader, mentor }) => people.get(leader.key)!.level <= 8 && mentor.slots === 1)
    .toSorted((a, b) => (pairName(a) < pairName(b) ? -1 : 1));
  const outside = ordinary.filter(({ leader }) => people.get(leader.key)!.siloCode !== truths.siloThatNobodyCrosses);
  const closing = outside.find((pairing) => canClose(pairing, people, organisation))!;
  const [late, drifting, exit, promoted, leaver, erased, ...rest] = outside.filter(
    (pairing) => pairing !== closing && !isAway(pairing, people),
  );
  return {
    lateLeader: truths.leaderCancelsLate ? late!.leader.key : undefined,
    drifting: truths.onePairingDrifts ? pairName(drifting!) : undefined,
    exit: pairName(exit!),
    chainCloses: { pairing: pairName(closing), boss: twoLevelsUp(organisation, closing.mentor.key)! },
    promoted: promoted!.mentor.key,
    leaver: leaver!.mentor.key,
    erased: erased!.leader.key,
    warners: rest.filter((_, i) => i % 2 === 0).map(pairName),
    insights: rest.filter((_, i) => i % 2 === 1).map(pairName),
  };
}

/** The head of the mentor's department works in another silo than the leader, who is far above neither. */
function canClose(
  { mentor, leader }: SamplePairing,
  people: ReadonlyMap<string, SamplePerson>,
  organisation: StaffedOrganisation,
): boolean {
  const boss = twoLevelsUp(organisation, mentor.key);
  return boss !== undefined && people.get(boss)!.level === 8 && people.get(boss)!.siloCode !== people.get(leader.key)!.siloCode;
}

function isAway({ mentor, leader }: SamplePairing, people: ReadonlyMap<string, SamplePerson>): boolean {
  return people.get(mentor.key)?.absence !== undefined || people.get(leader.key)?.absence !== undefined;
}
