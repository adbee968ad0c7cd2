import { hashKeys, tieCost } from '../model/ties.js';
import { capacitiesOf } from '../model/weights.js';
import { rowReader } from '../model/row-reader.js';
import type { Problem } from '../problem.js';

/** What a simpler method would have chosen on the same problem; it keeps floor and capacities, and knows no prices. */
export interface Comparison {
  readonly columnOf: Int32Array;
  readonly pairs: number;
  readonly total: bigint;
}

interface Candidate {
  readonly row: number;
  readonly column: number;
  readonly score: number;
  readonly tie: number;
}

/** Best pair first, until nothing is left: what most tools do. O(pairs log pairs), 32 bytes and more a pair. */
export function greedy(problem: Problem, seed = 0): Comparison {
  const candidates = candidatesOf(problem, seed).flat().sort(byScore);
  const room = capacitiesOf(problem);
  const columnOf = new Int32Array(problem.rows).fill(-1);
  let total = 0n;
  let pairs = 0;
  for (const { row, column, score } of candidates) {
    if (columnOf[row]! >= 0 || room[column] === 0) continue;
    columnOf[row] = column;
    room[column]!--;
    total += BigInt(score);
    pairs++;
  }
  return { columnOf, pairs, total };
}

/**
 * Rows propose, columns keep the best so far (Gale and Shapley 1962); both sides rank by score. The result has no blocking
 * pair. O(pairs log pairs).
 */
export function deferredAcceptance(problem: Problem, seed = 0): Comparison {
  const wishes = candidatesOf(problem, seed);
  for (const list of wishes) list.sort(byScore);
  const room = capacitiesOf(problem);
  const held: Candidate[][] = Array.from({ length: problem.columns }, () => []);
  const asked = new Int32Array(problem.rows);
  const waiting = wishes.map((_, row) => row).reverse();
  while (waiting.length > 0) {
    const row = waiting.pop()!;
    const wish = wishes[row]![asked[row]!++];
    if (wish === undefined) continue;
    const refused = propose(held[wish.column]!, wish, room[wish.column]!);
    if (refused) waiting.push(refused.row);
  }
  const columnOf = new Int32Array(problem.rows).fill(-1);
  let total = 0n;
  for (const { row, column, score } of held.flat()) {
    columnOf[row] = column;
    total += BigInt(score);
  }
  return { columnOf, pairs: held.flat().length, total };
}

/** Who goes away: nobody, the one held who is the worst now, or the one who asked. */
function propose(held: Candidate[], wish: Candidate, room: number): Candidate | null {
  if (room === 0) return wish;
  let at = held.length;
  while (at > 0 && byScore(wish, held[at - 1]!) < 0) at--;
  held.splice(at, 0, wish);
  return held.length > room ? held.pop()! : null;
}

function candidatesOf(problem: Problem, seed: number): Candidate[][] {
  const read = rowReader(problem);
  const rowHash = hashKeys(problem.rowKeys, problem.rows, seed);
  const columnHash = hashKeys(problem.columnKeys, problem.columns, ~seed);
  return Array.from({ length: problem.rows }, (_, row) => {
    const list = read(row);
    const mine: Candidate[] = [];
    for (let k = 0; k < list.count; k++) {
      const column = list.columns[k]!;
      const score = list.scores[k]!;
      if (score >= (problem.floor ?? 0)) mine.push({ row, column, score, tie: tieCost(rowHash[row]!, columnHash[column]!) });
    }
    return mine;
  });
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || a.tie - b.tie || a.row - b.row || a.column - b.column;
}
