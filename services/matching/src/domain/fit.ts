import type { Fluency, MatchingCriterion } from '@flipside/contracts';

/** What is known of a pair under one criterion, as codes and numbers; words are made of it where it is shown. */
export type Fact =
  | {
      readonly criterion: 'topicFit';
      /** Best first. A perspective has no levels. */
      readonly topics: readonly TopicFact[];
    }
  | { readonly criterion: 'differentSilo'; readonly different: boolean | null }
  /** Minutes in common in the smallest week of the window; null where one of them gave no availability. */
  | { readonly criterion: 'availability'; readonly minutes: number | null }
  | { readonly criterion: 'proximity'; readonly sameSite: boolean | null; readonly minutesApart: number | null }
  | {
      readonly criterion: 'careerGoal';
      readonly area: string | null;
      readonly years: number | null;
      /** Which side said nothing, where that makes the criterion neutral. */
      readonly missing: 'goal' | 'background' | null;
    }
  /** The best shared language, and the lesser fluency of the two; null without one. */
  | { readonly criterion: 'language'; readonly language: string | null; readonly fluency: Fluency | null }
  | { readonly criterion: 'levelDistance'; readonly levels: number | null }
  | { readonly criterion: 'secondSlot'; readonly second: boolean };

export interface TopicFact {
  readonly topic: string;
  readonly kind: 'skill' | 'perspective';
  /** 1 is wished for most. */
  readonly priority: number;
  /** Effective proficiency 0–5; absent for a perspective. */
  readonly mentor?: number;
  readonly mentee?: number;
  /** Whole months since the mentor last used it; null where nobody says. */
  readonly monthsSinceUse?: number | null;
}

/** One line of a score: the points are of the score itself, and add up to it. */
export interface CriterionScore {
  readonly criterion: MatchingCriterion;
  /** 0–100, of the policy. */
  readonly weight: number;
  /** 0–1,000,000. */
  readonly value: number;
  readonly points: number;
  /** Data are lacking: counted as the middle, and said so. */
  readonly neutral: boolean;
  readonly fact: Fact;
}

/** Why two people fit. The score and its lines are the admin's; the facts become words for the two. */
export interface Fit {
  /** 0–1,000,000. */
  readonly score: number;
  readonly criteria: readonly CriterionScore[];
}
