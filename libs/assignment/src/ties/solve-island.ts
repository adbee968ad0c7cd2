import { createNetwork, link, unlink } from '../exact/network.js';
import type { Network } from '../exact/network.js';
import { withTranspose } from '../model/graph.js';
import type { Rows } from '../model/graph.js';
import type { Pace } from '../pace.js';
import type { TightPairs } from './exchange-graph.js';
import { islandOf } from './islands.js';
import type { Island } from './islands.js';
import { settleTies } from './settle-ties.js';
import { warmTies } from './warm-ties.js';
import type { TieMarket, WarmTies } from './warm-ties.js';

/** Up to so many rows shortest paths alone are as fast as the auction that would warm them up. */
const SMALL = 64;

/**
 * The smallest sum of tie costs inside one island: an assignment problem of its own over tight pairs, solved like the big one by
 * auction and exact repair. Some choice leaves out nobody that must not be left out: the one that the island was found with.
 */
export async function solveIsland(network: Network, tight: TightPairs, island: Island, pace: Pace): Promise<void> {
  const { mate, ties } = network;
  const { rows, columns } = island;
  const market = marketOf(network, tight, island);
  const warm = rows.length > SMALL ? await warmTies(market, pace) : cold(market);
  const small = tieNetwork(market, warm.tv);
  await settleTies(small, warm.mate, pace);
  for (const i of rows) if (mate[i]! >= 0) unlink(network, i);
  for (let r = 0; r < rows.length; r++) if (small.mate[r]! >= 0) link(network, rows[r]!, columns[small.mate[r]!]!);
  for (let c = 0; c < columns.length; c++) ties!.tv[columns[c]!] = small.ties!.tv[c]!;
  network.searches += small.searches;
}

function marketOf({ u, v, alone, taken, capacity, ties }: Network, tight: TightPairs, island: Island): TieMarket {
  const { rows, columns, outside } = island;
  const pairs = islandOf(tight, island);
  const most = slotsOfUse(pairs);
  return {
    pairs,
    slots: Int32Array.from(columns, (j, c) => (outside ? Math.min(capacity[j]!, most[c]!) : taken[j]!)),
    rowHash: Int32Array.from(rows, (i) => ties!.rowHash[i]!),
    columnHash: Int32Array.from(columns, (j) => ties!.columnHash[j]!),
    mayStay: Uint8Array.from(rows, (i) => (outside && u[i] === alone[i] ? 1 : 0)),
    mayBeFree: Uint8Array.from(columns, (j) => (outside && v[j] === 0 ? 1 : 0)),
  };
}

/** One slot beyond its pairs is all that a column needs (usableCapacity): as many as there may be would take gigabytes. */
function slotsOfUse({ column, columns }: Rows): Int32Array {
  const most = new Int32Array(columns).fill(1);
  for (const c of column) most[c]!++;
  return most;
}

function cold({ pairs, slots }: TieMarket): WarmTies {
  return { mate: new Int32Array(pairs.rows).fill(-1), tv: new Float64Array(slots.length) };
}

/**
 * Primary prices that never change and say what must not be: u = 1; v = −1 on columns that have to be full, else 0; staying alone
 * costs 1 where it is allowed and 2 where not; every pair is tight.
 */
function tieNetwork({ pairs, slots, rowHash, columnHash, mayStay, mayBeFree }: TieMarket, tv: Float64Array): Network {
  const { column, cost } = pairs;
  for (let k = 0; k < column.length; k++) cost[k] = mayBeFree[column[k]!]!;
  const alone = Float64Array.from(mayStay, (may) => 2 - may);
  const network = createNetwork(withTranspose(pairs), slots, alone, { rowHash, columnHash, tu: new Float64Array(pairs.rows), tv });
  network.u.fill(1);
  network.v = Float64Array.from(mayBeFree, (may) => may - 1);
  return network;
}
