import { enrolmentRoles, type EnrolmentRole } from '@flipside/contracts';
import { Bool, Id, Ids, Int, ListOf, Num, OneOf, Text, Texts } from '@flipside/service-kit';
import { GoalFields } from './person.dto.js';

export class InvitationsRequest {
  @Ids({ min: 1, max: 500, description: 'People who are asked to apply.' }) personIds: string[];
  @OneOf(enrolmentRoles) role: EnrolmentRole;
  @Int({ min: 1, max: 1000, optional: true }) cohort?: number;
}

export class NominationRequest {
  @Id() personId: string;
  @OneOf(enrolmentRoles) role: EnrolmentRole;
}

export class ApplicationRequest {
  @OneOf(enrolmentRoles) role: EnrolmentRole;
  @Int({ min: 1, max: 1000, optional: true }) cohort?: number;
}

export class TermsRequest {
  @ListOf(() => GoalFields, { min: 1, max: 5 }) goals: GoalFields[];
  @OneOf([1, 2], { description: 'Pairings wished for at a time; 2 only by a mentor.' }) slots: 1 | 2;
  @Bool({ description: 'A mentor\'s yes, given beforehand, to a leader far up the own chain.' }) ownChain: boolean;
}

export class TrainingRequest {
  @Text({ max: 64, example: 'feedback-upwards' }) module: string;
}

export class TimeReleaseRequest {
  @Num({ min: 0.5, max: 40, description: 'Hours a month.' }) hoursPerMonth: number;
  @Bool({ description: 'The no-repercussion pledge, made by the line manager.' }) pledge: boolean;
}

export class EnrolmentReceipt {
  @Text({ max: 120, description: '`{programme}_{person}_{role}`' }) id: string;
}

export class InvitationsReceipt {
  @ListOf(() => EnrolmentReceipt, { max: 500 }) items: EnrolmentReceipt[];
}

export class EnrolmentView {
  @Text({ max: 120 }) id: string;
  @OneOf(['asked', 'applied', 'waitlisted', 'admitted', 'ready', 'closed']) state: string;
  @Id() programmeId: string;
  @Id() personId: string;
  @OneOf(enrolmentRoles) role: EnrolmentRole;
  @Int({ nullable: true }) cohort: number | null;
  @OneOf(['open', 'released'], { description: 'Whether hours are released.' }) time: string;
  @Bool() paused: boolean;
  @Texts({ max: 50, description: 'Training modules still to complete.' }) missing: string[];
  @Bool() goalsSet: boolean;
}

export class EnrolmentPage {
  @ListOf(() => EnrolmentView, { max: 500 }) items: EnrolmentView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

export class TimeReleaseView {
  @Text({ max: 120 }) id: string;
  @Id() programmeId: string;
  @Id() personId: string;
  @OneOf(['asked', 'applied', 'waitlisted', 'admitted', 'ready']) state: string;
  @OneOf(['open', 'released', 'refused']) time: string;
  @Num({ nullable: true, description: 'Hours a month; null while none are released.' }) hoursPerMonth: number | null;
}

export class TimeReleasePage {
  @ListOf(() => TimeReleaseView, { max: 500 }) items: TimeReleaseView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

class TimeRefusal {
  @Id({ description: 'The mentor whose time was refused; they are not told.' }) personId: string;
  @Id({ nullable: true, description: 'Their line manager, to be spoken with.' }) lineManagerId: string | null;
}

export class TimeRefusals {
  @ListOf(() => TimeRefusal, { max: 500 }) items: TimeRefusal[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

class TrainingModule {
  @Text() code: string;
  @Text() title: string;
  @Texts({ description: 'Roles it is made for.' }) roles: string[];
  @Int() minutes: number;
  @Texts({ length: 500, description: 'What it says.' }) points: string[];
}

export class TrainingCatalogue {
  @ListOf(() => TrainingModule) items: TrainingModule[];
}
