import { isEmployedOn, type Employment, type PauseCause } from '@flipside/contracts';
import { isContractor } from '../scoring/hard/eligibility.js';
import { chainGraph, type ChainPerson } from '../scoring/power/chain-graph.js';
import { powerDistance, type PowerRule } from '../scoring/power/power-distance.js';
import type { SnapshotLinks } from '../scoring/snapshot.js';

/** One state of a person's employment, from a day on. A later one replaces it. */
export interface EmploymentFrom {
  readonly personId: string;
  /** `YYYY-MM-DD`, by the person's own calendar; may lie ahead. */
  readonly effectiveOn: string;
  readonly links: SnapshotLinks;
  readonly employment: Pick<Employment, 'level' | 'type' | 'status' | 'startsOn' | 'endsOn'>;
}

export interface OpenPair {
  readonly pairingId: string;
  /** Null once the person was erased. */
  readonly mentorId: string | null;
  readonly menteeId: string | null;
  /** The mentor's yes, given beforehand, to a leader of the own chain. */
  readonly ownChain: boolean;
  readonly blocked: boolean;
}

export interface RecheckRule extends PowerRule {
  readonly contractorsAdmitted: boolean;
}

/** What is checked again, and nothing else: a promoted mentor or a leader who learned is a success. */
export type BrokenNow = Extract<PauseCause, 'powerDistance' | 'block' | 'leaver' | 'eligibility'>;

export interface Break {
  readonly pairingId: string;
  /** The day from which it is broken. */
  readonly on: string;
  readonly causes: readonly BrokenNow[];
}

/**
 * Open pairs that break a rule on a day, by the facts in force on it: power distance, blocks, end of employment, eligibility.
 * O(people + pairs × length of their chains): a reorganisation of ten thousand chains is a fraction of a second.
 */
export function brokenOn(
  changes: readonly EmploymentFrom[], pairs: readonly OpenPair[], rule: RecheckRule, on: string,
): readonly Break[] {
  const inForce = factsOn(changes, on);
  const graph = chainGraph([...inForce.values()] satisfies readonly ChainPerson[]);
  return pairs.flatMap((pair) => {
    const causes = causesOf(pair);
    return causes.length > 0 ? [{ pairingId: pair.pairingId, on, causes }] : [];
  });

  function causesOf({ mentorId, menteeId, ownChain, blocked }: OpenPair): readonly BrokenNow[] {
    const [mentor, mentee] = [inForce.get(mentorId ?? ''), inForce.get(menteeId ?? '')];
    const block: readonly BrokenNow[] = blocked ? ['block'] : [];
    if (!isEmployed(mentor, on) || !isEmployed(mentee, on)) return [...block, 'leaver'];
    return [...block, ...causesBetween(mentor, mentee, ownChain)];
  }

  function causesBetween(mentor: EmploymentFrom, mentee: EmploymentFrom, ownChain: boolean): readonly BrokenNow[] {
    const barred = !rule.contractorsAdmitted && [mentor, mentee].some(({ employment }) => isContractor(employment));
    const tooClose = isTooClose(mentor, mentee, ownChain);
    return [...(barred ? (['eligibility'] as const) : []), ...(tooClose ? (['powerDistance'] as const) : [])];
  }

  function isTooClose(mentor: EmploymentFrom, mentee: EmploymentFrom, ownChain: boolean): boolean {
    const leader = { node: graph.indexOf(mentee.personId), level: mentee.employment.level ?? 0 };
    return powerDistance(graph, rule, { node: graph.indexOf(mentor.personId), ownChain }, leader).broken !== undefined;
  }
}

/** The state in force of everybody on a day: of each person the latest that is effective by then; later entries count more. */
function factsOn(changes: readonly EmploymentFrom[], on: string): ReadonlyMap<string, EmploymentFrom> {
  const inForce = new Map<string, EmploymentFrom>();
  for (const change of changes) {
    if (change.effectiveOn > on) continue;
    const known = inForce.get(change.personId);
    if (!known || known.effectiveOn <= change.effectiveOn) inForce.set(change.personId, change);
  }
  return inForce;
}

function isEmployed(person: EmploymentFrom | undefined, on: string): person is EmploymentFrom {
  return person !== undefined && isEmployedOn(person.employment, on);
}
