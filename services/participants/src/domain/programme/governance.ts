import type { DataClass, MatchingCriterion } from '@flipside/contracts';

export const legalBases = ['consent', 'contract', 'legal-obligation', 'legitimate-interest', 'works-agreement'] as const;

/** Why a class of personal data is held, on what ground and for how long. */
export interface Purpose {
  readonly dataClass: DataClass;
  readonly purpose: string;
  readonly legalBasis: (typeof legalBases)[number];
  /** Months from the end of what they belong to until their keys are destroyed; the same as in the policy. */
  readonly retentionMonths: number;
}

/** What the workers' representatives of a country said: `not-needed` where there are none or no duty to ask. */
export interface Representation {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly outcome: 'agreed' | 'not-needed';
  readonly reference: string;
  readonly on: string;
}

/** What people are told of how they are matched, in plain words. */
export interface Notice {
  /** BCP 47. */
  readonly language: string;
  readonly text: string;
  readonly criteria: readonly { readonly criterion: MatchingCriterion; readonly weight: number; readonly words: string }[];
}

export interface Governance {
  readonly purposes: readonly Purpose[];
  readonly impactAssessment: { readonly reference: string; readonly on: string };
  readonly representatives: readonly Representation[];
  readonly notice: Notice;
}

/** Classes that every programme processes. A trait is held only with the consent of the person, so it may be absent. */
export const neededClasses: readonly DataClass[] = [
  'identity', 'employment', 'profile', 'notes', 'ratings', 'answers', 'choices', 'voice', 'concern',
];
