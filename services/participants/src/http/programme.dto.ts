import { dataClasses, matchingCriteria, objectiveDirections } from '@flipside/contracts';
import { Bool, Code, Day, Id, Int, ListOf, MapOf, Nested, Num, OneOf, Text, Texts } from '@flipside/service-kit';
import { legalBases } from '../domain/programme/governance.js';

export class CreateProgrammeRequest {
  @Text({ max: 120, example: 'Leaders learn from below 2027' }) name: string;
}

export class ObjectiveRequest {
  @Text({ max: 300, example: 'Approvals no longer wait for one desk.' }) statement: string;
  @Code({ description: 'Code of the measure.', example: 'approval-lead-time' }) measure: string;
  @Text({ max: 20, pattern: /^[a-z%][a-z0-9-]*$/, example: 'days' }) unit: string;
  @OneOf(objectiveDirections, { description: 'Whether more or less of it is better.' }) direction: 'up' | 'down';
  @Num({ example: 12 }) baseline: number;
  @Num({ example: 8 }) target: number;
}

class Window {
  @Day({ example: '2027-01-04' }) from: string;
  @Day({ example: '2027-07-02' }) to: string;
}

class Weights {
  @Int({ max: 100 }) topicFit: number;
  @Int({ max: 100 }) differentSilo: number;
  @Int({ max: 100 }) availability: number;
  @Int({ max: 100 }) proximity: number;
  @Int({ max: 100 }) careerGoal: number;
  @Int({ max: 100 }) language: number;
  @Int({ max: 100 }) levelDistance: number;
  @Int({ max: 100 }) secondSlot: number;
}

class MatchingPolicyFields {
  @Nested(() => Weights, { description: 'Weight of each criterion; 0 switches it off.' }) weights: Weights;
  @Int({ min: 3, max: 10 }) minChainDistance: number;
  @Int({ min: 1, max: 10 }) topLevel: number;
  @Int({ min: 1, max: 9 }) minLevelGap: number;
  @Int({ min: 30, max: 2400 }) minSharedMinutes: number;
  @Int({ max: 1_000_000 }) qualityFloor: number;
  @Bool() contractorsAdmitted: boolean;
}

class Cadence {
  @Int({ min: 1, max: 52 }) sessions: number;
  @Int({ min: 1, max: 24 }) months: number;
  @Int({ min: 15, max: 240 }) minMinutes: number;
  @Int({ min: 15, max: 240 }) maxMinutes: number;
}

class Training {
  @Texts({ max: 50, length: 64 }) mentor: string[];
  @Texts({ max: 50, length: 64 }) mentee: string[];
}

/** All of it is optional but the window: what is left out is as shipped. */
export class PolicyRequest {
  @Nested(() => Window) window: Window;
  @Nested(() => MatchingPolicyFields, { optional: true }) matching?: MatchingPolicyFields;
  @Int({ min: 1, max: 30, optional: true }) offerWorkingDays?: number;
  @Nested(() => Cadence, { optional: true }) cadence?: Cadence;
  @Int({ min: 1, max: 40, optional: true }) minHoursPerMonth?: number;
  @Nested(() => Training, { optional: true }) training?: Training;
  @Int({ min: 5, max: 100, optional: true }) k?: number;
  @Int({ min: 10, max: 100, optional: true }) kComments?: number;
}

class PurposeFields {
  @OneOf(dataClasses) dataClass: (typeof dataClasses)[number];
  @Text({ max: 500 }) purpose: string;
  @OneOf(legalBases) legalBasis: (typeof legalBases)[number];
  @Int({ min: 1, max: 120 }) retentionMonths: number;
}

class AssessmentReference {
  @Text({ max: 200, example: 'DPIA-2026-114' }) reference: string;
  @Day() on: string;
}

class RepresentationFields {
  @Text({ max: 2, pattern: /^[A-Z]{2}$/, example: 'DE' }) country: string;
  @OneOf(['agreed', 'not-needed']) outcome: 'agreed' | 'not-needed';
  @Text({ max: 200 }) reference: string;
  @Day() on: string;
}

