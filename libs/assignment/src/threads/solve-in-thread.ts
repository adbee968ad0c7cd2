import { AssignmentError } from '../errors.js';
import type { Problem, SolveOptions } from '../problem.js';
import type { Pair, Solution } from '../solution.js';
import { receivedError } from './messages.js';
import type { FromSolver, SentSolution, SolverData } from './messages.js';
import { shareProblem } from './share.js';
import { spawn } from './spawn.js';

/** Solves in a worker thread, with a second one for reading matrices if asked. An abort ends the thread at once; it is gone before the answer. */
export function solveInThread(problem: Problem, { signal, onProgress, seed = 0, workers }: SolveOptions): Promise<Solution> {
  const data: SolverData = { problem: shareProblem(problem), seed, helper: workers === 2 && problem.kind !== 'sparse' };
  const thread = spawn('solver-thread', data);
  return new Promise<Solution>((resolve, reject) => {
    const abort = () => finish(() => reject(new AssignmentError('aborted', 'The run was aborted by its signal.', { cause: signal?.reason })));
    const finish = (settle: () => void) => {
      signal?.removeEventListener('abort', abort);
      thread.removeAllListeners();
      thread.on('error', () => undefined); // what a dying thread still says is of no interest
      thread.terminate().then(settle, reject);
    };
    thread.on('message', (message: FromSolver) => {
      if ('progress' in message) onProgress?.(message.progress);
      else if ('error' in message) finish(() => reject(receivedError(message.error)));
      else finish(() => resolve(received(message.solution)));
    });
    thread.on('error', (error) => finish(() => reject(error)));
    thread.on('exit', (code) => finish(() => reject(new Error(`The solver's thread ended with code ${code}.`))));
    signal?.addEventListener('abort', abort, { once: true });
  });
}

function received({ columnOf, scores, seed, stages, stats }: SentSolution): Solution {
  const pairs: Pair[] = [];
  const unmatched: number[] = [];
  let total = 0;
  columnOf.forEach((column, row) => {
    if (column < 0) unmatched.push(row);
    else total += scores[pairs.push({ row, column, score: scores[pairs.length]! }) - 1]!;
  });
  return { pairs, columnOf, unmatched: Int32Array.from(unmatched), total: BigInt(total), certificate: { version: 1, seed, stages }, stats };
}
