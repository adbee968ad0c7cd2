import type { Network } from './exact/network.js';
import { ExactSum } from './model/exact-sum.js';
import { countOf, costOf } from './model/weights.js';
import type { Weights } from './model/weights.js';
import type { MostPairs } from './pairs/hopcroft-karp.js';
import type { StageCertificate, StageName } from './solution.js';
import { tieCost } from './model/ties.js';

/** König's cover as dual prices: 1 for rows that an unmatched row can reach, −1 for columns so reached. */
export function coverCertificate(stage: StageName, value: bigint, cover: MostPairs): StageCertificate {
  return { stage, value, u: Float64Array.from(cover.rowReached), v: Float64Array.from(cover.columnReached, (reached) => 0 - reached) };
}

/** The prices of a solved network, split into the stages that its weights combine. */
export function networkCertificates(network: Network, { unit, top }: Pick<Weights, 'unit' | 'top'>, scoreOf: (row: number) => number): StageCertificate[] {
  const { rows, u, v, mate, alone, ties } = network;
  const stages: StageCertificate[] = [];
  let pairs = 0;
  const cost = new ExactSum();
  const tie = new ExactSum();
  for (let i = 0; i < rows; i++) {
    const j = mate[i]!;
    cost.add(j < 0 ? costOf(alone[i]!, unit) : top - scoreOf(i));
    if (j < 0) continue;
    pairs++;
    if (ties) tie.add(tieCost(ties.rowHash[i]!, ties.columnHash[j]!));
  }
  if (unit > 0) {
    const count = (weight: number) => countOf(weight, unit) + 0;
    stages.push({ stage: 'most-pairs', value: BigInt(pairs), u: u.slice(0, rows).map(count), v: v.slice(0, network.columns).map(count) });
  }
  const part = (weight: number) => costOf(weight, unit);
  stages.push({ stage: 'total', value: cost.value, u: u.slice(0, rows).map(part), v: v.slice(0, network.columns).map(part) });
  if (ties) stages.push({ stage: 'ties', value: tie.value, u: ties.tu.slice(0, rows), v: ties.tv.slice(0, network.columns) });
  return stages;
}
