import { pseudoRandom } from './pseudo-random.js';

const EPSILON = 1e-7;
const SAME = 1e-3;

/** A combination of released sums, reduced as far as possible. */
export interface Derived {
  /** Its value of each unknown. */
  readonly unknowns: Float64Array;
  /** How much of each removable row is in it. */
  readonly parts: Float64Array;
}

/**
 * Everything that follows from sums of unknowns by adding and subtracting, as a reduced echelon form that is kept while rows
 * are added. Unknowns that come first are preferred as pivots, so that what follows about the last ones alone stands alone.
 */
export class RowSpace {
  private readonly rows: (Derived & { readonly pivot: number })[] = [];
  private world: Float64Array | undefined;

  /** @param start what is known to begin with, for good. */
  constructor(
    private readonly unknowns: number,
    private readonly removable: number,
    start?: RowSpace,
  ) {
    for (const { unknowns: values, pivot } of start?.rows ?? []) {
      this.rows.push({ unknowns: Float64Array.from(values), parts: new Float64Array(removable), pivot });
    }
  }

  /** @param part index of the row among the removable ones; undefined for a row that is known for good. */
  add(indexes: readonly number[], part?: number): void {
    this.world = undefined;
    const row = { unknowns: new Float64Array(this.unknowns), parts: new Float64Array(this.removable) };
    for (const index of indexes) row.unknowns[index] = 1;
    if (part !== undefined) row.parts[part] = 1;
    for (const known of this.rows) subtract(row, known, row.unknowns[known.pivot]!);
    const pivot = row.unknowns.findIndex((value) => value !== 0);
    if (pivot < 0) return;
    scale(row, 1 / row.unknowns[pivot]!);
    for (const known of this.rows) subtract(known, row, known.unknowns[pivot]!);
    this.rows.push({ ...row, pivot });
  }

  /** A basis of all that can be computed. */
  get basis(): readonly Derived[] {
    return this.rows;
  }

  /** How a vector is computed from the rows; undefined when it can't be. */
  derive(vector: Float64Array): Derived | undefined {
    if (Math.abs(dot(vector, (this.world ??= this.otherWorld()))) > SAME) return undefined;
    const rest = { unknowns: Float64Array.from(vector), parts: new Float64Array(this.removable) };
    for (const known of this.rows) subtract(rest, known, rest.unknowns[known.pivot]!);
    if (rest.unknowns.some((value) => value !== 0)) return undefined;
    return { unknowns: vector, parts: rest.parts.map((part) => -part) };
  }

  /**
   * What may be added to the unknowns while every known sum stays the same, at random: a sum that it changes can't be computed.
   * Most can't, and this tells so at once.
   */
  private otherWorld(): Float64Array {
    const random = pseudoRandom();
    const world = Float64Array.from({ length: this.unknowns }, () => random() * 2_000 - 1_000);
    for (const { pivot } of this.rows) world[pivot] = 0;
    const atPivots = this.rows.map(({ unknowns }) => -dot(unknowns, world));
    this.rows.forEach(({ pivot }, index) => (world[pivot] = atPivots[index]!));
    return world;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, index) => sum + value * b[index]!, 0);
}

function subtract(from: Derived, row: Derived, factor: number): void {
  if (factor === 0) return;
  subtractValues(from.unknowns, row.unknowns, factor);
  subtractValues(from.parts, row.parts, factor);
}

function subtractValues(from: Float64Array, values: Float64Array, factor: number): void {
  for (let index = 0; index < from.length; index++) {
    const value = from[index]! - factor * values[index]!;
    from[index] = value < EPSILON && value > -EPSILON ? 0 : value;
  }
}

function scale(row: Derived, factor: number): void {
  for (const values of [row.unknowns, row.parts]) for (let index = 0; index < values.length; index++) values[index]! *= factor;
}
