import type { Pace } from '../pace.js';
import { insertRow } from './insert-row.js';
import { link } from './network.js';
import type { Network } from './network.js';
import { refillColumn } from './refill-column.js';

/**
 * Makes a warm start exact: with the prices v that the network has, each row's u is what its cheapest choice costs; the given
 * pairs that are tight are kept, all other rows are inserted and free slots with a price refilled, one shortest path each.
 * From v = 0 and no pairs this is the plain successive-shortest-path method.
 */
export async function settle(network: Network, mate: Int32Array, pace: Pace): Promise<void> {
  const pending = keepTightPairs(network, mate);
  for (let k = 0; k < pending.length; k++) {
    insertRow(network, pending[k]!);
    if ((k & 15) === 0 && pace.due) await pace.rest('repair', k / pending.length);
  }
  for (let j = 0; j < network.columns; j++) {
    while (network.taken[j]! < network.capacity[j]! && network.v[j]! < 0) {
      refillColumn(network, j);
      if (pace.due) await pace.rest('repair', 1);
    }
  }
}

/** The rows that are still to be inserted. A row whose best choice is to stay alone is settled. */
function keepTightPairs(network: Network, mate: Int32Array): number[] {
  const { pairs, u, v, alone, rows } = network;
  const pending: number[] = [];
  for (let i = 0; i < rows; i++) {
    let best = alone[i]!;
    let paid = mate[i]! < 0 ? best : Infinity;
    const to = pairs.rowTo[i]!;
    for (let k = pairs.rowFrom[i]!; k < to; k++) {
      const j = pairs.column[k]!;
      const value = pairs.cost[k]! - v[j]!;
      if (value < best) best = value;
      if (j === mate[i]) paid = value;
    }
    u[i] = best;
    if (paid !== best) pending.push(i);
    else if (mate[i]! >= 0) link(network, i, mate[i]!);
  }
  return pending;
}
