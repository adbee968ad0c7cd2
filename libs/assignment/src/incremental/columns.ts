import { insertRow } from '../exact/insert-row.js';
import { unlink } from '../exact/network.js';
import type { Network } from '../exact/network.js';
import { refillColumn } from '../exact/refill-column.js';
import { tieCost } from '../model/ties.js';

/** Gives an empty column the highest price ≤ 0, and tie price, at which no pair of it is worth more than what its row has. */
export function boundColumn({ pairs, u, v, ties }: Network, column: number): void {
  let price = 0;
  let tiePrice = 0;
  for (let k = pairs.columnFrom[column]!; k < pairs.columnTo[column]!; k++) {
    const row = pairs.row[k]!;
    const bound = pairs.columnCost[k]! - u[row]!;
    const tie = ties === null ? 0 : tieCost(ties.rowHash[row]!, ties.columnHash[column]!) - ties.tu[row]!;
    if (bound > price || (bound === price && tie >= tiePrice)) continue;
    price = bound;
    tiePrice = tie;
  }
  v[column] = price;
  if (ties !== null) ties.tv[column] = tiePrice;
}

/** Slot by slot: a slot less sends one row to look elsewhere, a slot more is filled by the cheapest chain. */
export function resizeColumn(network: Network, column: number, capacity: number): void {
  const { taken, first } = network;
  while (taken[column]! > capacity) {
    const row = first[column]!;
    unlink(network, row);
    network.capacity[column] = taken[column]!;
    insertRow(network, row);
  }
  // Once a slot stays free its price is 0, and so is what any further slot is worth.
  while (network.capacity[column]! < capacity && taken[column] === network.capacity[column]) {
    network.capacity[column]!++;
    refillColumn(network, column);
  }
  network.capacity[column] = capacity;
}
