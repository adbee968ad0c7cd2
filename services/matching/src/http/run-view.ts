import { hardConstraints, type HardConstraint } from '../domain/constraints.js';
import type { RunRow } from '../read-models/runs/runs.entity.js';
import type { Proposal, Unmatched } from '../run/result.js';
import type { WhyNot } from '../run/why-not.js';
import { factsInWords, unmatchedInWords } from '../run/words.js';
import type { ProposalView, UnmatchedView } from './proposal.dto.js';
import type { ConstraintView, WhyNotView } from './question.dto.js';
import type { RunSummary } from './run.dto.js';
import { wordsOf } from './words.js';

export function runSummary({ id, revision, programmeId, kind, state, requested, hashes, counts, publishedBy, discardReason }: RunRow): RunSummary {
  const { asOf, seed, engineVersion, sources, whatIf } = requested;
  return {
    id, revision, programmeId, kind, against: whatIf?.against ?? null, state, asOf, seed, engineVersion, hashes, counts, publishedBy, discardReason,
    sources: Object.entries(sources).sort().map(([service, position]) => ({ service, position })),
  };
}

export function proposalView({ mentorId, menteeId, second, tellCustodian, fit, runnerUp, placeWorth }: Proposal): ProposalView {
  const words = factsInWords(fit);
  const criteria = fit.criteria.map((line, at) => ({ ...line, fact: { ...line.fact }, words: words[at]! }));
  const told = [...wordsOf(fit, 'mentee')];
  return { mentorId, menteeId, score: fit.score, second, ownChain: tellCustodian, criteria, words: [...words], told, runnerUp, placeWorth };
}

export function unmatchedView({ personId, role, reason, change, looks }: Unmatched): UnmatchedView {
  const words = unmatchedInWords({ reason, change, looks });
  return { personId, role, reason, change: change && { ...change }, looks: looks ?? null, why: words.why, smallestChange: words.change };
}

export function constraintViews(constraints: readonly HardConstraint[]): ConstraintView[] {
  return constraints.map((constraint) => ({ constraint, words: hardConstraints[constraint] }));
}

export function whyNotView(answer: WhyNot): WhyNotView {
  const none = { constraints: [], score: null, loss: null, displaced: [] };
  switch (answer.kind) {
    case 'paired':
      return { verdict: 'paired', ...none, words: 'The run proposes these two.' };
    case 'forbidden': {
      const constraints = constraintViews(answer.constraints);
      return { verdict: 'forbidden', ...none, constraints, words: constraints.map(({ words }) => words).join(' ') };
    }
    case 'possible': {
      const { score, loss, displaced } = answer;
      return { verdict: 'possible', constraints: [], score, loss, displaced: [...displaced], words: lossInWords(loss, displaced.length) };
    }
  }
}

function lossInWords({ pairs, score }: { readonly pairs: number; readonly score: number }, moved: number): string {
  if (pairs === 0 && score === 0) return `As good as the proposals; only the order of ties speaks against it. ${peopleMoved(moved)}`;
  const fewer = pairs > 0 ? `${pairs} fewer ${pairs === 1 ? 'pair' : 'pairs'} and ` : '';
  return `Possible, but the programme would have ${fewer}${score} points less. ${peopleMoved(moved)}`;
}

function peopleMoved(moved: number): string {
  return moved === 1 ? 'One leader would have another mentor or none.' : `${moved} leaders would have another mentor or none.`;
}
