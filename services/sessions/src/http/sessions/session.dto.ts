import { commitmentKinds, feedbackKinds, stretchKinds, type CommitmentKind, type FeedbackKind, type StretchKind } from '@flipside/contracts';
import { Bool, Code, Day, Id, Instant, Int, ListOf, MapOf, Nested, OneOf, PageQuery, Text } from '@flipside/service-kit';
import { effects, type Effect } from '../../domain/session/events.js';

export class TimeRequest {
  @Instant() startsAt: string;
  @Instant({ example: '2027-03-15T10:15:00Z' }) endsAt: string;
}

export class SessionRequest extends TimeRequest {
  @Id() pairingId: string;
  @Text({ max: 200, optional: true }) place?: string;
  @Id({ optional: true, description: 'A cancelled or missed session that this one makes up for.' }) replaces?: string;
  @Id({ optional: true }) sprintId?: string;
}

export class StretchFields {
  @OneOf(stretchKinds) kind: StretchKind;
  @Int({ min: 1, max: 480 }) minutes: number;
  @Code({ optional: true }) topic?: string;
  @Text({ max: 100, optional: true, description: 'Contextual question: which tool.' }) tool?: string;
  @OneOf(effects, { optional: true, description: 'Contextual question: what the tool does to frontline work.' }) effect?: Effect;
  @Text({ max: 500, optional: true, description: 'Strategic feedback: which decision uses it.' }) decision?: string;
}

export class RecordRequest {
  @ListOf(() => StretchFields, { min: 1, max: 20 }) stretches: StretchFields[];
}

export class MissedRequest {
  @OneOf(['mentor', 'mentee', 'both'], { optional: true, description: 'Who was not there, for the two alone.' })
  absent?: 'mentor' | 'mentee' | 'both';
}

export class NoteRequest {
  @Text({ max: 5000 }) text: string;
}

export class FeedbackRequest {
  @OneOf(feedbackKinds) kind: FeedbackKind;
  @Text({ max: 5000 }) text: string;
}

export class CommitmentRequest {
  @OneOf(commitmentKinds, { description: 'Career support is what a leader promises the mentor.' }) kind: CommitmentKind;
  @Day() due: string;
  @Text({ max: 2000 }) text: string;
}

export class SettlementRequest {
  @Bool({ description: 'Kept is said by the other side, not kept by the one who promised.' }) kept: boolean;
}

export class SessionsQuery extends PageQuery {
  @Id({ optional: true, description: 'Your own pairing; either this or programmeId.' }) pairingId?: string;
  @Id({ optional: true, description: 'A programme that you administer.' }) programmeId?: string;
}

class StretchView {
  @OneOf(stretchKinds) kind: string;
  @Int() minutes: number;
  @Text({ optional: true }) topic?: string;
}

class CommitmentView {
  @Id() id: string;
  @OneOf(['mentor', 'mentee'], { description: 'Who promised.' }) side: string;
  @OneOf(commitmentKinds) kind: string;
  @Day() due: string;
  @Bool({ nullable: true, description: 'null: not settled.' }) kept: boolean | null;
}

export class SessionView {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.' }) revision: string;
  @Id() programmeId: string;
  @Id() pairingId: string;
  @Id() mentorId: string;
  @Id() menteeId: string;
  @OneOf(['scheduled', 'cancelled', 'missed', 'held']) status: string;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @OneOf(['mentor', 'mentee']) proposedBy: string;
  @OneOf(['mentor', 'mentee', 'programme'], { nullable: true }) cancelledBy: string | null;
  @Int({ nullable: true, description: 'Hours before it would have begun.' }) noticeHours: number | null;
  @Id({ nullable: true }) replaces: string | null;
  @Id({ nullable: true }) sprintId: string | null;
  @OneOf(['mentor', 'mentee'], { nullable: true }) recordedBy: string | null;
  @Text({ nullable: true, description: 'Until when the other side’s word is taken, ISO 8601 in UTC.' }) confirmBy: string | null;
  @OneOf(['open', 'confirmed', 'corrected'], { nullable: true }) record: string | null;
  @ListOf(() => StretchView) stretches: StretchView[];
  @ListOf(() => CommitmentView) commitments: CommitmentView[];
}

export class SessionPage {
  @ListOf(() => SessionView, { max: 500 }) items: SessionView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

class DetailView {
  @Text({ optional: true }) tool?: string;
  @OneOf(effects, { optional: true }) effect?: string;
  @Text({ optional: true }) decision?: string;
}

class FeedbackView {
  @Id() id: string;
  @OneOf(['to-mentor', 'to-mentee']) direction: string;
  @OneOf(feedbackKinds) kind: string;
  @Text({ nullable: true, max: 5000 }) text: string | null;
}

class OwnSession {
  @Text({ nullable: true }) place: string | null;
  @ListOf(() => DetailView, { description: 'One for each stretch, in order; empty where erased.' }) details: DetailView[];
  @ListOf(() => FeedbackView, { max: 1000 }) feedback: FeedbackView[];
  @MapOf('string', { description: 'What was promised, by the commitment’s id.' }) commitments: Record<string, string | null>;
  @OneOf(['mentor', 'mentee', 'both'], { nullable: true }) absent: string | null;
}

export class SessionDetails extends SessionView {
  @Nested(() => OwnSession, { nullable: true, description: 'For the two alone; null for everybody else.' }) own: OwnSession | null;
}

class NoteView {
  @Id() id: string;
  @OneOf(['mentor', 'mentee']) author: string;
  @Text({ max: 5000 }) text: string;
}

export class NoteList {
  @ListOf(() => NoteView, { max: 1000 }) items: NoteView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}
