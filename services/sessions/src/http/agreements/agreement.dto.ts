import { Bool, Code, Day, Id, Int, ListOf, Nested, OneOf, Text, Texts } from '@flipside/service-kit';
import { supportKinds } from '../../domain/agreement/events.js';

export class TopicFields {
  @Code({ example: 'generative-ai', description: 'A code of the topic catalogue.' }) topic: string;
  @OneOf(['skill', 'perspective']) kind: 'skill' | 'perspective';
  @Int({ max: 5, optional: true, description: 'Where the leader stands; a skill has both, a perspective neither.' }) baseline?: number;
  @Int({ max: 5, optional: true, description: 'Where the leader wants to be.' }) target?: number;
}

export class CadenceFields {
  @Int({ min: 1, max: 52, description: 'Sessions between the two days, evenly.' }) sessions: number;
  @Int({ min: 1, max: 480 }) minMinutes: number;
  @Int({ min: 1, max: 480 }) maxMinutes: number;
}

export class ChannelFields {
  @Text({ max: 100, example: 'chat' }) channel: string;
  @Text({ max: 100, example: 'a working day' }) answerWithin: string;
}

export class SupportFields {
  @OneOf(supportKinds) kind: (typeof supportKinds)[number];
  @Text() text: string;
}

export class AmendmentRequest {
  @ListOf(() => TopicFields, { min: 1, max: 10 }) topics: TopicFields[];
  @Texts({ max: 10, length: 500 }) objectives: string[];
  @Day() startsOn: string;
  @Day({ example: '2027-09-15' }) endsOn: string;
  @Nested(() => CadenceFields, { optional: true, description: 'The programme’s where it is left out.' }) cadence?: CadenceFields;
  @Text({ max: 200 }) place: string;
  @Bool({ description: 'The place is not where the leader is at home.' }) awayFromLeadersOffice: boolean;
  @ListOf(() => ChannelFields, { max: 10 }) channels: ChannelFields[];
  @Texts({ max: 20, description: 'What is not spoken of.' }) offLimits: string[];
  @Text({ description: 'How either says stop.' }) stopping: string;
  @ListOf(() => SupportFields, { max: 10, description: 'What the leader promises the mentor.' }) careerSupport: SupportFields[];
}

export class DraftRequest extends AmendmentRequest {
  @Id() pairingId: string;
}

export class SignatureRequest {
  @Int({ min: 1, description: 'The version that you have read.' }) version: number;
  @Bool({ description: 'You keep to yourself what is said.' }) confidentiality: boolean;
  @Bool({ description: 'The leader’s pledge: nothing said has repercussions.' }) noRepercussion: boolean;
}

export class CompletionRequest {
  @Day({ description: 'When the two held their closing.' }) closingHeldOn: string;
}

export class AgreementReceipt {
  @Id() id: string;
  @Int({ description: 'The latest version of the terms; what is signed.' }) version: number;
}

class TermsView {
  @Int() version: number;
  @ListOf(() => TopicFields) topics: TopicFields[];
  @Nested(() => CadenceFields) cadence: CadenceFields;
  @Day() startsOn: string;
  @Day() endsOn: string;
  @Texts({ nullable: true, length: 500, description: 'null here and below: erased.' }) objectives: string[] | null;
  @Text({ nullable: true }) place: string | null;
  @ListOf(() => ChannelFields) channels: ChannelFields[];
  @Texts() offLimits: string[];
  @Text({ nullable: true }) stopping: string | null;
  @ListOf(() => SupportFields) careerSupport: SupportFields[];
  @OneOf(['mentor', 'mentee'], { description: 'Who drafted them.' }) by: string;
}

class OwnAgreement {
  @Nested(() => TermsView, { nullable: true, description: 'What is in force, or was.' }) terms: TermsView | null;
  @Nested(() => TermsView, { nullable: true, description: 'What waits for signatures.' }) draft: TermsView | null;
  @Texts({ description: 'Who signed the draft.' }) signed: string[];
  @Bool({ description: 'Help-desk took over a quarter of three sessions running.' }) drifting: boolean;
}

export class AgreementView {
  @Id({ description: 'The pairing’s.' }) id: string;
  @Text({ description: 'Revision, also the ETag.' }) revision: string;
  @Id() programmeId: string;
  @Id() mentorId: string;
  @Id() menteeId: string;
  @OneOf(['drafted', 'in-force', 'paused', 'completed', 'closed'], { description: 'Paused and closed by the programme, whatever led to it.' })
  status: string;
  @Texts({ description: 'Codes of the topics in force.' }) topics: string[];
  @Nested(() => CadenceFields, { nullable: true }) cadence: CadenceFields | null;
  @Day({ nullable: true }) startsOn: string | null;
  @Day({ nullable: true }) endsOn: string | null;
  @Int({ description: 'Sessions held.' }) held: number;
  @Day({ nullable: true, description: 'The day since which it stalled, when that was noticed last.' }) stalledSince: string | null;
  @Bool({ description: 'It drifts into help-desk, and went on after the pair was told.' }) driftTold: boolean;
  @Nested(() => OwnAgreement, { nullable: true, description: 'For the two alone; null for everybody else.' }) own: OwnAgreement | null;
}

export class AgreementPage {
  @ListOf(() => AgreementView, { max: 500 }) items: AgreementView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

class Silence {
  @Id() pairingId: string;
  @Id({ description: 'The leader who does not answer.' }) leaderId: string;
  @Text({ description: 'Since when, ISO 8601 in UTC.' }) since: string;
}

export class Silences {
  @ListOf(() => Silence, { max: 10_000 }) items: Silence[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}
