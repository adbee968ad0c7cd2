import type { Problem } from '../problem.js';
import type { Solution, StageCertificate } from '../solution.js';
import { PairScan } from './scan.js';
import { keyHash, tieOf } from './tie-hash.js';
import type { Faults } from './verdict.js';

/** A pair's cost is what it lacks to the best score, 10⁶ unless the problem says otherwise. */
const bestOf = ({ topScore = 1_000_000 }: Problem): number => topScore;

/**
 * Linear-programming duality, stage after stage: where every reduced cost, taken as a list with one entry a stage, is
 * lexicographically ≥ 0, and all zero on what was chosen, no other choice has a lexicographically smaller list of values.
 */
export function checkSegment(problem: Problem, solution: Solution, stages: readonly StageCertificate[], floor: number, faults: Faults): void {
  const tie = tieReader(problem, solution.certificate.seed);
  checkRows(problem, solution, stages, faults);
  checkColumns(problem, solution, stages, faults);
  const best = bestOf(problem);
  const [head, next] = stages as [StageCertificate, StageCertificate?];
  const second = next?.stage === 'total' ? next : undefined;
  const rest = (i: number, j: number, score: number) => lexicographic(stages, (stage) => pairCost(stage, best - score, tie, i, j) - stage.u[i]! - stage.v[j]!);
  const headCost = head.stage === 'total' ? 1 : 0;
  new PairScan(problem, floor).each((i, columns, scores, count) => {
    const u = head.u[i]!;
    const own = solution.columnOf[i]!;
    for (let k = 0; k < count; k++) {
      const j = columns[k]!;
      const slack = headCost * (best - scores[k]!) - u - head.v[j]!;
      if (slack > 0 && j !== own) continue; // nearly all pairs
      checkPair(i, j, scores[k]!, slack, j === own);
    }
    return !faults.full;
  });
  for (const stage of stages) checkValue(problem, solution, stage, tie, faults);

  function checkPair(i: number, j: number, score: number, inHead: number, own: boolean): void {
    if (inHead === 0 && !own && second && best - score - second.u[i]! - second.v[j]! > 0) return;
    const slack = rest(i, j, score);
    if (slack < 0 || (own && slack !== 0)) faults.add('wrong-dual', `Row ${i}, column ${j}: the prices do not bound this pair.`);
  }
}

function checkRows(problem: Problem, { columnOf }: Solution, stages: readonly StageCertificate[], faults: Faults): void {
  for (let i = 0; i < problem.rows; i++) {
    const slack = lexicographic(stages, (stage) => aloneCost(problem, stage, i) - stage.u[i]!);
    if (slack < 0 || (columnOf[i]! < 0 && slack !== 0)) faults.add('wrong-dual', `Row ${i}: its price is not a bound on staying alone.`);
  }
}

function checkColumns({ columns, capacities }: Problem, { pairs }: Solution, stages: readonly StageCertificate[], faults: Faults): void {
  const taken = new Int32Array(columns);
  for (const { column } of pairs) taken[column]!++;
  for (let j = 0; j < columns; j++) {
    const slack = lexicographic(stages, (stage) => 0 - stage.v[j]!);
    const free = taken[j]! < (capacities?.[j] ?? 1);
    if (slack < 0 || (free && slack !== 0)) faults.add('wrong-dual', `Column ${j}: its price is above 0, or not 0 with a free slot.`);
  }
}

/** Prices that bound the number of pairs above the worst score by less than the number of pairs chosen. */
export function checkBestWorst(problem: Problem, solution: Solution, stage: StageCertificate, faults: Faults): void {
  const worst = solution.pairs.reduce((least, { score }) => Math.min(least, score), Infinity);
  if (stage.value !== BigInt(worst)) faults.add('wrong-value', `The worst score is ${worst}, not ${stage.value}.`);
  const bound = boundOf(problem, stage, faults);
  if (bound >= BigInt(solution.pairs.length)) faults.add('wrong-dual', `The prices allow ${bound} pairs above the worst score.`);
  new PairScan(problem, worst + 1).each((i, columns, _scores, count) => {
    for (let k = 0; k < count; k++) {
      if (stage.u[i]! + stage.v[columns[k]!]! > 0) faults.add('wrong-dual', `Row ${i}, column ${columns[k]}: not covered.`);
    }
    return !faults.full;
  });
}

function boundOf(problem: Problem, stage: StageCertificate, faults: Faults): bigint {
  let bound = 0n;
  for (let i = 0; i < problem.rows; i++) {
    if (stage.u[i]! > 1) faults.add('wrong-dual', `Row ${i}: price above 1.`);
    bound += BigInt(1 - stage.u[i]!);
  }
  for (let j = 0; j < problem.columns; j++) {
    if (stage.v[j]! > 0) faults.add('wrong-dual', `Column ${j}: price above 0.`);
    bound -= BigInt(stage.v[j]!) * BigInt(problem.capacities?.[j] ?? 1);
  }
  return bound;
}

type TieReader = (row: number, column: number) => number;

/** The stated value, the value of the pairs and the value of the prices must be one number. */
function checkValue(problem: Problem, solution: Solution, stage: StageCertificate, tie: TieReader, faults: Faults): void {
  const primal = valueOfPairs(problem, solution, stage, tie);
  const dual = valueOfPrices(problem, stage);
  const stated = stage.stage === 'most-pairs' ? BigInt(problem.rows) - stage.value : stage.value;
  if (primal !== stated) faults.add('wrong-value', `Stage ${stage.stage} states ${stated}; the pairs give ${primal}.`);
  if (dual !== primal) faults.add('wrong-dual', `Stage ${stage.stage}: the prices add up to ${dual}, the pairs to ${primal}.`);
}

function valueOfPairs(problem: Problem, { pairs, unmatched }: Solution, stage: StageCertificate, tie: TieReader): bigint {
  let primal = 0n;
  for (const { row, column, score } of pairs) primal += BigInt(stage.stage === 'most-pairs' ? 0 : pairCost(stage, bestOf(problem) - score, tie, row, column));
  for (const row of unmatched) primal += BigInt(aloneCost(problem, stage, row));
  return primal;
}

function valueOfPrices({ rows, columns, capacities }: Problem, { u, v }: StageCertificate): bigint {
  let dual = 0n;
  for (let i = 0; i < rows; i++) dual += BigInt(u[i]!);
  for (let j = 0; j < columns; j++) {
    if (v[j] !== 0) dual += BigInt(v[j]!) * BigInt(capacities?.[j] ?? 1);
  }
  return dual;
}

function pairCost({ stage }: StageCertificate, lacking: number, tie: TieReader, row: number, column: number): number {
  if (stage === 'total') return lacking;
  return stage === 'ties' ? tie(row, column) : 0;
}

function aloneCost({ topScore = 1_000_000, unmatchedPrice = topScore }: Problem, { stage }: StageCertificate, row: number): number {
  if (stage === 'ties') return 0;
  if (stage === 'most-pairs') return 1;
  return typeof unmatchedPrice === 'number' ? unmatchedPrice : unmatchedPrice[row]!;
}

/** The first entry that is not zero. */
function lexicographic(stages: readonly StageCertificate[], entry: (stage: StageCertificate) => number): number {
  for (const stage of stages) {
    const value = entry(stage);
    if (value !== 0) return value;
  }
  return 0;
}

function tieReader({ rowKeys, columnKeys }: Problem, seed: number): TieReader {
  return (row, column) => tieOf(keyHash(rowKeys?.[row] ?? row, seed), keyHash(columnKeys?.[column] ?? column, ~seed));
}
