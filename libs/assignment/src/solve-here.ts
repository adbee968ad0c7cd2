import { coreOptimum } from './core/optimum.js';
import type { CoreOptimum } from './core/optimum.js';
import { ownScanner } from './core/scanner.js';
import type { Scanner } from './core/scanner.js';
import { scoreRowsOf } from './core/scores.js';
import type { ScoreRows } from './core/scores.js';
import { optimumOf } from './engine/sparse.js';
import { tiesOf } from './exact/restore.js';
import { allPairs, sortByCost, withTranspose } from './model/graph.js';
import { capacitiesOf, usableCapacity, weightsOf } from './model/weights.js';
import type { Weights } from './model/weights.js';
import type { Pace } from './pace.js';
import type { Problem } from './problem.js';
import { certified } from './result.js';
import type { Solution, StageCertificate } from './solution.js';
import { raiseFloor } from './stages.js';
import { breakTies } from './ties/break-ties.js';
import { tightPairs } from './ties/exchange-graph.js';
import { validate } from './validate.js';

/** Up to so many pairs a row a matrix is solved as a whole: a core would hold most of it. */
const CORE_FROM = 120;
/** The same for listed pairs, in the mean. */
const LONG_LISTS = 40;

export type ScannerOf = (scores: ScoreRows) => Scanner;

/** The whole run in this thread; `scannerOf` may bring others in for reading a matrix. */
export async function solveHere(problem: Problem, seed: number, pace: Pace, scannerOf: ScannerOf = ownScanner): Promise<Solution> {
  const began = performance.now();
  validate(problem, usesCore(problem) && problem.kind === 'dense' && problem.scores instanceof Int32Array);
  pace.stopIfAborted();
  const weights = weightsOf(problem);
  const { stages, network, tight, ...effort } = await optimum(problem, weights, pace, scannerOf);
  network.ties = tiesOf(problem, seed);
  network.capacity = capacitiesOf(problem); // clipped to the core's pairs until here; ties may use others
  await breakTies(network, tight, pace);
  return certified(problem, network, weights.unit, stages, seed, { ...effort, began });
}

interface Found extends CoreOptimum {
  readonly stages: StageCertificate[];
}

async function optimum(problem: Problem, weights: Weights, pace: Pace, scannerOf: ScannerOf): Promise<Found> {
  if (usesCore(problem)) {
    const scores = scoreRowsOf(problem);
    const found = await coreOptimum(problem, scores, scannerOf(scores), weights, pace);
    if (found !== null) return { stages: [], ...found };
  }
  const pairs = allPairs(problem);
  sortByCost(pairs);
  const { stages, graph } = await raiseFloor(problem, withTranspose(pairs), pace);
  const { network, bids } = await optimumOf(graph, usableCapacity(problem, graph.columnStart), weights, pace);
  return { stages, network, bids, rounds: 1, edges: graph.column.length, tight: tightPairs(network) };
}

function usesCore(problem: Problem): boolean {
  if (problem.rows === 0 || problem.stages?.bestWorst) return false;
  return problem.kind === 'sparse' ? problem.column.length > LONG_LISTS * problem.rows : problem.columns > CORE_FROM;
}
