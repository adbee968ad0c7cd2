import { certificateContent, resultContent, snapshotContent } from '../run/artefacts.js';
import type { MatchOutcome } from '../run/match.js';
import type { Snapshot } from '../scoring/snapshot.js';
import type { Contents } from './artefacts.js';

/** A run as the three artefacts that its hashes are made of. */
export function contentsOf(snapshot: Snapshot, { result, solved }: MatchOutcome): Contents {
  return { snapshot: snapshotContent(snapshot), result: resultContent(result), certificate: certificateContent(solved) };
}
