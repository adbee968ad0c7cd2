import type { Problem } from '../problem.js';
import type { Solution, StageCertificate, StageName } from '../solution.js';
import { checkPairs } from './pairs.js';
import { checkBestWorst, checkSegment } from './prices.js';
import { Faults } from './verdict.js';
import type { Verdict } from './verdict.js';

export type { Verdict, VerdictFault } from './verdict.js';

/**
 * Judges a solution by its certificate alone: it shares no code with the solver and takes nothing for granted. A pass over
 * the pairs (all rows × columns for dense and implicit problems), the rows and the columns; no search. Never throws for a wrong solution.
 */
export function check(problem: Problem, solution: Solution): Verdict {
  const faults = new Faults();
  try {
    checkPairs(problem, solution, faults);
    if (faults.list.length === 0) checkStages(problem, solution, faults);
  } catch (error) {
    faults.add('malformed', `The solution can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { valid: faults.list.length === 0, faults: faults.list };
}

function checkStages(problem: Problem, solution: Solution, faults: Faults): void {
  const { stages } = solution.certificate;
  const expected = expectedStages(problem, solution);
  if (stages.map(({ stage }) => stage).join() !== expected.join()) {
    faults.add('malformed', `The certificate has the stages ${stages.map(({ stage }) => stage).join()}; expected ${expected.join()}.`);
    return;
  }
  for (const stage of stages) checkNumbers(problem, stage, faults);
  if (faults.list.length > 0) return;
  const floor = problem.floor ?? 0;
  const at = expected.indexOf('best-worst');
  if (at < 0) {
    checkSegment(problem, solution, stages, floor, faults);
    return;
  }
  checkSegment(problem, solution, stages.slice(0, at), floor, faults);
  checkBestWorst(problem, solution, stages[at]!, faults);
  // The worst score is the floor from here on, and the stages begin anew on the pairs that are left.
  checkSegment(problem, solution, stages.slice(at + 1), Number(stages[at]!.value), faults);
}

function expectedStages({ stages }: Problem, { pairs }: Solution): StageName[] {
  const tail: StageName[] = stages?.mostPairs === false ? ['total', 'ties'] : ['most-pairs', 'total', 'ties'];
  return stages?.bestWorst && pairs.length > 0 ? ['most-pairs', 'best-worst', ...tail] : tail;
}

/** Whole numbers, small enough that the sum of a cost and two prices is exact. */
function checkNumbers({ rows, columns }: Problem, { stage, u, v }: StageCertificate, faults: Faults): void {
  if (u.length !== rows || v.length !== columns) {
    faults.add('malformed', `Stage ${stage} has ${u.length} and ${v.length} prices for ${rows} rows and ${columns} columns.`);
    return;
  }
  for (const prices of [u, v]) {
    for (let k = 0; k < prices.length; k++) {
      const price = prices[k]!;
      if (Number.isInteger(price) && Math.abs(price) <= 2 ** 51) continue;
      faults.add('wrong-dual', `Stage ${stage}: price ${price} is no whole number within 2^51.`);
      return;
    }
  }
}
