import type { Verdict } from '../check/check.js';
import type { FileProblem } from '../readers/file-problem.js';
import type { Solution } from '../solution.js';

/** The printed result, one string a line; a row and its partner are named as in the file. */
export function* describe(file: FileProblem, solution: Solution, verdict: Verdict, times: { solve: number; check: number }, pairs: boolean): Generator<string> {
  const { problem, allowed, notes } = file;
  yield `format      ${file.format}, ${problem.rows} × ${problem.columns}, ${allowed} pairs allowed`;
  for (const note of notes) yield `note        ${note}`;
  yield `optimum     ${optimum(file, solution)}`;
  yield `matched     ${solution.pairs.length} of ${problem.rows}`;
  for (const { stage, value } of solution.certificate.stages) yield `  stage     ${stage} ${value}`;
  yield `certificate ${verdict.valid ? 'holds: this is proven optimal' : 'REFUSED'}`;
  for (const { code, message } of verdict.faults) yield `  ${code}: ${message}`;
  yield `time        ${times.solve.toFixed(1)} ms to solve, ${times.check.toFixed(1)} ms to check`;
  if (pairs) yield* describePairs(file, solution);
}

/** The sum over pairs in the file's own numbers. Of a file that wants everybody matched, it is said where that can't be. */
function optimum({ costTop, negated, problem }: FileProblem, { pairs, total }: Solution): string {
  if (costTop === null) return String(total);
  const cost = BigInt(costTop) * BigInt(pairs.length) - total;
  const value = negated ? -cost : cost;
  if (pairs.length === problem.rows) return String(value);
  return `none with everybody matched: INFEASIBLE; ${value} with the most pairs, ${pairs.length}`;
}

function* describePairs({ costTop, negated, rowNames, columnNames }: FileProblem, { pairs, unmatched }: Solution): Generator<string> {
  const valueOf = (score: number) => (costTop === null ? score : (costTop - score) * (negated ? -1 : 1) + 0);
  for (const { row, column, score } of pairs) yield `pair        ${rowNames[row]} ${columnNames[column]} ${valueOf(score)}`;
  for (const row of unmatched) yield `alone       ${rowNames[row]}`;
}
