import type { AssessmentOccasion, Rater } from '@flipside/contracts';
import { streamsOf, type AllFacts } from '../../facts/fact.js';

/** The ratings of one agreed skill of one leader, by rater and occasion; the latest of each counts. */
export interface AssessmentView {
  readonly pairingId: string;
  readonly mentorId: string;
  readonly leaderId: string;
  readonly skill: string;
  readonly ratings: ReadonlyMap<Rater, Readonly<Partial<Record<AssessmentOccasion, number>>>>;
  /** The baseline as it looked to the leader at the end. */
  readonly then: number | undefined;
  readonly target: number | undefined;
}

/** Assessments with anything left to read: a rating whose key is gone is as if it had never been. */
export function assessmentsOf(facts: AllFacts): AssessmentView[] {
  return streamsOf(facts.sealed, 'assessment').flatMap((row) => {
    const told = row.facts.flatMap((fact) =>
      fact.type === 'SkillAssessed' && fact.data.rater !== null && fact.data.rating !== null ? [fact.data] : [],
    );
    const last = told.at(-1);
    if (!last) return [];
    const ratings = new Map<Rater, Partial<Record<AssessmentOccasion, number>>>();
    for (const { rater, rating, occasion } of told) ratings.set(rater!, { ...ratings.get(rater!), [occasion]: rating! });
    const { pairingId, mentorId, menteeId: leaderId, skill } = last;
    return [
      {
        pairingId,
        mentorId,
        leaderId,
        skill,
        ratings,
        then: lastKnown(told.map((t) => t.ratingThen)),
        target: lastKnown(told.map((t) => t.target)),
      },
    ];
  });
}

function lastKnown(values: readonly (number | null)[]): number | undefined {
  return values.findLast((value) => value !== null) ?? undefined;
}
