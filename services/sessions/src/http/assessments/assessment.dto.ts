import { assessmentOccasions, raters, type AssessmentOccasion, type Rater } from '@flipside/contracts';
import { Code, Day, Id, Int, ListOf, OneOf, Text } from '@flipside/service-kit';

export class AssessmentRequest {
  @Id() pairingId: string;
  @OneOf(['mentee', 'mentor'], { description: 'Whose growth: the leader’s in an agreed skill, or the mentor’s by mentoring.' })
  subject: 'mentee' | 'mentor';
  @Code({ description: 'An agreed skill; of a mentor: communication, listening, presentation or leadership.', example: 'generative-ai' })
  skill: string;
  @OneOf(raters, { optional: true, description: 'For a leader’s skill: self by the leader, mentor or evidence by the mentor.' }) rater?: Rater;
  @OneOf(assessmentOccasions) occasion: AssessmentOccasion;
  @Int({ max: 5, description: 'Anchored, see the scales of GET /v1/instruments.' }) rating: number;
  @Int({ max: 5, optional: true, description: 'At the end, by self: the baseline as it looks now.' }) ratingThen?: number;
  @Id({ optional: true, description: 'By evidence: the completed sprint that shows it.' }) sprintId?: string;
  @Text({ max: 2000, optional: true, description: 'To a mentor, with their growth.' }) comment?: string;
}

class ReadingView {
  @OneOf(['mentee', 'mentor']) subject: string;
  @Text() skill: string;
  @OneOf([...raters, 'leader']) rater: string;
  @OneOf(assessmentOccasions) occasion: string;
  @Int() rating: number;
  @Int({ nullable: true }) ratingThen: number | null;
  @Int({ nullable: true }) target: number | null;
  @Id({ nullable: true }) sprintId: string | null;
  @Text({ nullable: true, max: 2000 }) comment: string | null;
  @Day() assessedOn: string;
}

export class Readings {
  @ListOf(() => ReadingView, { max: 1000 }) items: ReadingView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}
