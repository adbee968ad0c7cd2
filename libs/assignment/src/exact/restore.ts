import { AssignmentError } from '../errors.js';
import { withTranspose } from '../model/graph.js';
import type { Rows } from '../model/graph.js';
import { hashKeys } from '../model/ties.js';
import { capacitiesOf } from '../model/weights.js';
import type { Weights } from '../model/weights.js';
import type { ProblemBase } from '../problem.js';
import type { Solution } from '../solution.js';
import { createNetwork, link } from './network.js';
import type { Network, Ties } from './network.js';

export function tiesOf(problem: ProblemBase, seed: number): Ties {
  return {
    rowHash: hashKeys(problem.rowKeys, problem.rows, seed),
    columnHash: hashKeys(problem.columnKeys, problem.columns, ~seed),
    tu: new Float64Array(problem.rows),
    tv: new Float64Array(problem.columns),
  };
}

/** The network that a solution came from, prices and ties included: searches can go on from it. */
export function restoreNetwork(problem: ProblemBase, pairs: Rows, { unit, alone }: Weights, solution: Solution): Network {
  const { certificate, columnOf } = solution;
  const { count, total, tie } = stagesOf(solution, unit > 0);
  const ties = tiesOf(problem, certificate.seed);
  const network = createNetwork(withTranspose(pairs), capacitiesOf(problem), alone, ties);
  for (let i = 0; i < problem.rows; i++) {
    network.u[i] = total.u[i]! + (count?.u[i] ?? 0) * unit;
    ties.tu[i] = tie.u[i]!;
    if (columnOf[i]! >= 0) link(network, i, columnOf[i]!);
  }
  for (let j = 0; j < problem.columns; j++) {
    network.v[j] = total.v[j]! + (count?.v[j] ?? 0) * unit;
    ties.tv[j] = tie.v[j]!;
  }
  return network;
}

function stagesOf({ certificate }: Solution, counted: boolean) {
  const last = (name: string) => certificate.stages.findLast(({ stage }) => stage === name);
  const [count, total, tie] = [last('most-pairs'), last('total'), last('ties')];
  if (!total || !tie || (counted && !count)) throw new AssignmentError('stale-solution', 'The certificate lacks a stage of this problem.');
  return { count, total, tie };
}
