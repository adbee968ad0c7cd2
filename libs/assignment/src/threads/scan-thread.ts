import { parentPort, workerData } from 'node:worker_threads';
import { scanCandidates, scanPrices } from '../core/scanner.js';
import { scoreRowsOf } from '../core/scores.js';
import type { ScoreRows } from '../core/scores.js';
import { Pace } from '../pace.js';
import { sentError } from './messages.js';
import type { FromScan, ScanTask } from './messages.js';
import { openProblem } from './share.js';
import type { SharedProblem } from './share.js';

/** Entry of the thread that reads half of a matrix for the solving one. */
const pace = new Pace(() => null, () => undefined);

async function work(scores: ScoreRows, task: ScanTask): Promise<FromScan> {
  try {
    if (task.kind === 'price') return { done: await scanPrices(scores, task.prices, task.from, task.to, pace) };
    await scanCandidates(scores, task.from, task.to, task.found, pace);
    return { done: null };
  } catch (error) {
    return { error: sentError(error) };
  }
}

const opened = openProblem(workerData as SharedProblem).then(scoreRowsOf);
parentPort!.on('message', async (task: ScanTask) => parentPort!.postMessage(await work(await opened, task)));
