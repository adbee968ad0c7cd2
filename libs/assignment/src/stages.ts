import { coverCertificate } from './certify.js';
import { AssignmentError } from './errors.js';
import { withTranspose } from './model/graph.js';
import type { Graph } from './model/graph.js';
import { topOf, usableCapacity } from './model/weights.js';
import type { Pace } from './pace.js';
import { mostPairs } from './pairs/hopcroft-karp.js';
import { pairsWithin, worstScore } from './pairs/worst-score.js';
import type { Problem } from './problem.js';
import type { StageCertificate } from './solution.js';

/** The stage `best-worst`, if asked for: its certificates, and the pairs that keep the best worst score. */
export async function raiseFloor(problem: Problem, graph: Graph, pace: Pace): Promise<{ stages: StageCertificate[]; graph: Graph }> {
  if (!problem.stages?.bestWorst) return { stages: [], graph };
  if (problem.stages.mostPairs === false) throw new AssignmentError('not-supported', 'The best worst score needs the stage "most pairs".');
  const capacity = usableCapacity(problem, graph.columnStart);
  const best = mostPairs(graph, capacity);
  if (best.count === 0) return { stages: [], graph };
  await pace.rest('worst', 0);
  const worst = worstScore(graph, capacity, best);
  const stages = [
    coverCertificate('most-pairs', BigInt(best.count), best),
    coverCertificate('best-worst', BigInt(topOf(problem) - worst.limit), worst.below),
  ];
  return { stages, graph: withTranspose(pairsWithin(graph, worst.limit)) };
}
