import { createNetwork } from '../exact/network.js';
import type { Network } from '../exact/network.js';
import { settle } from '../exact/settle.js';
import type { Graph } from '../model/graph.js';
import type { Weights } from '../model/weights.js';
import type { Pace } from '../pace.js';
import { auction, DIVISOR, planFor } from './auction.js';
import type { AuctionPlan, AuctionResult } from './auction.js';
import { hintPrices, openPrices, wholeMarket } from './opening.js';

/** Below this many rows the plain shortest-path method is as fast as the auction that would warm it up. */
const SMALL = 64;
/** Bids a row after which it is doubted that everybody finds a place. */
const PATIENCE = 15;

export type WarmStart = Pick<AuctionResult, 'price' | 'mate'>;

export interface Optimum {
  readonly network: Network;
  readonly bids: number;
}

/**
 * The optimum, ties aside, over listed pairs: the auction, the exact repair. Where not everybody finds a place the most pairs come first, as a
 * hint for prices.
 */
export async function optimumOf(graph: Graph, capacity: Int32Array, weights: Weights, pace: Pace): Promise<Optimum> {
  const warm = await warmStart(graph, capacity, weights, pace);
  return { network: await exactOptimum(graph, capacity, weights, warm, pace), bids: warm.bids };
}

async function warmStart(graph: Graph, capacity: Int32Array, weights: Weights, pace: Pace): Promise<AuctionResult> {
  const price = new Float64Array(graph.columns);
  closeColumns(capacity, weights, price);
  if (graph.rows <= SMALL) return { price, mate: new Int32Array(graph.rows).fill(-1), bids: 0, finished: true };
  const plan = planFor(weights.top);
  if (weights.unit === 0) {
    const short = openPrices(graph, capacity, weights, wholeMarket(graph), price);
    return auction(graph, capacity, weights.alone, price, pace, short ? nearer(plan) : plan);
  }
  const slots = capacity.reduce((sum, slotsOf) => sum + slotsOf, 0);
  if (slots >= graph.rows) {
    const quick = await auction(graph, capacity, weights.alone, price.slice(), pace, { ...plan, patience: PATIENCE });
    if (quick.finished) return quick;
  }
  if (pace.due) await pace.rest('pairs', 0);
  const short = openPrices(graph, capacity, weights, hintPrices(graph, capacity, weights, price), price);
  closeColumns(capacity, weights, price);
  if (pace.due) await pace.rest('pairs', 1);
  return auction(graph, capacity, weights.alone, price, pace, short ? nearer(plan) : plan);
}

/** Prices that were opened near where they will be need no phase of the widest ε: it would only drive them away again. */
function nearer(plan: AuctionPlan): AuctionPlan {
  return { ...plan, first: Math.floor(plan.first / DIVISOR) };
}

/** Near-optimal again after pairs were added that would improve the optimum by `most` each at most. */
export async function adaptPrices(graph: Graph, capacity: Int32Array, weights: Weights, price: Float64Array, most: number, pace: Pace): Promise<AuctionResult> {
  if (weights.unit > 0) hintPrices(graph, capacity, weights, price);
  closeColumns(capacity, weights, price);
  return auction(graph, capacity, weights.alone, price, pace, { ...planFor(weights.top), first: Math.floor(most / 8) });
}

export async function exactOptimum(graph: Graph, capacity: Int32Array, { alone }: Weights, { price, mate }: WarmStart, pace: Pace): Promise<Network> {
  const network = createNetwork(graph, capacity, alone, null);
  for (let j = 0; j < graph.columns; j++) network.v[j] = 0 - price[j]!;
  await settle(network, mate, pace);
  return network;
}

function closeColumns(capacity: Int32Array, { closed }: Weights, price: Float64Array): void {
  for (let j = 0; j < price.length; j++) if (capacity[j] === 0) price[j] = closed;
}
