import { Bool, Day, Id, Ids, Int, ListOf, OneOf, Text, Texts } from '@flipside/service-kit';
import { concernCategories, concernOutcomes, type ConcernCategory, type ConcernOutcome, type DisclosureBasis } from '../../domain/concern/events.js';

/** 32 hexadecimal digits: who holds it is the reporter. */
const CODE = /^[0-9a-f]{32}$/;
const A_CODE = '73cfbb6efc6ce4f01706a6a1c8941f39';

export class ConcernRequest {
  @Id() programmeId: string;
  @OneOf(concernCategories, { description: 'Statutory channels stay open to you; Flipside does not replace them.' }) category: ConcernCategory;
  @Text({ max: 20_000 }) text: string;
  @Ids({ max: 50, optional: true, description: 'People it is about: who is near them does not get it.' }) touches?: string[];
}

export class MessageRequest {
  @Text({ max: 20_000 }) text: string;
}

export class MailboxRequest {
  @Text({ max: 32, pattern: CODE, example: A_CODE, description: 'As you were given it.' }) code: string;
}

export class MailboxMessageRequest extends MailboxRequest {
  @Text({ max: 20_000 }) text: string;
}

export class MailboxReceipt {
  @Text({ max: 32, pattern: CODE, example: A_CODE, description: 'Keep it: it is stored nowhere and opens the mailbox. The same request again gives it again.' })
  mailboxCode: string;
}

export class DisclosureRequest {
  @OneOf(['consent', 'legal-duty']) basis: DisclosureBasis;
  @Text({ description: 'To whom.' }) to: string;
  @Text({ max: 2000, description: 'For which purpose, or under which law.' }) why: string;
}

export class ResolutionRequest {
  @OneOf(concernOutcomes) outcome: ConcernOutcome;
  @Text({ max: 20_000 }) text: string;
}

class MessageView {
  @OneOf(['reporter', 'handler']) from: string;
  @Text({ nullable: true, max: 20_000 }) text: string | null;
  @Day() on: string;
}

class DisclosureView {
  @Id() id: string;
  @OneOf(['consent', 'legal-duty']) basis: string;
  @Text({ nullable: true }) to: string | null;
  @Text({ nullable: true, max: 2000 }) why: string | null;
  @Day() announcedOn: string;
  @Bool({ description: 'The reporter agreed.' }) allowed: boolean;
  @Bool() disclosed: boolean;
}

class OutcomeView {
  @OneOf(concernOutcomes, { nullable: true }) outcome: string | null;
  @Text({ nullable: true, max: 20_000 }) text: string | null;
}

export class ConcernView {
  @Id() id: string;
  @Bool() anonymous: boolean;
  @Id({ nullable: true, description: 'Who raised it under their name.' }) raiserId: string | null;
  @Id({ nullable: true }) programmeId: string | null;
  @OneOf(concernCategories, { nullable: true }) category: string | null;
  @Text({ nullable: true, max: 20_000, description: 'null: erased.' }) text: string | null;
  @Texts({ description: 'Ids of people it is about.' }) touches: string[];
  @Day() raisedOn: string;
  @Day({ description: 'Last day to acknowledge it.' }) acknowledgeBy: string;
  @Day({ description: 'Last day to answer it.' }) feedbackBy: string;
  @Bool() acknowledged: boolean;
  @Bool() answered: boolean;
  @Day({ nullable: true }) resolvedOn: string | null;
  @Texts({ description: 'What came too late: acknowledgement, feedback.' }) overdue: string[];
  @ListOf(() => MessageView, { max: 10_000 }) messages: MessageView[];
  @ListOf(() => MessageView, { max: 1000, description: 'What was done, as the reporter was told.' }) feedback: MessageView[];
  @ListOf(() => DisclosureView, { max: 1000 }) disclosures: DisclosureView[];
  @ListOf(() => OutcomeView, { max: 1, description: 'How it ended.' }) outcome: OutcomeView[];
}

export class ConcernList {
  @ListOf(() => ConcernView, { max: 500 }) items: ConcernView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

class MonthCount {
  @Text({ example: '2027-03' }) month: string;
  @Int() raised: number;
  @Int() resolved: number;
}

export class ConcernCounts {
  @ListOf(() => MonthCount, { max: 10_000 }) items: MonthCount[];
}
