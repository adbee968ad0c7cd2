import type { MatchingPolicy } from '@flipside/contracts';
import type { HardConstraint } from '../../domain/constraints.js';
import { historyOf, type History } from '../hard/history.js';
import type { Mentee, Mentor } from '../people/prepared.js';
import { preparePeople } from '../people/prepare.js';
import { validatePolicy } from '../policy.js';
import { chainGraph, type ChainGraph } from '../power/chain-graph.js';
import type { PowerRule } from '../power/power-distance.js';
import { powerExceptions } from '../power/power-exceptions.js';
import type { Snapshot } from '../snapshot.js';
import { commonMinutes } from './common-minutes.js';
import type { Court } from './judge.js';
import { minuteTables, type MinuteTables } from './shared-minutes.js';

/** A snapshot made ready for a run: people by number, and all that is decided before a pair is scored. */
export interface Field {
  readonly snapshot: Snapshot;
  readonly policy: MatchingPolicy;
  readonly mentors: readonly Mentor[];
  readonly mentees: readonly Mentee[];
  readonly without?: HardConstraint;
  readonly minuteTables: MinuteTables;
  /** In the smallest week of the window, by numbers of mentor and leader; −1 where one gave no availability. */
  readonly minutes: (mentor: number, mentee: number) => number;
  readonly history: History;
  readonly graph: ChainGraph;
  readonly power: PowerRule;
  /** Numbers of mentors whom nothing of their own keeps out. */
  readonly eligibleMentors: readonly number[];
  isEligibleMentee(mentee: number): boolean;
  /** Numbers of mentors whom power distance, an earlier fact or being the same person forbids; some may be named twice. */
  forbiddenTo(mentee: number): readonly number[];
  /** One pair in full. */
  readonly court: Court;
}

/** @throws DomainError `policy-invalid`, `snapshot-invalid`. @param without a constraint that a what-if run sets aside. */
export function fieldOf(snapshot: Snapshot, without?: HardConstraint): Field {
  const policy = validatePolicy(snapshot.policy);
  const graph = chainGraph(snapshot.people);
  const power = { minChainDistance: policy.minChainDistance, topLevel: policy.topLevel, singleChain: snapshot.silos < 2 };
  const { mentors, mentees } = preparePeople(snapshot, graph);
  const history = historyOf(snapshot.pairs);
  const tables = minuteTables(snapshot.window, mentors, mentees);
  const common = commonMinutes(tables);
  const minutes = (mentor: number, mentee: number): number => common(tables.mentorKind[mentor]!, tables.menteeKind[mentee]!);
  const numbers = { mentors: numbered(mentors), mentees: numbered(mentees) };
  const exceptions = powerExceptions(graph, power, mentors);
  const mayTakePart = ({ barred }: Mentor | Mentee): boolean => barred.every((constraint) => constraint === without);
  const measured = (mentor: Mentor, mentee: Mentee): number | null => {
    const found = minutes(numbers.mentors.get(mentor.personId)!, numbers.mentees.get(mentee.personId)!);
    return found < 0 ? null : found;
  };
  return {
    snapshot, policy, mentors, mentees, without, minuteTables: tables, minutes, history, graph, power,
    eligibleMentors: [...mentors.keys()].filter((number) => mayTakePart(mentors[number]!)),
    isEligibleMentee: (mentee) => mayTakePart(mentees[mentee]!),
    forbiddenTo: (mentee) => {
      const { personId } = mentees[mentee]!;
      const earlier = [personId, ...history.mentorsOf(personId).keys()].map((id) => numbers.mentors.get(id));
      return [...exceptions(mentees[mentee]!), ...earlier.filter((number) => number !== undefined)];
    },
    court: { policy, graph, power, history, minutes: measured, without },
  };
}

function numbered(people: readonly { readonly personId: string }[]): ReadonlyMap<string, number> {
  return new Map(people.map(({ personId }, number) => [personId, number]));
}
