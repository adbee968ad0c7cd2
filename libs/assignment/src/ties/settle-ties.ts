import { insertRow } from '../exact/insert-row.js';
import { link } from '../exact/network.js';
import type { Network } from '../exact/network.js';
import { priceIsZero, refillColumn } from '../exact/refill-column.js';
import { tieCost } from '../model/ties.js';
import type { Pace } from '../pace.js';

/** As settle in exact/, one level below: given tie prices tv, what is tight in ties too is kept, all else inserted and refilled. */
export async function settleTies(network: Network, mate: Int32Array, pace: Pace): Promise<void> {
  const pending = keepTightPairs(network, mate);
  for (let k = 0; k < pending.length; k++) {
    insertRow(network, pending[k]!);
    if ((k & 15) === 0 && pace.due) await pace.rest('ties', k / pending.length);
  }
  for (let c = 0; c < network.columns; c++) {
    while (network.taken[c]! < network.capacity[c]! && !priceIsZero(network, c)) {
      refillColumn(network, c);
      if (pace.due) await pace.rest('ties', 1);
    }
  }
}

function keepTightPairs(network: Network, mate: Int32Array): number[] {
  const { pairs, rows, u, alone, ties } = network;
  const { tu, tv, rowHash, columnHash } = ties!;
  const pending: number[] = [];
  for (let r = 0; r < rows; r++) {
    let best = alone[r] === u[r] ? 0 : Infinity;
    let paid = mate[r]! < 0 ? best : Infinity;
    const to = pairs.rowTo[r]!;
    for (let k = pairs.rowFrom[r]!; k < to; k++) {
      const c = pairs.column[k]!;
      const tie = tieCost(rowHash[r]!, columnHash[c]!) - tv[c]!;
      if (tie < best) best = tie;
      if (c === mate[r]) paid = tie;
    }
    tu[r] = best;
    if (paid !== best || best === Infinity) pending.push(r);
    else if (mate[r]! >= 0) link(network, r, mate[r]!);
  }
  return pending;
}
