export interface Pair {
  readonly row: number;
  readonly column: number;
  readonly score: number;
}

export type StageName = 'most-pairs' | 'best-worst' | 'total' | 'ties';

/**
 * Whole-number dual prices that prove a stage's optimum. With the stage's cost c of a pair and U of a row left alone:
 * c − u − v ≥ 0 on every pair that was tight in all earlier stages, 0 on chosen pairs; u ≤ U, and = U on rows left alone;
 * v ≤ 0, and = 0 where a column has a free slot; a bound that an earlier stage has already left is void here.
 *
 *   most-pairs  c = 0, U = 1; value = number of pairs
 *   best-worst  c = 0, U = 1 on pairs with a score above `value`: the prices prove that fewer pairs than the most are there
 *   total       c = topScore − score, U = unmatchedPrice; value = Σ c + Σ U
 *   ties        c = hash(row key, column key, seed), U = 0; value = Σ c
 */
export interface StageCertificate {
  readonly stage: StageName;
  readonly value: bigint;
  readonly u: Float64Array;
  readonly v: Float64Array;
}

export interface Certificate {
  readonly version: 1;
  readonly seed: number;
  readonly stages: readonly StageCertificate[];
}

export interface Stats {
  readonly rows: number;
  readonly columns: number;
  /** Pairs that the exact part looked at; for dense and implicit problems the core. */
  readonly edges: number;
  /** Rounds of core + pricing; 1 where all pairs were in the core from the start. */
  readonly rounds: number;
  readonly bids: number;
  readonly searches: number;
  readonly milliseconds: number;
}

export interface Solution {
  /** Ordered by row. */
  readonly pairs: readonly Pair[];
  /** Column of each row, or −1. */
  readonly columnOf: Int32Array;
  /** Rows left alone, ascending. */
  readonly unmatched: Int32Array;
  /** Sum of the scores of all pairs. */
  readonly total: bigint;
  readonly certificate: Certificate;
  readonly stats: Stats;
}
