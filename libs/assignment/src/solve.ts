import { AssignmentError } from './errors.js';
import { Pace } from './pace.js';
import type { Problem, SolveOptions } from './problem.js';
import type { Solution } from './solution.js';
import { solveHere } from './solve-here.js';
import { solveInThread } from './threads/solve-in-thread.js';

/** Up to so many pairs a run takes less time than a thread takes to start. */
const THREAD_FROM = 200_000;

/**
 * The optimum of a problem (problem.ts gives the model) with the certificate that proves it.
 *
 * Without `workers`, a large problem is solved in a thread and a small one here. An implicit problem needs a `scorer` to be solved
 * elsewhere; without one it is solved here, giving way to the event loop about every 12 ms.
 *
 * Auction with ε-scaling (Bertsekas 1988; reverse: Bertsekas, Castañon, Tsaknakis 1993), then exact repair by shortest paths (Tomizawa
 * 1971, Edmonds and Karp 1972); matrices by core and pricing (Volgenant 1996). At worst O(rows × pairs × log columns), a repair of
 * every row; in practice near O(pairs) reads a phase and few repairs. Scores, prices and costs are whole numbers on one scale.
 *
 * @throws AssignmentError with a code for input that makes no sense, `aborted` when the signal fires.
 */
export async function solve(problem: Problem, options: SolveOptions = {}): Promise<Solution> {
  const { signal, onProgress = () => undefined, seed = 0, workers = usualWorkers(problem) } = options;
  if (!Number.isSafeInteger(seed)) throw new AssignmentError('size-invalid', `The seed ${seed} is no whole number.`);
  refuseAborted(signal);
  if (workers > 0 && canTravel(problem)) return solveInThread(problem, { ...options, workers });
  return solveHere(problem, seed, new Pace(() => reasonOf(signal), onProgress));
}

function refuseAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AssignmentError('aborted', 'The run was aborted by its signal.', { cause: signal.reason });
}

function usualWorkers(problem: Problem): 0 | 1 {
  return pairCount(problem) > THREAD_FROM ? 1 : 0;
}

function canTravel(problem: Problem): boolean {
  return problem.kind !== 'implicit' || problem.scorer !== undefined;
}

function reasonOf(signal: AbortSignal | undefined): unknown {
  return signal?.aborted ? (signal.reason ?? true) : null;
}

function pairCount(problem: Problem): number {
  return problem.kind === 'sparse' ? problem.column.length : problem.rows * problem.columns;
}
