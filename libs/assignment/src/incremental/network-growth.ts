import { createScratch } from '../exact/network.js';
import type { Network } from '../exact/network.js';
import { countOf, costOf, unitFor } from '../model/weights.js';
import { grownTo } from './grow.js';

/** Room for a sixteenth more people before any array has to grow. */
export function reserve(network: Network): void {
  const { rows, columns } = network;
  resizeRows(network, rows + (rows >> 4) + 64);
  resizeColumns(network, columns + (columns >> 4) + 64);
}

/** One more row, alone and without pairs yet; arrays grow by half, so that a join costs O(1) amortised. */
export function addRowTo(network: Network, hash: number, alone: number): void {
  const row = network.rows++;
  const { rows, ties } = network;
  resizeRows(network, rows);
  network.alone[row] = alone;
  if (ties !== null) ties.rowHash[row] = hash;
}

/** One more column, without a slot yet. */
export function addColumnTo(network: Network, hash: number): void {
  const column = network.columns++;
  const { columns, ties } = network;
  resizeColumns(network, columns);
  network.first[column] = -1;
  if (ties !== null) ties.columnHash[column] = hash;
}

function resizeRows(network: Network, rows: number): void {
  const { ties } = network;
  network.alone = grownTo(network.alone, rows);
  network.u = grownTo(network.u, rows);
  network.mate = grownTo(network.mate, rows, -1);
  network.next = grownTo(network.next, rows, -1);
  network.previous = grownTo(network.previous, rows, -1);
  if (ties === null) return;
  ties.rowHash = grownTo(ties.rowHash, rows);
  ties.tu = grownTo(ties.tu, rows);
}

function resizeColumns(network: Network, columns: number): void {
  const { ties } = network;
  network.capacity = grownTo(network.capacity, columns);
  network.v = grownTo(network.v, columns);
  network.taken = grownTo(network.taken, columns);
  network.first = grownTo(network.first, columns, -1);
  if (network.scratch.distance.length < columns) network.scratch = createScratch(columns + (columns >> 1) + 16);
  if (ties === null) return;
  ties.columnHash = grownTo(ties.columnHash, columns);
  ties.tv = grownTo(ties.tv, columns);
}

/** The unit that counts pairs must stay above the longest path's cost (weights.ts); prices are rewritten when it has to grow. */
export function keepUnit(network: Network, unit: number, highestPrice: number, top: number): number {
  const side = Math.max(network.rows, network.columns) + 1;
  if (unit === 0 || unitFor(side, highestPrice, top) <= unit) return unit;
  const larger = unitFor(2 * side, highestPrice, top);
  for (const weights of [network.u, network.v, network.alone]) {
    for (let k = 0; k < weights.length; k++) weights[k] = countOf(weights[k]!, unit) * larger + costOf(weights[k]!, unit);
  }
  return larger;
}
