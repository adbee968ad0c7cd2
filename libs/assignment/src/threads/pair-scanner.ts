import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { createCandidates } from '../core/candidates.js';
import type { Priced } from '../core/price-out.js';
import { joinedPrices, scanCandidates, scanPrices } from '../core/scanner.js';
import type { Scanner } from '../core/scanner.js';
import type { ScoreRows } from '../core/scores.js';
import { receivedError } from './messages.js';
import type { FromScan, ScanTask } from './messages.js';
import type { SharedProblem } from './share.js';
import { spawn } from './spawn.js';

/**
 * Reads the upper half of the rows here and the lower half in a second thread. Lists are merged in order of row, so that the bytes
 * are those of one thread. The helper ends with the thread that made it.
 */
export function pairScanner(scores: ScoreRows, problem: SharedProblem): Scanner {
  const { rows } = scores;
  const helper = spawn('scan-thread', problem);
  helper.unref();
  const middle = rows >> 1;
  return {
    async candidates(pace) {
      const found = createCandidates(scores);
      const other = ask(helper, { kind: 'candidates', from: middle, to: rows, found });
      await scanCandidates(scores, 0, middle, found, pace);
      await other;
      return found;
    },
    async price(prices, pace) {
      const other = ask(helper, { kind: 'price', from: middle, to: rows, prices });
      const own = await scanPrices(scores, prices, 0, middle, pace);
      return joinedPrices(own, (await other)!);
    },
  };
}

async function ask(helper: Worker, task: ScanTask): Promise<Priced | null> {
  helper.ref();
  const reply = once(helper, 'message') as Promise<[FromScan]>;
  helper.postMessage(task);
  const [answer] = await reply;
  helper.unref();
  if ('error' in answer) throw receivedError(answer.error);
  return answer.done;
}
