import type { Random } from './random.js';
import type { AgreedLevel, AssessmentOccasion, Rater } from '@flipside/contracts';
import type { SamplePairing } from './behaviour.js';
import type { Truths } from './truths.js';

export interface PlannedRating {
  readonly skill: string;
  readonly rater: Rater;
  readonly occasion: AssessmentOccasion;
  readonly rating: number;
  /** At the end, by self: the baseline as it looks then. */
  readonly ratingThen?: number;
}

/** Chance that an agreed skill reaches its target: on its own, and where a truth is planted. */
const REACHES = { usual: 0.4, rises: 0.88 };

/** Readings of every agreed skill: self and mentor at the baseline, all three at the end and at the retest. */
export function ratingsOf({ levels }: SamplePairing, truths: Truths, random: Random): PlannedRating[] {
  return levels.flatMap((agreed) => {
    const post = endOf(agreed, truths, random);
    const seen = (value: number): number => clip(random.next() < 0.9 ? value : value + (random.next() < 0.5 ? 1 : -1));
    const mentorEnd = truths.skillThatDoesNotRise === agreed.topic ? post : seen(post);
    const retest = random.next() < 0.85 ? post : clip(post - 1);
    const then = random.next() < 0.4 ? clip(agreed.baseline - 1) : agreed.baseline;
    const of = (rater: Rater, occasion: AssessmentOccasion, rating: number): PlannedRating => ({
      skill: agreed.topic,
      rater,
      occasion,
      rating,
    });
    return [
      of('self', 'baseline', agreed.baseline),
      of('mentor', 'baseline', agreed.baseline),
      { ...of('self', 'end', post), ratingThen: then },
      of('mentor', 'end', mentorEnd),
      of('evidence', 'end', post),
      of('self', 'retest', retest),
      of('mentor', 'retest', retest),
      of('evidence', 'retest', retest),
    ];
  });
}

function endOf({ topic, baseline, target }: AgreedLevel, truths: Truths, random: Random): number {
  const [reached, step] = [random.next(), random.next()];
  if (topic === truths.skillThatDoesNotRise)
    return step < 0.86 ? baseline : step < 0.95 ? clip(baseline + 1) : clip(baseline - 1);
  if (reached < (topic === truths.skillThatRises ? REACHES.rises : REACHES.usual)) return target;
  return Math.min(target - 1, baseline + (step < 0.5 ? 0 : 1));
}

function clip(level: number): number {
  return Math.max(0, Math.min(5, level));
}
