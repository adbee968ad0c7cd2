import { AssignmentError } from '../errors.js';
import type { Network } from '../exact/network.js';
import { insertRow } from '../exact/insert-row.js';
import { unlink } from '../exact/network.js';
import { refillColumn } from '../exact/refill-column.js';
import { restoreNetwork } from '../exact/restore.js';
import { allPairs } from '../model/graph.js';
import { hashKey } from '../model/ties.js';
import { pricesOf, weightsOf } from '../model/weights.js';
import type { Key, Problem, SparseProblem } from '../problem.js';
import { certified } from '../result.js';
import type { Solution } from '../solution.js';
import { checkCapacity, checkPrice, validate } from '../validate.js';
import { describeProblem, withKey } from './describe.js';
import { boundColumn, resizeColumn } from './columns.js';
import { refuseStale } from './incremental.js';
import type { Incremental, Move, NewColumn, NewRow, PartnerScore } from './incremental.js';
import { recordMoves } from './moves.js';
import { addColumnTo, addRowTo, keepUnit, reserve } from './network-growth.js';
import { PairLists } from './pair-lists.js';
import { checkPartners, costsOf, known } from './partners.js';

/**
 * Goes on from a solved problem. O(pairs) once, 40 bytes a pair; dense and implicit problems keep all their pairs here.
 *
 * @throws AssignmentError `stale-solution` if the solution is of another problem, `not-supported` with the stage `bestWorst`.
 */
export function createIncremental(problem: Problem, solution: Solution): Incremental {
  validate(problem);
  refuseStale(problem, solution);
  if (problem.stages?.bestWorst) throw new AssignmentError('not-supported', 'The best worst score is solved from scratch.');
  return new LiveProblem(problem, solution);
}

class LiveProblem implements Incremental {
  private readonly network: Network;
  private readonly lists: PairLists;
  private readonly keys: { row: Key[] | null; column: Key[] | null };
  private readonly seed: number;
  private readonly floor: number;
  private unit: number;
  private highest: number;
  private readonly top: number;

  private readonly origin: Problem;

  constructor(origin: Problem, solution: Solution) {
    this.origin = origin;
    const weights = weightsOf(origin, 1024);
    this.unit = weights.unit;
    this.highest = this.top = weights.top;
    for (const price of pricesOf(origin)) this.highest = Math.max(this.highest, price);
    this.seed = solution.certificate.seed;
    this.floor = origin.floor ?? 0;
    this.network = restoreNetwork(origin, allPairs(origin), weights, solution);
    reserve(this.network);
    this.lists = new PairLists(this.network.pairs, origin.rows, origin.columns);
    this.keys = {
      row: origin.rowKeys ? Array.from(origin.rowKeys) : null,
      column: origin.columnKeys ? Array.from(origin.columnKeys) : null,
    };
  }

  get rows(): number {
    return this.network.rows;
  }

  get columns(): number {
    return this.network.columns;
  }

  columnOf(row: number): number {
    return this.network.mate[this.knownRow(row)]!;
  }

  rowsOf(column: number): readonly number[] {
    const { first, next } = this.network;
    const rows: number[] = [];
    for (let r = first[this.knownColumn(column)]!; r >= 0; r = next[r]!) rows.push(r);
    return rows.sort((a, b) => a - b);
  }

  joinRow({ pairs, unmatchedPrice = this.top, key }: NewRow) {
    checkPartners(pairs, this.rows, this.columns, 'column', this.top);
    checkPrice(unmatchedPrice, this.rows);
    this.makeRoom(unmatchedPrice);
    const row = this.rows;
    this.keys.row = withKey(this.keys.row, row, key);
    addRowTo(this.network, hashKey(key ?? row, this.seed), unmatchedPrice + this.unit);
    this.lists.addRow();
    return { row, moves: this.recorded(() => this.placeRow(row, pairs)) };
  }

  joinColumn({ pairs, capacity = 1, key }: NewColumn) {
    checkPartners(pairs, this.columns, this.rows, 'row', this.top);
    const column = this.columns;
    checkCapacity(capacity, column);
    this.makeRoom(0);
    this.keys.column = withKey(this.keys.column, column, key);
    addColumnTo(this.network, hashKey(key ?? column, ~this.seed));
    this.lists.addColumn();
    return { column, moves: this.recorded(() => this.placeColumn(column, pairs, capacity)) };
  }

  leaveRow(row: number): readonly Move[] {
    return this.setRow(row, [], 0);
  }

  leaveColumn(column: number): readonly Move[] {
    this.knownColumn(column);
    return this.recorded(() => this.placeColumn(column, [], 0));
  }

  forbid(row: number, column: number): readonly Move[] {
    this.knownRow(row);
    this.knownColumn(column);
    return this.recorded(() => {
      if (!this.lists.remove(row, column) || this.network.mate[row] !== column) return;
      unlink(this.network, row);
      insertRow(this.network, row);
      refillColumn(this.network, column);
    });
  }

  setCapacity(column: number, capacity: number): readonly Move[] {
    this.knownColumn(column);
    checkCapacity(capacity, column);
    return this.recorded(() => resizeColumn(this.network, column, capacity));
  }

  setRow(row: number, pairs: readonly PartnerScore[], unmatchedPrice?: number): readonly Move[] {
    checkPartners(pairs, row, this.columns, 'column', this.top);
    this.knownRow(row);
    if (unmatchedPrice !== undefined) {
      checkPrice(unmatchedPrice, row);
      this.makeRoom(unmatchedPrice);
    }
    return this.recorded(() => {
      if (unmatchedPrice !== undefined) this.network.alone[row] = unmatchedPrice + this.unit;
      this.placeRow(row, pairs);
    });
  }

  setColumn(column: number, pairs: readonly PartnerScore[]): readonly Move[] {
    checkPartners(pairs, column, this.rows, 'row', this.top);
    const capacity = this.network.capacity[this.knownColumn(column)]!;
    return this.recorded(() => this.placeColumn(column, pairs, capacity));
  }

  problem(): SparseProblem {
    return describeProblem(this.origin, this.network, this.unit, this.keys);
  }

  solution(): Solution {
    const effort = { edges: this.network.pairs.column.length, rounds: 0, bids: 0, began: performance.now() };
    return certified(this.problem(), this.network, this.unit, [], this.seed, effort);
  }

  private placeRow(row: number, pairs: readonly PartnerScore[]): void {
    const left = this.network.mate[row]!;
    if (left >= 0) unlink(this.network, row);
    const kept = costsOf(pairs, this.floor, this.top);
    this.lists.setRow(row, kept.partners, kept.costs);
    insertRow(this.network, row);
    if (left >= 0) refillColumn(this.network, left);
  }

  /** Empties the column first: its price is then free to be set to what the new pairs allow. */
  private placeColumn(column: number, pairs: readonly PartnerScore[], capacity: number): void {
    resizeColumn(this.network, column, 0);
    for (const row of this.lists.rowsOf(column)) this.lists.remove(row, column);
    const { partners, costs } = costsOf(pairs, this.floor, this.top);
    partners.forEach((row, k) => this.lists.add(row, column, costs[k]!));
    boundColumn(this.network, column);
    resizeColumn(this.network, column, capacity);
  }

  private recorded(change: () => void): readonly Move[] {
    return recordMoves(this.network, change);
  }

  private makeRoom(price: number): void {
    this.highest = Math.max(this.highest, price);
    this.unit = keepUnit(this.network, this.unit, this.highest, this.top);
  }

  private knownRow(row: number): number {
    return known(row, this.rows, 'row');
  }

  private knownColumn(column: number): number {
    return known(column, this.columns, 'column');
  }
}
