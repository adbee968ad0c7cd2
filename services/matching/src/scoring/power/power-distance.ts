import type { HardConstraint } from '../../domain/constraints.js';
import type { Mentee, Mentor } from '../people/prepared.js';
import type { ChainGraph } from './chain-graph.js';

/** What of the policy and the organisation power distance depends on. */
export interface PowerRule {
  /** Links; closer in one chain is forbidden. */
  readonly minChainDistance: number;
  /** Level from which leaders may be paired within their own chain. */
  readonly topLevel: number;
  /** Fewer than two silos: everybody stands below everybody's boss. */
  readonly singleChain: boolean;
}

export interface PowerVerdict {
  readonly broken?: Extract<HardConstraint, 'power-distance' | 'own-chain' | 'chain-unknown'>;
  /** Allowed within one chain, by the mentor's yes: the custodian is told. */
  readonly tellCustodian: boolean;
}

type Below = Pick<Mentor, 'node' | 'ownChain'>;
type Leader = Pick<Mentee, 'node' | 'level'>;

const clear: PowerVerdict = { tellCustodian: false };
const inOwnChain: PowerVerdict = { tellCustodian: true };
const broken = (constraint: NonNullable<PowerVerdict['broken']>): PowerVerdict => ({ broken: constraint, tellCustodian: false });

/**
 * How close one stands above the other. Forbidden: one is the other's line, dotted-line or appraising manager; they share
 * one of these (none is not shared); or one stands above the other by fewer than `minChainDistance` links of any mix.
 * Farther up the same chain only a leader at or above `topLevel`, or any in an organisation with a single chain, and only
 * with the mentor's opt-in. A mentor who stands above the leader is never allowed. An unfinished chain is forbidden.
 */
export function powerDistance(graph: ChainGraph, rule: PowerRule, mentor: Below, mentee: Leader): PowerVerdict {
  if (!graph.isFinished(mentor.node) || !graph.isFinished(mentee.node)) return broken('chain-unknown');
  if (shareManager(graph.managersOf(mentor.node), graph.managersOf(mentee.node))) return broken('power-distance');
  return inOneChain(graph.distanceUp(mentor.node, mentee.node), graph.distanceUp(mentee.node, mentor.node), rule, mentor, mentee);
}

/** @param up links from the mentor up to the leader, `down` from the leader up to the mentor; 0 where there is no way. */
function inOneChain(up: number, down: number, rule: PowerRule, mentor: Below, mentee: Leader): PowerVerdict {
  const distance = Math.max(up, down);
  if (distance === 0) return clear;
  if (distance < rule.minChainDistance) return broken('power-distance');
  return down === 0 && mentor.ownChain && mayLeadOwnChain(mentee, rule) ? inOwnChain : broken('own-chain');
}

function mayLeadOwnChain({ level }: Leader, { singleChain, topLevel }: PowerRule): boolean {
  return singleChain || level >= topLevel;
}

/** Both ascending. */
function shareManager(a: Int32Array, b: Int32Array): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) return true;
    if (a[i]! < b[j]!) i++;
    else j++;
  }
  return false;
}
