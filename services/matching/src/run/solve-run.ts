import { check, createIncremental, solve, type Incremental, type Solution, type SparseProblem } from '@flipside/assignment';
import type { Field } from '../scoring/pairs/field.js';
import type { RunOptions } from './breath.js';
import { coreOf, merged, usualCore, type CorePairs, type CoreSize } from './core.js';
import { Crew, type Threads } from './crew/crew.js';
import { pairSource, type Means, type PairSource } from './pair-source.js';
import { placesOf } from './places.js';
import { pricing } from './pricing.js';
import { placeScores, rowAtPlaces, toProblem, type PlaceScores } from './to-problem.js';

export interface SolvedRun {
  readonly field: Field;
  readonly scores: PlaceScores;
  readonly source: PairSource;
  /** The pairs that the optimum was found among; the solution's prices hold on all others too. */
  readonly core: CorePairs;
  readonly problem: SparseProblem;
  readonly solution: Solution;
  /** What the checker, which shares no code with the solver, says; all other pairs were held against the prices as well. */
  readonly optimal: boolean;
  readonly rounds: number;
}

export interface SolveSettings extends RunOptions {
  readonly seed: number;
  readonly core?: CoreSize;
  /** 1 where it is worth it, if left out. */
  readonly threads?: Threads;
  /** Pairs that are kept rather than scored again. */
  readonly mostKept?: number;
}

/** Up to this share of all rows are changed in the solution found rather than solved anew. */
const FEW = 1 / 20;
/** More pairs than this are solved in a thread of their own: up to here this one gives way often enough. */
const THREAD_FROM = 1_000_000;

/**
 * The optimum over all pairs of a snapshot: most pairs above the quality floor, then the greatest total score, ties by a
 * stable hash. Solved on the best pairs of everybody, proven on all. The same bytes for the same snapshot and seed.
 */
export async function solveRun(field: Field, settings: SolveSettings): Promise<SolvedRun> {
  return Crew.with(field.mentees.length, settings.threads, (crew) => solveWith(field, settings, { ...settings, crew }));
}

async function solveWith(field: Field, settings: SolveSettings, means: Means): Promise<SolvedRun> {
  const { core: size = usualCore, mostKept } = settings;
  const scores = placeScores(field, placesOf(field));
  const source = await pairSource(field, { ...size, mostKept }, means);
  let core = coreOf(source, field.mentors.length, size);
  let found = await solveCore(toProblem(field, scores, core), settings);
  const offendingPairs = pricing(source, scores, found.problem, settings.seed);
  let live: Incremental | undefined;
  for (let rounds = 1; ; rounds++) {
    const { problem, solution } = found;
    const missed = await offendingPairs(solution.certificate, means);
    const rows = changedRows(missed);
    if (rows.length === 0) return { field, scores, source, core, problem, solution, optimal: check(problem, solution).valid, rounds };
    core = merged(core, missed, field.mentors.length);
    // Prices that stay where they are miss fewer pairs in the next round than those of a new solution.
    if (rows.length <= Math.max(8, source.rows * FEW)) live ??= createIncremental(problem, solution);
    found = live ? withRows(live, scores, core, rows) : await solveCore(toProblem(field, scores, core), settings);
  }
}

export interface Found {
  readonly problem: SparseProblem;
  readonly solution: Solution;
}

async function solveCore(problem: SparseProblem, { seed, signal, onProgress }: SolveSettings): Promise<Found> {
  const workers = problem.column.length > THREAD_FROM ? 1 : 0;
  return { problem, solution: await solve(problem, { seed, signal, workers, onProgress: ({ done }) => onProgress?.('solving', done) }) };
}

export function withRows(live: Incremental, scores: PlaceScores, core: CorePairs, rows: readonly number[]): Found {
  for (const row of rows) live.setRow(row, rowAtPlaces(scores, core, row));
  return { problem: live.problem(), solution: live.solution() };
}

export function changedRows({ start }: CorePairs): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row + 1 < start.length; row++) if (start[row + 1]! > start[row]!) rows.push(row);
  return rows;
}
