import { matchingCriteria, unmatchedReasons } from '@flipside/contracts';
import { Bool, Id, Int, ListOf, MapOf, Nested, OneOf, Text, Texts } from '@flipside/service-kit';

export class CriterionView {
  @OneOf([...matchingCriteria]) criterion: string;
  @Int({ max: 100 }) weight: number;
  @Int({ max: 1_000_000, description: '0 to 1,000,000.' }) value: number;
  @Int({ max: 1_000_000, description: 'Of the score.' }) points: number;
  @Bool({ description: 'Data are lacking: counted as the middle.' }) neutral: boolean;
  @MapOf('object', { description: 'The fact behind it, as codes and numbers.' }) fact: Record<string, unknown>;
  @Text({ max: 1000, description: 'The fact in words.' }) words: string;
}

export class RunnerUpView {
  @Id() personId: string;
  @Int({ max: 1_000_000 }) score: number;
}

export class RunnersUpView {
  @Nested(() => RunnerUpView, { nullable: true, description: 'The best other mentor of the leader.' }) ofMentee: RunnerUpView | null;
  @Nested(() => RunnerUpView, { nullable: true, description: 'The best other leader of the mentor.' }) ofMentor: RunnerUpView | null;
}

export class LossView {
  @Int({ min: -1_000_000, max: 1_000_000, description: 'Pairs.' }) pairs: number;
  @Int({ min: -1e12, max: 1e12, description: 'Score, in points of 1,000,000 a pair.' }) score: number;
}

export class ProposalView {
  @Id() mentorId: string;
  @Id() menteeId: string;
  @Int({ max: 1_000_000, description: '0 to 1,000,000.' }) score: number;
  @Bool({ description: 'It is the mentor’s second pairing.' }) second: boolean;
  @Bool({ description: 'Within the mentor’s own chain, by the mentor’s opt-in: the custodian is told.' }) ownChain: boolean;
  @ListOf(() => CriterionView) criteria: CriterionView[];
  @Texts({ length: 1000, description: 'What the score is made of, in words.' }) words: string[];
  @Texts({ length: 500, description: 'What the leader reads: no score, no rank.' }) told: string[];
  @Nested(() => RunnersUpView, { description: 'The best other partner of each side.' }) runnerUp: RunnersUpView;
  @Nested(() => LossView, { description: 'What one more place like this of the mentor would add at most.' }) placeWorth: LossView;
}

export class ProposalList {
  @ListOf(() => ProposalView, { max: 500, description: 'The highest score first.' }) items: ProposalView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
  @Int({ description: 'Proposals of which a person was erased.' }) erased: number;
}

class Looks {
  @Int({ description: 'Pairs with a topic in common that were looked at.' }) pairs: number;
  @Int({ description: 'All there are.' }) of: number;
}

export class UnmatchedView {
  @Id() personId: string;
  @OneOf(['mentor', 'mentee']) role: string;
  @OneOf([...unmatchedReasons]) reason: string;
  @MapOf('object', { nullable: true, description: 'The smallest change that would give them a partner.' }) change: Record<string, unknown> | null;
  @Nested(() => Looks, { nullable: true, description: 'Where the change is the smallest of a part of all pairs only; null where of all.' })
  looks: Looks | null;
  @Text({ description: 'The reason in words.' }) why: string;
  @Text({ max: 1000, description: 'The smallest change in words.' }) smallestChange: string;
}

export class UnmatchedList {
  @ListOf(() => UnmatchedView, { max: 500 }) items: UnmatchedView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

export class OwnChainPair {
  @Id() mentorId: string;
  @Id() menteeId: string;
}

export class OwnChainList {
  @ListOf(() => OwnChainPair, { max: 500 }) items: OwnChainPair[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}
