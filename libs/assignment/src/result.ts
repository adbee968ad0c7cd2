import { networkCertificates } from './certify.js';
import type { Network } from './exact/network.js';
import { ExactSum } from './model/exact-sum.js';
import { scoreReader } from './model/graph.js';
import { topOf } from './model/weights.js';
import type { Problem } from './problem.js';
import type { Pair, Solution, StageCertificate } from './solution.js';

export interface Effort {
  readonly edges: number;
  readonly rounds: number;
  readonly bids: number;
  readonly began: number;
}

/** The answer for callers from a solved network. O(rows + pairs of matched rows). */
export function certified(problem: Problem, network: Network, unit: number, before: StageCertificate[], seed: number, effort: Effort): Solution {
  const columnOf = network.mate.slice(0, problem.rows);
  const pairs: Pair[] = [];
  const unmatched: number[] = [];
  const scoreOf = pairScore(problem);
  const total = new ExactSum();
  for (let i = 0; i < problem.rows; i++) {
    const column = columnOf[i]!;
    if (column < 0) unmatched.push(i);
    else pairs.push({ row: i, column, score: scoreOf(i, column) });
  }
  for (const pair of pairs) total.add(pair.score);
  const stages = [...before, ...networkCertificates(network, { unit, top: topOf(problem) }, (row) => scoreOf(row, columnOf[row]!))];
  const stats = {
    rows: problem.rows,
    columns: problem.columns,
    edges: effort.edges,
    rounds: effort.rounds,
    bids: effort.bids,
    searches: network.searches,
    milliseconds: performance.now() - effort.began,
  };
  return { pairs, columnOf, unmatched: Int32Array.from(unmatched), total: total.value, certificate: { version: 1, seed, stages }, stats };
}

/** Reads the score of an allowed pair of any kind of problem. */
export function pairScore(problem: Problem): (row: number, column: number) => number {
  if (problem.kind !== 'sparse') return scoreReader(problem);
  const { start, column, score } = problem;
  return (row, wanted) => {
    for (let k = start[row]!; k < start[row + 1]!; k++) if (column[k] === wanted) return score[k]!;
    return -1;
  };
}
