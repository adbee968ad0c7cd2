import { parentPort, workerData } from 'node:worker_threads';
import { Pace } from '../pace.js';
import { solveHere } from '../solve-here.js';
import { sentError } from './messages.js';
import type { FromSolver, SolverData } from './messages.js';
import { pairScanner } from './pair-scanner.js';
import { openProblem } from './share.js';

/** Entry of the thread that solves, so that the caller's event loop stays free. Told to stop, it is terminated. */
async function run({ problem, seed, helper }: SolverData): Promise<void> {
  const send = (message: FromSolver, transfer: ArrayBuffer[] = []) => parentPort!.postMessage(message, transfer);
  try {
    const pace = new Pace(() => null, (progress) => send({ progress }));
    const opened = await openProblem(problem);
    const { columnOf, pairs, certificate, stats } = await solveHere(opened, seed, pace, helper ? (scores) => pairScanner(scores, problem) : undefined);
    const scores = Int32Array.from(pairs, ({ score }) => score);
    send({ solution: { columnOf, scores, seed, stages: certificate.stages, stats } });
  } catch (error) {
    send({ error: sentError(error) });
  }
}

await run(workerData as SolverData);
