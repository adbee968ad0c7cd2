import type { Rows } from '../model/graph.js';
import { mostPairs } from './hopcroft-karp.js';
import type { MostPairs } from './hopcroft-karp.js';

export interface WorstScore {
  /** The lowest cost limit within which `count` pairs can still be made. */
  readonly limit: number;
  /** The most pairs strictly within the limit: fewer, with the cover that proves it. */
  readonly below: MostPairs;
  readonly mate: Int32Array;
}

/**
 * The best worst score among b-matchings of `best.count` > 0 pairs (bottleneck assignment, Gross 1959): bisection over the
 * distinct costs, each step a Hopcroft–Karp search begun from the pairs that remain.
 */
export function worstScore(graph: Rows, capacity: Int32Array, best: MostPairs): WorstScore {
  const costs = Int32Array.from(new Set(graph.cost)).sort();
  let low = 0;
  let high = costs.length - 1;
  let mate = best.mate;
  while (low < high) {
    const middle = (low + high) >> 1;
    const tried = mostPairs(graph, capacity, costs[middle]!, within(graph, mate, costs[middle]!));
    if (tried.count === best.count) {
      high = middle;
      mate = tried.mate;
    } else {
      low = middle + 1;
    }
  }
  const limit = costs[high]!;
  return { limit, below: mostPairs(graph, capacity, limit - 1, within(graph, mate, limit - 1)), mate };
}

/** The part of a b-matching whose pairs cost at most `limit`. */
function within({ rows, start, column, cost }: Rows, mate: Int32Array, limit: number): Int32Array {
  const kept = new Int32Array(rows).fill(-1);
  for (let i = 0; i < rows; i++) {
    for (let k = start[i]!; k < start[i + 1]!; k++) if (column[k] === mate[i] && cost[k]! <= limit) kept[i] = mate[i]!;
  }
  return kept;
}

/** The pairs within the limit. */
export function pairsWithin(graph: Rows, limit: number): Rows {
  const { rows, columns } = graph;
  const start = new Int32Array(rows + 1);
  const column = new Int32Array(graph.column.length);
  const cost = new Int32Array(graph.column.length);
  let kept = 0;
  for (let i = 0; i < rows; i++) {
    for (let k = graph.start[i]!; k < graph.start[i + 1]!; k++) {
      if (graph.cost[k]! > limit) continue;
      column[kept] = graph.column[k]!;
      cost[kept++] = graph.cost[k]!;
    }
    start[i + 1] = kept;
  }
  return { rows, columns, start, column: column.subarray(0, kept), cost: cost.subarray(0, kept) };
}
