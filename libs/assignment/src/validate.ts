import { AssignmentError } from './errors.js';
import type { AssignmentErrorCode } from './errors.js';
import { FORBIDDEN, MAX_PRICE, MAX_SCORE, MAX_SIDE } from './problem.js';
import type { DenseProblem, Problem, ProblemBase, SparseProblem } from './problem.js';

/**
 * Refuses a problem that makes no sense, before any work. One look at each number; implicit scores are looked at when read, and so
 * are those of a dense problem if the caller says that it will read them all.
 */
export function validate(problem: Problem, scoresAreReadLater = false): void {
  side('rows', problem.rows);
  side('columns', problem.columns);
  validateCapacities(problem);
  validatePrices(problem);
  const top = wholeNumber(problem.topScore ?? MAX_SCORE, 1, MAX_PRICE, 'score-out-of-range', 'topScore');
  wholeNumber(problem.floor ?? 0, 0, top, 'floor-out-of-range', 'floor');
  lengthOf(problem.rowKeys, problem.rows, 'rowKeys');
  lengthOf(problem.columnKeys, problem.columns, 'columnKeys');
  if (problem.kind === 'dense') {
    lengthOf(problem.scores, problem.rows * problem.columns, 'scores');
    if (!scoresAreReadLater) validateDense(problem);
  } else if (problem.kind === 'sparse') {
    validateSparse(problem);
  }
}

/** The score itself, or the refusal of one that is no whole number of the range. On hot paths: words are made only for a refusal. */
export function checkScore(score: number, row: number, column: number, least: 0 | typeof FORBIDDEN, top: number): number {
  if (Number.isInteger(score) && score <= top && score >= least) return score;
  const where = `row ${row}, column ${column}`;
  if (!Number.isInteger(score)) throw new AssignmentError('score-not-an-integer', `Score ${score} at ${where} is not a whole number.`);
  throw new AssignmentError('score-out-of-range', `Score ${score} at ${where} is not within 0 and ${top}.`);
}

export function checkCapacity(capacity: number, column: number): number {
  if (!Number.isInteger(capacity) || capacity > 0x7fffffff) {
    throw new AssignmentError('capacity-not-an-integer', `Capacity ${capacity} of column ${column} is not a whole number.`);
  }
  if (capacity < 0) throw new AssignmentError('capacity-negative', `Capacity ${capacity} of column ${column} is below 0.`);
  return capacity;
}

export function checkPrice(price: number, row: number): number {
  return wholeNumber(price, 0, MAX_PRICE, 'price-out-of-range', `unmatchedPrice of row ${row}`);
}

function validateDense({ scores, columns, topScore = MAX_SCORE }: DenseProblem): void {
  for (let k = 0; k < scores.length; k++) checkScore(scores[k]!, Math.floor(k / columns), k % columns, FORBIDDEN, topScore);
}

function side(name: string, size: number): void {
  wholeNumber(size, 0, Number.MAX_SAFE_INTEGER, 'size-invalid', name);
  if (size > MAX_SIDE) throw new AssignmentError('too-large', `${size} ${name}: more than ${MAX_SIDE} are not supported.`);
}

function validateCapacities({ capacities, columns }: ProblemBase): void {
  if (capacities === undefined) return;
  lengthOf(capacities, columns, 'capacities');
  for (let j = 0; j < columns; j++) checkCapacity(capacities[j]!, j);
}

function validatePrices({ unmatchedPrice, rows }: ProblemBase): void {
  if (unmatchedPrice === undefined) return;
  if (typeof unmatchedPrice === 'number') {
    checkPrice(unmatchedPrice, 0);
    return;
  }
  lengthOf(unmatchedPrice, rows, 'unmatchedPrice');
  for (let i = 0; i < rows; i++) checkPrice(unmatchedPrice[i]!, i);
}

function validateSparse({ start, column, score, rows, columns, topScore = MAX_SCORE }: SparseProblem): void {
  lengthOf(start, rows + 1, 'start');
  lengthOf(score, column.length, 'score');
  if (start[0] !== 0 || start[rows] !== column.length) {
    throw new AssignmentError('index-out-of-range', `start must begin with 0 and end with ${column.length}, the number of pairs.`);
  }
  const lastSeen = new Int32Array(columns).fill(-1);
  for (let i = 0; i < rows; i++) {
    if (!(start[i]! <= start[i + 1]!)) throw new AssignmentError('index-out-of-range', `start falls at row ${i}.`);
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const j = column[k]!;
      checkColumn(j, i, columns);
      if (lastSeen[j] === i) throw new AssignmentError('duplicate-edge', `Row ${i} names column ${j} twice.`);
      lastSeen[j] = i;
      checkScore(score[k]!, i, j, 0, topScore);
    }
  }
}

function checkColumn(j: number, row: number, columns: number): void {
  if (Number.isInteger(j) && j >= 0 && j < columns) return;
  throw new AssignmentError('index-out-of-range', `Row ${row} names column ${j}; columns are 0 to ${columns - 1}.`);
}

function lengthOf(list: ArrayLike<unknown> | undefined, length: number, name: string): void {
  if (list !== undefined && list.length !== length) {
    throw new AssignmentError('wrong-length', `${name} has ${list.length} entries, expected ${length}.`);
  }
}

function wholeNumber(value: number, low: number, high: number, code: AssignmentErrorCode, name: string): number {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new AssignmentError(code, `${name} is ${value}; it must be a whole number from ${low} to ${high}.`);
  }
  return value;
}
