import type { DenseProblem, SparseProblem } from '@flipside/assignment';

/**
 * Seeded instances. The same seed gives the same numbers on every machine: whole-number arithmetic only, but for the
 * normal-like sums below, which use no transcendental function.
 */
export function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TOP = 1_000_000;

function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

/** Every score uniform in 0 … 1,000,000. */
export function uniformDense(size: number, seed: number): DenseProblem {
  const next = generator(seed);
  const scores = sharedInts(size * size);
  for (let k = 0; k < scores.length; k++) scores[k] = Math.floor(next() * (TOP + 1));
  return { kind: 'dense', rows: size, columns: size, scores };
}

/**
 * Like mentors and leaders: 12 topics; a mentor knows some, a leader wants some, some mentors are better for everybody, and a
 * little noise. Scores of one mentor, and of one leader, go together, so that many want the same few.
 */
export function correlatedDense(size: number, seed: number): DenseProblem {
  const next = generator(seed);
  const topics = 12;
  const wants = Float64Array.from({ length: size * topics }, () => (next() < 0.35 ? next() : 0));
  const knows = Float64Array.from({ length: size * topics }, () => (next() < 0.35 ? next() : 0));
  const quality = Float64Array.from({ length: size }, () => next());
  const scores = sharedInts(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let fit = 0;
      for (let t = 0; t < topics; t++) fit += wants[i * topics + t]! * knows[j * topics + t]!;
      scores[i * size + j] = Math.min(TOP, Math.floor(250_000 * fit + 350_000 * quality[j]! + 50_000 * next()));
    }
  }
  return { kind: 'dense', rows: size, columns: size, scores };
}

export interface SparseShape {
  readonly rows: number;
  readonly columns: number;
  /** Candidates a row. */
  readonly degree: number;
  /** A hidden full assignment makes it possible that everybody is matched. */
  readonly full?: boolean;
  readonly capacity?: (next: () => number) => number;
  /** Share of a score that is the column's own quality: 0 is uniform. */
  readonly correlated?: number;
}

/** Every row has `degree` different candidates drawn at random. */
export function sparse(shape: SparseShape, seed: number): SparseProblem {
  const next = generator(seed);
  const { rows, columns, degree } = shape;
  const share = shape.correlated ?? 0;
  const quality = Float64Array.from({ length: columns }, () => next());
  const start = sharedInts(rows + 1);
  const column = sharedInts(rows * degree);
  const score = sharedInts(rows * degree);
  const candidate = candidates(shape, next);
  for (let i = 0; i < rows; i++) {
    for (let k = i * degree; k < (i + 1) * degree; k++) {
      const j = candidate(i, k === i * degree);
      column[k] = j;
      score[k] = Math.floor(((1 - share) * next() + share * quality[j]!) * (TOP + 1));
    }
    start[i + 1] = (i + 1) * degree;
  }
  const { capacity } = shape;
  return { kind: 'sparse', rows, columns, start, column, score, ...(capacity ? { capacities: Int32Array.from({ length: columns }, () => capacity(next)) } : {}) };
}

/** Gives each row different columns; the first of a row's may be that of the hidden assignment. */
function candidates({ columns, full }: SparseShape, next: () => number): (row: number, first: boolean) => number {
  const taken = new Int32Array(columns).fill(-1);
  const hidden = full ? shuffled(columns, next) : null;
  return (row, first) => {
    let j = hidden !== null && first ? hidden[row]! : Math.floor(next() * columns);
    while (taken[j] === row) j = Math.floor(next() * columns);
    taken[j] = row;
    return j;
  };
}

/** Slots are short: a quarter of the rows stay alone at least. */
export function scarce(rows: number, seed: number): SparseProblem {
  return sparse({ rows, columns: rows / 2, degree: 50, capacity: (next) => Math.floor(next() * 4) }, seed);
}

/** About as many slots as rows: the hardest shape. */
export function tight(rows: number, seed: number): SparseProblem {
  return sparse({ rows, columns: Math.ceil((rows * 2) / 3), degree: 50, capacity: (next) => Math.floor(next() * 4) }, seed);
}

function shuffled(size: number, next: () => number): Int32Array {
  const order = Int32Array.from({ length: size }, (_, k) => k);
  for (let k = size - 1; k > 0; k--) {
    const other = Math.floor(next() * (k + 1));
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  return order;
}
