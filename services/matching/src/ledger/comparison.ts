import { DomainError } from '@flipside/event-sourcing';
import { match } from '../run/match.js';
import type { RunResult } from '../run/result.js';
import type { KeptRun } from '../run/verify.js';
import { compareResults, totalUnder, type Comparison } from '../run/what-if.js';
import type { Sources } from '../sources.js';
import type { RunArtefacts } from './artefacts.js';
import { isWhole, resultLeft, snapshotLeft } from './kept-run.js';

/** A what-if beside the run that it is compared with. */
export interface SideBySide extends Comparison {
  readonly against: string;
  readonly present: RunResult;
  readonly other: RunResult;
  /** Score of the what-if's pairs by the present weights, less what the present pairs have. */
  readonly scoreAtPresentWeights: number;
}

/** @throws DomainError `what-if-incomplete` for a run that is none. */
export async function sideBySide(sources: Pick<Sources, 'runs'>, artefacts: RunArtefacts, runId: string): Promise<SideBySide> {
  const row = await sources.runs.one(runId);
  const whatIf = row?.requested.whatIf;
  if (!whatIf) throw new DomainError('what-if-incomplete', 'Only a what-if has something to be compared with.');
  const { against, without } = whatIf;
  const [base, keptPresent, keptOther] = await Promise.all([sources.runs.one(against), artefacts.load(against), artefacts.load(runId)]);
  if (!base || !keptPresent || !keptOther) throw new DomainError('run-not-completed', 'One of the two runs has no result yet.');
  const present = await resultOf(keptPresent, { seed: base.requested.seed });
  const other = await resultOf(keptOther, { seed: row.requested.seed, without });
  const worth = totalUnder(base.requested.policy, snapshotLeft(keptOther), other.proposals);
  return { against, present, other, ...compareResults(present, other), scoreAtPresentWeights: worth - present.report.total };
}

/** Once somebody was erased both are found anew among those who are left, so that the difference is the what-if's alone. */
async function resultOf(kept: KeptRun, options: Parameters<typeof match>[1]): Promise<RunResult> {
  return isWhole(kept) ? resultLeft(kept) : (await match(snapshotLeft(kept), options)).result;
}
