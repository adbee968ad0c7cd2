import type { AssessmentOccasion, Rater } from '@flipside/contracts';
import type { DomainEvent, EventSchemas, Sealed } from '@flipside/event-sourcing';
import { bothOf, scopeOfPairing, type Pair, type Side } from '../pair.js';

/** What a mentor grows in by mentoring. */
export const growthSkills = ['communication', 'listening', 'presentation', 'leadership'] as const;
export type GrowthSkill = (typeof growthSkills)[number];
export type GrowthRater = 'self' | 'leader';

type Reading = Pair & { readonly skill: string; readonly occasion: AssessmentOccasion; readonly assessedOn: string };

type SkillReading = Reading & {
  readonly rater: Sealed<Rater>;
  /** 0–5, whole. */
  readonly rating: Sealed<number>;
  /** At the end, by self: the baseline as it looks now. */
  readonly ratingThen: Sealed<number>;
  /** As agreed when it was assessed. */
  readonly target: Sealed<number>;
  /** Evidence only. */
  readonly sprintId: Sealed<string>;
};

type GrowthReading = Reading & {
  readonly rater: Sealed<GrowthRater>;
  readonly rating: Sealed<number>;
  readonly comment: Sealed<string>;
};

/**
 * Two types, since they go different ways: readings of the leader's skill are figures of the programme, the mentor's
 * growth is the mentor's own and granted to nobody.
 */
export type AssessmentEvent = DomainEvent<'SkillAssessed', SkillReading> | DomainEvent<'GrowthAssessed', GrowthReading>;

export const assessmentSchemas: EventSchemas<AssessmentEvent> = {
  SkillAssessed: {
    version: 1,
    seal: [
      {
        class: 'ratings',
        fields: ['rater', 'rating', 'ratingThen', 'target'],
        // The mentor's rating is about the leader and by the mentor: either's erasure takes it.
        subjects: (data) => (data.rater === 'mentor' ? [data.menteeId, data.mentorId] : [data.menteeId]),
        scope: scopeOfPairing,
      },
      { class: 'notes', fields: ['sprintId'], subjects: (data) => [data.menteeId], scope: scopeOfPairing },
    ],
  },
  GrowthAssessed: {
    version: 1,
    seal: [{ class: 'notes', fields: ['rater', 'rating', 'comment'], subjects: bothOf, scope: scopeOfPairing }],
  },
};

/** `subject` is a side, not a person: the name of a stream is never erased. */
export const assessmentStream = (pairingId: string, subject: Side, skill: string): string =>
  `assessment-${pairingId}_${subject}_${skill}`;
