import { sideOf, type Pair } from '../../domain/pair.js';
import type { AssessmentEvent } from '../../domain/assessment/events.js';
import type { Readings } from './assessment.dto.js';

type Reading = Readings['items'][number];

/**
 * What one of the two may read. The leader: own ratings and what a task showed, never the mentor's rating. The mentor: what
 * they rated or judged, and all that was said of their own growth; the leader of that what they said themselves.
 */
export function readingsFor(personId: string, pair: Pair, events: readonly AssessmentEvent[]): readonly Reading[] {
  const side = sideOf(pair, personId, 'assessment-not-found');
  const visible = side === 'mentor' ? ofMentor : ofLeader;
  return events.filter(visible).flatMap(viewOf);
}

const ofLeader = ({ type, data: { rater } }: AssessmentEvent): boolean =>
  type === 'SkillAssessed' ? rater === 'self' || rater === 'evidence' : rater === 'leader';
const ofMentor = ({ type, data: { rater } }: AssessmentEvent): boolean =>
  type === 'GrowthAssessed' || rater === 'mentor' || rater === 'evidence';

function viewOf(event: AssessmentEvent): readonly Reading[] {
  const { skill, rater, occasion, rating, assessedOn } = event.data;
  if (rater === null || rating === null) return [];
  const reading = { skill, rater, occasion, rating, assessedOn };
  if (event.type === 'GrowthAssessed') {
    return [{ ...reading, subject: 'mentor', ratingThen: null, target: null, sprintId: null, comment: event.data.comment }];
  }
  const { ratingThen, target, sprintId } = event.data;
  return [{ ...reading, subject: 'mentee', ratingThen, target, sprintId, comment: null }];
}
