import type { Network } from '../exact/network.js';
import { tieCost } from '../model/ties.js';

/** Pairs with reduced cost 0, as compressed rows: those that some optimum may use. */
export interface TightPairs {
  readonly start: Int32Array;
  readonly column: Int32Array;
}

/**
 * What may be exchanged without loss. Nodes are the columns, each with its rows, and last the outside (free slots, staying
 * alone). An arc a → b: some row of a may move to b, or the outside takes or gives a place. The optima differ exactly by
 * cycles of this graph. `weight` is what the tie price of b may exceed that of a, at most.
 */
export interface ExchangeGraph {
  readonly nodes: number;
  readonly start: Int32Array;
  readonly target: Int32Array;
  readonly weight: Float64Array;
}

export function tightPairs({ rows, pairs, u, v }: Network): TightPairs {
  const start = new Int32Array(rows + 1);
  let column = new Int32Array(2 * rows + 16);
  let size = 0;
  for (let i = 0; i < rows; i++) {
    const to = pairs.rowTo[i]!;
    const ui = u[i]!;
    if (size + to - pairs.rowFrom[i]! > column.length) column = widened(column, size + to - pairs.rowFrom[i]!);
    for (let k = pairs.rowFrom[i]!; k < to; k++) {
      const j = pairs.column[k]!;
      if (pairs.cost[k]! - ui - v[j]! === 0) column[size++] = j;
    }
    start[i + 1] = size;
  }
  return { start, column: column.subarray(0, size) };
}

export function exchangeGraph(network: Network, tight: TightPairs): ExchangeGraph {
  const nodes = network.columns + 1;
  const start = new Int32Array(nodes + 1);
  eachArc(network, tight, (from) => start[from + 1]!++);
  for (let a = 0; a < nodes; a++) start[a + 1]! += start[a]!;
  const next = start.slice();
  const target = new Int32Array(start[nodes]!);
  const weight = new Float64Array(start[nodes]!);
  eachArc(network, tight, (from, to, most) => {
    const at = next[from]!++;
    target[at] = to;
    weight[at] = most;
  });
  return { nodes, start, target, weight };
}

function eachArc(network: Network, tight: TightPairs, visit: (from: number, to: number, weight: number) => void): void {
  const { rows, columns, mate, u, v, alone, taken, capacity } = network;
  const { rowHash, columnHash } = network.ties!;
  const outside = columns;
  for (let i = 0; i < rows; i++) {
    const own = mate[i]!;
    const hash = rowHash[i]!;
    const stay = own < 0 ? 0 : tieCost(hash, columnHash[own]!);
    for (let k = tight.start[i]!; k < tight.start[i + 1]!; k++) {
      const j = tight.column[k]!;
      if (j !== own) visit(own < 0 ? outside : own, j, tieCost(hash, columnHash[j]!) - stay);
    }
    if (own >= 0 && u[i] === alone[i]) visit(own, outside, 0 - stay);
  }
  for (let j = 0; j < columns; j++) {
    if (v[j] !== 0) continue;
    visit(outside, j, 0);
    if (taken[j]! < capacity[j]!) visit(j, outside, 0);
  }
}

function widened(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(length + (length >> 1));
  wider.set(array);
  return wider;
}
