import type { ResultBody, SnapshotBody } from '../run/artefacts.js';
import { resultFrom, snapshotFrom } from '../run/artefacts.js';
import type { RunResult } from '../run/result.js';
import type { KeptRun } from '../run/verify.js';
import type { Snapshot } from '../scoring/snapshot.js';
import { withoutErased } from './without-erased.js';

/** People of a run's snapshot who are still there. */
export function presentIn({ snapshot }: KeptRun): ReadonlySet<string> {
  return new Set(snapshot.rows.flatMap(({ body }) => personIn(body as SnapshotBody)));
}

function personIn(body: SnapshotBody): readonly string[] {
  return 'person' in body ? [body.person.personId] : [];
}

/** Nobody of it was erased since. */
export function isWhole(kept: KeptRun): boolean {
  return presentIn(kept).size === kept.people;
}

/** The snapshot without those who were erased since. */
export function snapshotLeft({ snapshot }: KeptRun): Snapshot {
  return snapshotFrom(snapshot.head, snapshot.rows.map(({ body }) => body as SnapshotBody));
}

/** What the run found, as it may still be read: nothing names anybody who was erased. */
export function resultLeft(kept: KeptRun): RunResult {
  const result = resultFrom(kept.result.head, kept.result.rows.map(({ body }) => body as ResultBody));
  const { proposals, unmatched } = withoutErased(presentIn(kept), result.proposals, result.unmatched);
  return { ...result, proposals: proposals.filter((one) => one !== null), unmatched: unmatched.filter((one) => one !== null) };
}
