import type { Network } from '../exact/network.js';
import { tieCost } from '../model/ties.js';
import type { Pace } from '../pace.js';
import { components } from './components.js';
import type { Components } from './components.js';
import { exchangeGraph } from './exchange-graph.js';
import type { ExchangeGraph, TightPairs } from './exchange-graph.js';
import { islands } from './islands.js';
import { solveIsland } from './solve-island.js';

/**
 * The last stage: among all optima the one with the smallest sum of tie costs, and tie prices that prove it. Optima differ by
 * cycles of the exchange graph, so only inside its strongly connected components is there anything to choose; mostly there is
 * none, which proves in linear time that the optimum is unique. Components are solved apart over tight pairs (solve-island.ts).
 */
export async function breakTies(network: Network, tight: TightPairs, pace: Pace): Promise<void> {
  const ties = network.ties!;
  const graph = exchangeGraph(network, tight);
  const parts = components(graph);
  let done = 0;
  const found = islands(network, parts);
  for (const island of found) {
    await solveIsland(network, tight, island, pace);
    if (pace.due) await pace.rest('ties', ++done / found.length);
  }
  // Pairs changed inside islands only: arcs between components are the same, and their weights are read again.
  shiftComponents(network, found.length > 0 ? exchangeGraph(network, tight) : graph, parts);
  for (let i = 0; i < network.rows; i++) {
    const j = network.mate[i]!;
    ties.tu[i] = j < 0 ? 0 : tieCost(ties.rowHash[i]!, ties.columnHash[j]!) - ties.tv[j]!;
  }
}

/**
 * Tie prices inside a component hold up to a shift; along the order of components each is shifted down as far as the arcs into it
 * ask, and last all together so that the outside has price 0.
 */
function shiftComponents(network: Network, graph: ExchangeGraph, parts: Components): void {
  const tv = new Float64Array(graph.nodes);
  tv.set(network.ties!.tv);
  const shift = new Float64Array(parts.count);
  const byComponent = nodesByComponent(parts);
  for (const a of byComponent) {
    const own = parts.of[a]!;
    tv[a]! += shift[own]!;
    for (let k = graph.start[a]!; k < graph.start[a + 1]!; k++) {
      const b = graph.target[k]!;
      const other = parts.of[b]!;
      if (other !== own) shift[other] = Math.min(shift[other]!, tv[a]! + graph.weight[k]! - tv[b]!);
    }
  }
  const outside = tv[network.columns]!;
  for (let j = 0; j < network.columns; j++) network.ties!.tv[j] = tv[j]! - outside;
}

/** Nodes from the highest component to the lowest: every arc between components leads forward. */
function nodesByComponent({ of, count }: Components): Int32Array {
  const start = new Int32Array(count + 1);
  for (const part of of) start[count - part]!++;
  for (let k = 0; k < count; k++) start[k + 1]! += start[k]!;
  const nodes = new Int32Array(of.length);
  of.forEach((part, node) => {
    nodes[start[count - 1 - part]!++] = node;
  });
  return nodes;
}
