import type { UnmatchedReason } from '@flipside/contracts';
import { unmatchedReasons } from '@flipside/contracts';
import type { RunCounts, TopicCounts } from '../domain/match-run/events.js';
import type { Field } from '../scoring/pairs/field.js';
import { deferredAcceptance, greedy } from './compare.js';
import type { Proposal, RunReport, ScoreSpread, Unmatched } from './result.js';
import type { SolvedRun } from './solve-run.js';
import type { Survey } from './survey.js';

export function reportOf(run: SolvedRun, seen: Survey, proposals: readonly Proposal[]): RunReport {
  const silos = proposals.map(({ fit }) => fit.criteria.find(({ criterion }) => criterion === 'differentSilo')!.fact);
  const known = silos.filter((fact) => 'different' in fact && fact.different !== null);
  const seconds = proposals.filter(({ second }) => second);
  return {
    waiting: run.field.mentees.filter(({ slots }) => slots > 0).length,
    matched: proposals.length,
    scores: spreadOf(proposals.map(({ fit }) => fit.score)),
    blockingPairs: seen.blockingPairs,
    deferredAcceptance: deferredAcceptance(run),
    greedy: greedy(run),
    crossing: { pairs: known.filter((fact) => 'different' in fact && fact.different).length, known: known.length },
    load: { withTwo: new Set(seconds.map(({ mentorId }) => mentorId)).size, waitingBeside: seen.waitingBeside },
    total: Number(run.solution.total),
  };
}

/** As kept by any version of the engine; those before 4 compared with a list, one leader after the other, and not with greedy. */
export type KeptReport = Omit<RunReport, 'greedy'> & { readonly greedy?: RunReport['greedy']; readonly firstCome?: unknown };

/** A report as it is told now, whichever version of the engine made it. */
export function asToldNow({ firstCome: _list, ...report }: KeptReport): RunReport {
  return { ...report, greedy: report.greedy ?? null };
}

/** Null without pairs. Means are rounded down. */
export function spreadOf(found: readonly number[]): ScoreSpread | null {
  if (found.length === 0) return null;
  const scores = Float64Array.from(found).sort();
  const at = (share: number): number => scores[Math.min(scores.length - 1, Math.floor(share * scores.length))]!;
  const mean = (list: Float64Array): number => Math.floor(list.reduce((sum, score) => sum + score, 0) / list.length);
  const tenth = scores.subarray(0, Math.ceil(scores.length / 10));
  return {
    mean: mean(scores), median: at(0.5), deciles: Array.from({ length: 11 }, (_, tenths) => at(tenths / 10)),
    bottomDecile: { pairs: tenth.length, upTo: tenth.at(-1)!, mean: mean(tenth) },
  };
}

export function countsOf({ field }: SolvedRun, proposals: readonly Proposal[], unmatched: readonly Unmatched[]): RunCounts {
  const alone = (role: Unmatched['role']): number => unmatched.filter((person) => person.role === role).length;
  return {
    mentors: field.mentors.length, mentees: field.mentees.length, proposed: proposals.length,
    unmatchedMentors: alone('mentor'), unmatchedMentees: alone('mentee'),
  };
}

/** What was wanted, offered and found, by topic; people, no persons. */
export function topicCounts(
  field: Field, proposals: readonly Proposal[], unmatched: readonly Unmatched[],
): readonly TopicCounts[] {
  const kinds = new Map<string, 'skill' | 'perspective'>();
  const [wanted, offered, proposed] = [tally(), tally(), tally()];
  const alone = new Map<string, Map<UnmatchedReason, number>>();
  const reasonOf = new Map(unmatched.filter(({ role }) => role === 'mentee').map(({ personId, reason }) => [personId, reason]));
  for (const { personId, wishes } of field.mentees) {
    for (const { topic, kind } of wishes) {
      kinds.set(topic, kind);
      wanted.add(topic);
      const reason = reasonOf.get(personId);
      if (reason) count(alone, topic, reason);
    }
  }
  for (const { offers } of field.mentors) {
    for (const { topic, kind } of offers.values()) {
      kinds.set(topic, kind);
      offered.add(topic);
    }
  }
  for (const { wanted: topics } of proposals) for (const { topic } of topics) proposed.add(topic);
  return [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([topic, kind]) => ({
    topic, kind, wanted: wanted.of(topic), offered: offered.of(topic), proposed: proposed.of(topic),
    unmatched: unmatchedReasons
      .map((reason) => ({ reason, people: alone.get(topic)?.get(reason) ?? 0 }))
      .filter(({ people }) => people > 0),
  }));
}

function tally() {
  const counts = new Map<string, number>();
  return {
    add: (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1),
    of: (key: string): number => counts.get(key) ?? 0,
  };
}

function count(counts: Map<string, Map<UnmatchedReason, number>>, topic: string, reason: UnmatchedReason): void {
  const own = counts.get(topic) ?? new Map<UnmatchedReason, number>();
  counts.set(topic, own.set(reason, (own.get(reason) ?? 0) + 1));
}
