import type { Mentee, Mentor } from '../people/prepared.js';
import type { ChainGraph } from './chain-graph.js';
import { powerDistance, type PowerRule } from './power-distance.js';

/**
 * Power distance of all pairs without looking at all pairs: only who stands above the leader, who stands below, and who
 * shares a manager can be anything but clear. O(length of all chains) for everybody together.
 *
 * @returns of one leader the numbers of mentors whom the rule forbids; some may be named twice. For others of finished chains it
 * is clear.
 */
export function powerExceptions(graph: ChainGraph, rule: PowerRule, mentors: readonly Mentor[]): (mentee: Mentee) => readonly number[] {
  const mentorAt = new Int32Array(graph.size).fill(-1);
  const below = listsBy(graph.size);
  const reports = listsBy(graph.size);
  mentors.forEach(({ node }, number) => {
    mentorAt[node] = number;
    for (const superior of graph.above(node).nodes) below.add(superior, number);
    for (const manager of graph.managersOf(node)) reports.add(manager, number);
  });
  return (mentee) => {
    const forbidden: number[] = [];
    for (const number of below.of(mentee.node)) {
      // Without the mentor's own yes nobody of the own chain is allowed, however far up.
      if (!mentors[number]!.ownChain || powerDistance(graph, rule, mentors[number]!, mentee).broken) forbidden.push(number);
    }
    for (const superior of graph.above(mentee.node).nodes) if (mentorAt[superior]! >= 0) forbidden.push(mentorAt[superior]!);
    for (const manager of graph.managersOf(mentee.node)) forbidden.push(...reports.of(manager));
    return forbidden;
  };
}

function listsBy(size: number) {
  const lists: (number[] | undefined)[] = new Array(size);
  return {
    add: (key: number, number: number): void => void (lists[key] ??= []).push(number),
    of: (key: number): readonly number[] => lists[key] ?? [],
  };
}
