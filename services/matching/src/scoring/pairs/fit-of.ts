import { fluencies, matchingCriteria, type MatchingCriterion, type MatchingPolicy } from '@flipside/contracts';
import type { CriterionScore, Fact, Fit } from '../../domain/fit.js';
import { availabilityValue } from '../criteria/availability.js';
import { bestSupport, careerGoal } from '../criteria/career-goal.js';
import { differentSilo } from '../criteria/different-silo.js';
import { languageFluency } from '../criteria/language-fluency.js';
import { levelDistance } from '../criteria/level-distance.js';
import { minutesApart, proximity, sameSite } from '../criteria/proximity.js';
import { pointsOf, type Value } from '../criteria/scale.js';
import { slotValue } from '../criteria/second-slot.js';
import { bestShared } from '../people/languages.js';
import type { Mentee, Mentor } from '../people/prepared.js';
import { totalWeight } from '../policy.js';
import { sharedTopics, topicFact, valueOfTopics } from './shared-topics.js';

interface Judged extends Value {
  readonly fact: Fact;
}

/**
 * The score of a pair by criterion, with the facts behind it. Points are whole and add up to the score.
 *
 * @param minutes in common in the smallest week of the window; null where one of them gave no availability.
 * @param second true for a mentor's second pairing.
 */
export function fitOf(policy: MatchingPolicy, mentor: Mentor, mentee: Mentee, minutes: number | null, second: boolean): Fit {
  const judged = judge(policy, mentor, mentee, minutes, second);
  const total = totalWeight(policy);
  const criteria = matchingCriteria.map((criterion): CriterionScore => {
    const weight = policy.weights[criterion];
    const { value, neutral, fact } = judged[criterion];
    return { criterion, weight, value, points: pointsOf(value, weight, total), neutral, fact };
  });
  return { score: criteria.reduce((sum, { points }) => sum + points, 0), criteria };
}

function judge(
  policy: MatchingPolicy, mentor: Mentor, mentee: Mentee, minutes: number | null, second: boolean,
): Record<MatchingCriterion, Judged> {
  const silo = differentSilo(mentor.siloId, mentee.siloId);
  const levels = levelDistance(mentor.level, mentee.level);
  return {
    topicFit: judgeTopics(mentor, mentee),
    differentSilo: { ...silo, fact: { criterion: 'differentSilo', different: silo.neutral ? null : silo.value > 0 } },
    availability: { ...availabilityValue(minutes, policy.minSharedMinutes), fact: { criterion: 'availability', minutes } },
    proximity: {
      ...proximity(mentor, mentee),
      fact: { criterion: 'proximity', sameSite: sameSite(mentor, mentee), minutesApart: minutesApart(mentor, mentee) },
    },
    careerGoal: judgeGoal(mentor, mentee),
    language: judgeLanguage(mentor, mentee),
    levelDistance: {
      ...levels, fact: { criterion: 'levelDistance', levels: levels.neutral ? null : mentee.level - mentor.level },
    },
    secondSlot: { ...slotValue(second), fact: { criterion: 'secondSlot', second } },
  };
}

/** Neutral where nobody says when the best topic was last used: its recency then counts as the middle. */
function judgeTopics(mentor: Mentor, mentee: Mentee): Judged {
  const shared = sharedTopics(mentor, mentee);
  const best = shared[0];
  const neutral = best !== undefined && best.offer.kind === 'skill' && best.offer.months === null;
  return { value: valueOfTopics(shared), neutral, fact: { criterion: 'topicFit', topics: shared.map(topicFact) } };
}

function judgeGoal(mentor: Mentor, mentee: Mentee): Judged {
  const support = bestSupport(mentor, mentee);
  const value = careerGoal(mentor, mentee);
  const missing = value.neutral ? (mentor.goalAreas.length === 0 ? 'goal' : 'background') : null;
  return { ...value, fact: { criterion: 'careerGoal', area: support?.area ?? null, years: support?.years ?? null, missing } };
}

function judgeLanguage(mentor: Mentor, mentee: Mentee): Judged {
  const best = bestShared(mentor.languages, mentee.languages);
  const fluency = best === null ? null : fluencies[best.rank]!;
  return { ...languageFluency(best?.rank ?? null), fact: { criterion: 'language', language: best?.language ?? null, fluency } };
}
