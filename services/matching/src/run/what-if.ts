import type { MatchingPolicy } from '@flipside/contracts';
import { DomainError } from '@flipside/event-sourcing';
import { overridable } from '../domain/constraints.js';
import type { WhatIf } from '../domain/match-run/events.js';
import { fieldOf } from '../scoring/pairs/field.js';
import { fitOf } from '../scoring/pairs/fit-of.js';
import type { Snapshot, SnapshotPerson } from '../scoring/snapshot.js';
import { canonicalSnapshot } from './canonical-snapshot.js';
import type { RunResult } from './result.js';

const nobody = { people: [], pairs: [] } as const;

/**
 * The snapshot that a what-if run is computed from: other weights, other places of mentors, people added.
 *
 * @param added rows of the people whom the what-if adds, with everybody above them, and what is between any two of all.
 * @throws DomainError `constraint-not-overridable` where power distance or a private constraint would be set aside.
 */
export function whatIfSnapshot(snapshot: Snapshot, whatIf: WhatIf, added: Pick<Snapshot, 'people' | 'pairs'> = nobody): Snapshot {
  if (whatIf.without !== undefined && !overridable.has(whatIf.without)) {
    throw new DomainError('constraint-not-overridable', 'This constraint is never set aside, not even to try.');
  }
  const policy = { ...snapshot.policy, weights: { ...snapshot.policy.weights, ...whatIf.weights } };
  const here = new Set(snapshot.people.filter(({ enrolled }) => enrolled).map(({ personId }) => personId));
  const joined = new Map(snapshot.people.map((person) => [person.personId, person]));
  for (const person of added.people) if (!here.has(person.personId)) joined.set(person.personId, person);
  const people = [...joined.values()].map((person) =>
    withPlaces(person, whatIf.capacity?.[person.personId], snapshot.minHoursPerMonth));
  return canonicalSnapshot({ ...snapshot, policy, people, pairs: [...snapshot.pairs, ...added.pairs] });
}

function withPlaces(person: SnapshotPerson, places: number | undefined, minHoursPerMonth: number): SnapshotPerson {
  const { enrolled } = person;
  if (places === undefined || !enrolled?.mentor) return person;
  const { mentor, ...others } = enrolled;
  if (places === 0) return { ...person, enrolled: others };
  const hoursPerMonth = Math.max(mentor.hoursPerMonth, places * minHoursPerMonth);
  return { ...person, enrolled: { ...others, mentor: { ...mentor, slots: places >= 2 ? 2 : 1, hoursPerMonth } } };
}

/**
 * Score of pairs as another policy counts them: what a what-if's pairs are worth today. Pairs of people whom a later erasure
 * took out of the snapshot count nothing.
 */
export function totalUnder(policy: MatchingPolicy, snapshot: Snapshot, proposals: RunResult['proposals']): number {
  const { mentors, mentees, minutes } = fieldOf({ ...snapshot, policy });
  const [mentorAt, menteeAt] = [mentors, mentees].map((people) => new Map(people.map(({ personId }, at) => [personId, at])));
  return proposals.reduce((sum, { mentorId, menteeId, second }) => {
    const [mentor, mentee] = [mentorAt!.get(mentorId), menteeAt!.get(menteeId)];
    if (mentor === undefined || mentee === undefined) return sum;
    const shared = minutes(mentor, mentee);
    return sum + fitOf(policy, mentors[mentor]!, mentees[mentee]!, shared < 0 ? null : shared, second).score;
  }, 0);
}

/** Two results side by side. */
export interface Comparison {
  /** Leaders who would have another mentor, or none, or one instead of none; by id. */
  readonly changed: readonly { readonly menteeId: string; readonly from: string | null; readonly to: string | null }[];
  /** More pairs and more score than the present result has; negative is less. */
  readonly pairs: number;
  readonly score: number;
}

export function compareResults(present: RunResult, other: RunResult): Comparison {
  const mentorOf = (result: RunResult): ReadonlyMap<string, string> =>
    new Map(result.proposals.map(({ menteeId, mentorId }) => [menteeId, mentorId]));
  const [before, after] = [mentorOf(present), mentorOf(other)];
  const changed = [...new Set([...before.keys(), ...after.keys()])].sort()
    .map((menteeId) => ({ menteeId, from: before.get(menteeId) ?? null, to: after.get(menteeId) ?? null }))
    .filter(({ from, to }) => from !== to);
  return { changed, pairs: other.proposals.length - present.proposals.length, score: other.report.total - present.report.total };
}
