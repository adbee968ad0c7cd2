import { adaptPrices, exactOptimum, optimumOf } from '../engine/sparse.js';
import type { WarmStart } from '../engine/sparse.js';
import type { Network } from '../exact/network.js';
import { withTranspose } from '../model/graph.js';
import type { Graph } from '../model/graph.js';
import { usableCapacity } from '../model/weights.js';
import type { Weights } from '../model/weights.js';
import type { Pace } from '../pace.js';
import type { Problem } from '../problem.js';
import { tightPairs } from '../ties/exchange-graph.js';
import type { TightPairs } from '../ties/exchange-graph.js';
import { extendedCore, firstCore } from './core.js';
import type { Scanner } from './scanner.js';
import type { ScoreRows } from './scores.js';

export interface CoreOptimum {
  readonly network: Network;
  readonly tight: TightPairs;
  readonly edges: number;
  readonly rounds: number;
  readonly bids: number;
}

/** With more than a violating pair in so many rows, the auction adapts the prices before the exact repair. */
const MANY = 50;
const MOST_ROUNDS = 15;

/**
 * The optimum over all pairs without a solve over all pairs: solve a core of good ones, price out all others with its dual
 * prices, add those that would improve it, go on from where it was, until there are none (Volgenant 1996). Exact: the last
 * scan is the proof that no pair outside the core matters.
 *
 * @returns null if listed pairs had better be solved as a whole: many want the same few, so that a core would lack too much.
 */
export async function coreOptimum(problem: Problem, scores: ScoreRows, scanner: Scanner, weights: Weights, pace: Pace): Promise<CoreOptimum | null> {
  const candidates = await scanner.candidates(pace);
  const { bound } = candidates;
  let core = withTranspose(firstCore(scores, candidates));
  if (problem.kind === 'sparse' && leavesOutMany(core)) return null;
  let capacity = usableCapacity(problem, core.columnStart);
  let { network, bids } = await optimumOf(core, capacity, weights, pace);
  for (let rounds = 1; ; rounds++) {
    const { violating, tight, most } = await scanner.price({ u: network.u, v: network.v, bound }, pace);
    if (violating.length === 0) return { network, bids, rounds, tight: tightLists(tightPairs(network), tight), edges: core.column.length };
    core = withTranspose(extendedCore(scores, core, violating));
    capacity = usableCapacity(problem, core.columnStart);
    let warm: WarmStart = { price: network.v.map((price) => 0 - price), mate: network.mate };
    if (violating.length * MANY > problem.rows && rounds < MOST_ROUNDS) {
      const adapted = await adaptPrices(core, capacity, weights, warm.price, Math.min(most, weights.top), pace);
      bids += adapted.bids;
      warm = adapted;
    }
    const next = await exactOptimum(core, capacity, weights, warm, pace);
    next.searches += network.searches;
    network = next;
  }
}

/** Whether a twentieth of the columns have less than a quarter of the usual number of pairs. */
function leavesOutMany({ columns, column, columnStart }: Graph): boolean {
  const few = column.length / columns / 4;
  let lacking = 0;
  for (let j = 0; j < columns; j++) if (columnStart[j + 1]! - columnStart[j]! < few) lacking++;
  return lacking * 20 > columns;
}

/** Of rows that were read all tight pairs, of the others those of the core: they have no more. */
function tightLists(core: TightPairs, read: Int32Array): TightPairs {
  const rows = core.start.length - 1;
  const start = new Int32Array(rows + 1);
  const column = new Int32Array(core.column.length + read.length / 2);
  let size = 0;
  let at = 0;
  for (let i = 0; i < rows; i++) {
    if (read[at] === i) for (; read[at] === i; at += 2) column[size++] = read[at + 1]!;
    else for (let k = core.start[i]!; k < core.start[i + 1]!; k++) column[size++] = core.column[k]!;
    start[i + 1] = size;
  }
  return { start, column: column.subarray(0, size) };
}
