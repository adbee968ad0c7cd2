import type { Problem } from '../problem.js';
import type { Solution } from '../solution.js';
import type { Faults } from './verdict.js';

/** The rules that need no prices: allowed pairs with their true scores, one a row, capacities, the total, who is left alone. */
export function checkPairs(problem: Problem, solution: Solution, faults: Faults): void {
  const { rows, columns } = problem;
  const partner = new Int32Array(rows).fill(-1);
  const taken = new Int32Array(columns);
  let total = 0n;
  for (const { row, column, score } of solution.pairs) {
    if (!isIndex(row, rows) || !isIndex(column, columns)) {
      faults.add('malformed', `Pair ${row}, ${column} names nobody.`);
      continue;
    }
    if (partner[row]! >= 0) faults.add('pair-twice', `Row ${row} has two partners.`);
    partner[row] = column;
    taken[column]!++;
    checkScoreOf(problem, row, column, score, faults);
    total += BigInt(score);
  }
  checkCapacities(problem, taken, faults);
  if (solution.total !== total) faults.add('wrong-total', `The total is ${solution.total}; the scores add up to ${total}.`);
  checkLists(solution, partner, faults);
}

function checkCapacities({ capacities }: Problem, taken: Int32Array, faults: Faults): void {
  taken.forEach((rows, j) => {
    const capacity = capacities?.[j] ?? 1;
    if (rows > capacity) faults.add('capacity-exceeded', `Column ${j} has ${rows} rows for ${capacity} slots.`);
  });
}

function checkScoreOf(problem: Problem, row: number, column: number, score: number, faults: Faults): void {
  const actual = scoreOf(problem, row, column);
  if (actual === undefined || actual < (problem.floor ?? 0)) {
    faults.add('pair-not-allowed', `Row ${row} may not be paired with column ${column}.`);
  } else if (actual !== score) {
    faults.add('wrong-score', `The score of row ${row} and column ${column} is ${actual}, not ${score}.`);
  }
}

function scoreOf(problem: Problem, row: number, column: number): number | undefined {
  if (problem.kind === 'dense') return problem.scores[row * problem.columns + column];
  if (problem.kind === 'implicit') return problem.score(row, column);
  for (let k = problem.start[row]!; k < problem.start[row + 1]!; k++) if (problem.column[k] === column) return problem.score[k];
  return undefined;
}

function checkLists({ columnOf, unmatched }: Solution, partner: Int32Array, faults: Faults): void {
  const alone: number[] = [];
  let agrees = columnOf.length === partner.length;
  for (let i = 0; i < partner.length; i++) {
    if (columnOf[i] !== partner[i]) agrees = false;
    if (partner[i]! < 0) alone.push(i);
  }
  if (!agrees) faults.add('malformed', 'columnOf does not agree with the pairs.');
  if (unmatched.length !== alone.length || alone.some((row, k) => unmatched[k] !== row)) {
    faults.add('malformed', 'unmatched does not list the rows without a pair.');
  }
}

function isIndex(value: number, size: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < size;
}
