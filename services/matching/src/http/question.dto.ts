import { Bool, Id, Int, ListOf, Nested, OneOf, Text } from '@flipside/service-kit';
import { hardConstraints } from '../domain/constraints.js';
import { LossView } from './proposal.dto.js';
import { RunReportView } from './report.dto.js';

export class PairQuery {
  @Id({ description: 'A person who is in the run as mentor.' }) mentor: string;
  @Id({ description: 'A person who is in the run as leader.' }) mentee: string;
}

export class ConstraintView {
  @OneOf(Object.keys(hardConstraints), { description: '`private` stands for a block, a conflict or an earlier ending; which is told to nobody.' })
  constraint: string;
  @Text() words: string;
}

/** A leader who would have another mentor; null is nobody. */
export class MoveView {
  @Id() menteeId: string;
  @Id({ nullable: true }) from: string | null;
  @Id({ nullable: true }) to: string | null;
}

export class WhyNotView {
  @OneOf(['paired', 'forbidden', 'possible']) verdict: string;
  @ListOf(() => ConstraintView, { description: 'Of `forbidden`: what forbids it.' }) constraints: ConstraintView[];
  @Int({ nullable: true, max: 1_000_000, description: 'Of `possible`: the pair’s score.' }) score: number | null;
  @Nested(() => LossView, { nullable: true, description: 'Of `possible`: what the whole programme would lose, exactly.' }) loss: LossView | null;
  @ListOf(() => MoveView, { max: 100_000, description: 'Everybody who would have another mentor then, along the chain.' }) displaced: MoveView[];
  @Text({ max: 2000 }) words: string;
}

export class PlaceValueView {
  @Nested(() => LossView, { description: 'What one more place like the mentor’s best one would add.' }) oneMore: LossView;
  @Id({ nullable: true, description: 'The leader left alone who would get a partner by it; null where nobody would.' }) gets: string | null;
  @Nested(() => LossView, { nullable: true, description: 'What would be lost without it.' }) oneLess: LossView | null;
}

export class OverridePreviewView {
  @Bool({ description: 'Whether it may be confirmed, as far as the run knows.' }) possible: boolean;
  @ListOf(() => ConstraintView, { description: 'What the pair breaks.' }) broken: ConstraintView[];
  @ListOf(() => ConstraintView, { description: 'Those of them that nobody sets aside.' }) firm: ConstraintView[];
  @Int({ max: 1_000_000, description: 'The pair’s own score.' }) score: number;
  @Nested(() => LossView, { nullable: true, description: 'What the programme’s optimum loses; its score is sent along to confirm.' }) cost: LossView | null;
}

export class OverrideRequest {
  @Id() mentorId: string;
  @Id() menteeId: string;
  @Text({ description: 'Why these two; kept with the pairing.' }) reason: string;
  @Int({ min: -1e12, max: 1e12, description: 'The cost in score as the preview showed it.' }) cost: number;
}

export class ComparisonView {
  @Id({ description: 'The run that it is compared with.' }) against: string;
  @ListOf(() => MoveView, { max: 100_000, description: 'Leaders who would have another mentor, or none, or one instead of none.' }) changed: MoveView[];
  @Int({ min: -1_000_000, max: 1_000_000, description: 'More pairs than now; negative is fewer.' }) pairs: number;
  @Int({ min: -1e12, max: 1e12, description: 'More total score, each by its own weights.' }) score: number;
  @Int({ min: -1e12, max: 1e12, description: 'The same with the what-if’s pairs counted by the present weights: what it costs.' }) scoreAtPresentWeights: number;
  @Nested(() => RunReportView) present: RunReportView;
  @Nested(() => RunReportView) other: RunReportView;
}