class CriterionFields {
  @OneOf(matchingCriteria) criterion: (typeof matchingCriteria)[number];
  @Int({ max: 100 }) weight: number;
  @Text({ max: 300 }) words: string;
}

class NoticeFields {
  @Text({ max: 35, example: 'en' }) language: string;
  @Text({ max: 5000 }) text: string;
  @ListOf(() => CriterionFields, { max: 20 }) criteria: CriterionFields[];
}

export class GovernanceRequest {
  @Id({ description: 'The custodian: an independent person outside the HR line.' }) custodianId: string;
  @Id({ description: 'The custodian\'s deputy.' }) deputyId: string;
  @ListOf(() => PurposeFields, { max: 20 }) purposes: PurposeFields[];
  @Nested(() => AssessmentReference) impactAssessment: AssessmentReference;
  @ListOf(() => RepresentationFields, { max: 250 }) representatives: RepresentationFields[];
  @Nested(() => NoticeFields) notice: NoticeFields;
}

/** What the governance record says to the people of a programme, and nothing else of it. */
export class ProgrammeNotice {
  @Id() id: string;
  @Text({ description: 'Revision of the programme, also the ETag.', example: '4' }) revision: string;
  @Text({ max: 35, description: 'BCP 47.', example: 'en' }) language: string;
  @Text({ max: 5000, description: 'The notice in plain language.' }) text: string;
  @ListOf(() => CriterionFields, { max: 20, description: 'What counts in matching, in words and by its weight.' }) criteria: CriterionFields[];
  @ListOf(() => PurposeFields, { max: 20, description: 'Why each class of data is held, on what ground and for how many months.' }) purposes: PurposeFields[];
}

export class SponsorRequest {
  @Id() sponsorId: string;
}

export class OutcomeRequest {
  @Code({ example: 'approval-lead-time' }) measure: string;
  @Num({ example: 9.5 }) value: number;
  @Day({ description: 'The day for which it was measured.' }) on: string;
}

export class AssessObjectiveRequest {
  @Num({ nullable: true, description: 'The value reached; null when it can\'t be measured.' }) value: number | null;
  @Text({ max: 500, nullable: true, description: 'Why it can\'t be measured.' }) reason: string | null;
}

export class ProgrammeReceipt {
  @Id() id: string;
}

export class ProgrammeView {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.', example: '4' }) revision: string;
  @OneOf(['draft', 'open', 'closed']) state: string;
  @Text() name: string;
  @Id({ nullable: true }) adminId: string | null;
  @Id({ nullable: true }) sponsorId: string | null;
  @Id({ nullable: true }) custodianId: string | null;
  @Id({ nullable: true }) deputyId: string | null;
  @MapOf('object', { description: 'Objectives by id.' }) objectives: Record<string, unknown>;
  @MapOf('object', { description: 'Outcome and value by objective.' }) assessed: Record<string, unknown>;
  @MapOf('object', { nullable: true, description: 'The policy in force.' }) policy: Record<string, unknown> | null;
  @MapOf('object', { nullable: true, description: 'The governance record.' }) governance: Record<string, unknown> | null;
  @ListOf(() => OutcomeRequest, { max: 10_000, description: 'Observed values in the order of their recording.' }) outcomes: OutcomeRequest[];
}

/** One programme of a list; the rest of it is read by its id. */
export class ProgrammeSummary {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.', example: '4' }) revision: string;
  @OneOf(['draft', 'open', 'closed']) state: string;
  @Text({ max: 120, example: 'Leaders learn from below 2027' }) name: string;
  @Nested(() => Window, { nullable: true, description: 'When it runs; null before its policy is set.' }) window: Window | null;
}

export class ProgrammePage {
  @ListOf(() => ProgrammeSummary, { max: 500 }) items: ProgrammeSummary[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}
