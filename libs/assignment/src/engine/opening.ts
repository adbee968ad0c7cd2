import type { Graph } from '../model/graph.js';
import { costOf } from '../model/weights.js';
import type { Weights } from '../model/weights.js';
import { mostPairs } from '../pairs/hopcroft-karp.js';

/** Who competes for what: 1 where a row, or a column, belongs to it. */
interface Market {
  readonly rowReached: Uint8Array;
  readonly columnReached: Uint8Array;
}

/**
 * Columns that an alternating path from an unmatched row reaches are full in every choice with the most pairs (Dulmage and
 * Mendelsohn 1958): a slot there is worth a pair, the unit. Starting at that price spares the auction the way up; where more pairs
 * have made it wrong it is taken off again.
 */
export function hintPrices(graph: Graph, capacity: Int32Array, { unit }: Weights, price: Float64Array): Market {
  const market = mostPairs(graph, capacity);
  for (let j = 0; j < graph.columns; j++) price[j] = Math.max(0, costOf(price[j]!, unit)) + (market.columnReached[j] !== 0 ? unit : 0);
  return market;
}

/** All rows and columns as one market. */
export function wholeMarket({ rows, columns }: Graph): Market {
  return { rowReached: new Uint8Array(rows).fill(1), columnReached: new Uint8Array(columns).fill(1) };
}

/**
 * Where slots are short a price for all of them at which only as many rows would still rather have their cheapest column than
 * stay alone: about where the bids of those who will stay alone would drive it anyway, in steps of ε. Too high a price is lowered by the reverse auction.
 *
 * @returns whether slots are short, so that prices are near from the start.
 */
export function openPrices(graph: Graph, capacity: Int32Array, { alone }: Weights, { rowReached, columnReached }: Market, price: Float64Array): boolean {
  const { rows, columns, start, cost, columnStart } = graph;
  let slots = 0;
  for (let j = 0; j < columns; j++) if (columnReached[j] !== 0) slots += Math.min(capacity[j]!, columnStart[j + 1]! - columnStart[j]!);
  const worth = new Float64Array(rows);
  let rivals = 0;
  for (let i = 0; i < rows; i++) if (rowReached[i] !== 0 && start[i]! < start[i + 1]!) worth[rivals++] = alone[i]! - cheapest(cost, start[i]!, start[i + 1]!);
  if (slots === 0 || rivals <= slots) return false;
  const level = worth.subarray(0, rivals).sort()[rivals - slots]!;
  for (let j = 0; j < columns; j++) if (columnReached[j] !== 0) price[j] = Math.max(price[j]!, level);
  return true;
}

function cheapest(cost: Int32Array, from: number, to: number): number {
  let least = Infinity;
  for (let k = from; k < to; k++) least = Math.min(least, cost[k]!);
  return least;
}
