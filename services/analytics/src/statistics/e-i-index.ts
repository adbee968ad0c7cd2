import { wilson } from './proportion.js';
import { seeded, shuffled } from './random.js';
import { mean, quantile } from './summary.js';
import { known, unknown, type FigureValue, type Missing } from './value.js';

/** A tie between two people, by the group each belongs to. */
export interface Tie {
  readonly from: string;
  readonly to: string;
}

/**
 * E-I index (D. Krackhardt and R. Stern, Social Psychology Quarterly 1988): (external − internal) / all ties, from −1
 * (every tie within a group) to 1 (every tie across groups); unknown (`no-ties`) without any.
 */
export function eiIndex(ties: readonly Tie[], missing: Missing = {}): FigureValue {
  if (ties.length === 0) return unknown('no-ties', 0, missing);
  const external = ties.filter(isExternal).length;
  const [low, high] = wilson(external, ties.length);
  return known(indexOf(external, ties.length), ties.length, [2 * low - 1, 2 * high - 1], missing);
}

/**
 * The same index when the same people are paired at random: its exact expectation, and the middle 95 % of seeded
 * permutations as interval. An index inside the interval tells nothing about silos.
 */
export function randomEiIndex(ties: readonly Tie[], seed: string, permutations = 2000): FigureValue {
  if (ties.length === 0) return unknown('no-ties');
  const random = seeded(seed);
  const ends = ties.map((tie) => tie.to);
  const draw = (): number => {
    const mixed = shuffled(ends, random);
    return indexOf(ties.filter((tie, i) => tie.from !== mixed[i]).length, ties.length);
  };
  const draws = Array.from({ length: permutations }, draw);
  return known(2 * expectedExternal(ties) - 1, ties.length, [quantile(draws, 0.025), quantile(draws, 0.975)]);
}

/**
 * Share across groups of those ties that `touch` something, when the same people are paired at random: mean and middle
 * 95 % of seeded permutations of all ties.
 */
export function randomShare(
  ties: readonly Tie[],
  touches: (tie: Tie) => boolean,
  seed: string,
  permutations = 2000,
): FigureValue {
  const random = seeded(seed);
  const ends = ties.map((tie) => tie.to);
  const draw = (): number => {
    const mixed = shuffled(ends, random);
    const touching = ties.map((tie, i) => ({ from: tie.from, to: mixed[i]! })).filter(touches);
    return touching.filter(isExternal).length / touching.length;
  };
  const n = ties.filter(touches).length;
  if (n === 0) return unknown('no-ties');
  const draws = Array.from({ length: permutations }, draw);
  return known(mean(draws), n, [quantile(draws, 0.025), quantile(draws, 0.975)]);
}

/** Share of ties across groups to expect at random: one less the chance that two ends drawn apart are of one group. */
function expectedExternal(ties: readonly Tie[]): number {
  const groups = new Set(ties.map((tie) => tie.from));
  const times = (end: 'from' | 'to', group: string): number => ties.filter((tie) => tie[end] === group).length;
  const together = [...groups].reduce((sum, group) => sum + times('from', group) * times('to', group), 0);
  return 1 - together / ties.length ** 2;
}

/** It joins two groups. */
export function isExternal(tie: Tie): boolean {
  return tie.from !== tie.to;
}

function indexOf(external: number, all: number): number {
  return (2 * external - all) / all;
}
