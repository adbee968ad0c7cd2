import { Bool, Day, Id, ListOf, OneOf, Text, Texts } from '@flipside/service-kit';

class TopicView {
  @Text() topic: string;
  @OneOf(['skill', 'perspective']) kind: string;
}

/** A pairing as one of the two sees it: in words why it fits; no score, no rank. */
export class OwnPairingView {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.' }) revision: string;
  @Id() programmeId: string;
  @OneOf(['offered', 'waiting', 'unavailable', 'active', 'paused', 'completed', 'ended'], {
    description: '`offered`: your answer is waited for; `waiting`: the other side’s. Whatever paused or ended it reads alike.',
  })
  status: string;
  @OneOf(['mentor', 'mentee']) side: string;
  @Id({ nullable: true }) partnerId: string | null;
  @Text({ nullable: true, description: 'Until when you may answer, ISO 8601 in UTC.' }) answerBy: string | null;
  @Day({ nullable: true }) startsOn: string | null;
  @Day({ nullable: true }) endsOn: string | null;
  @ListOf(() => TopicView) topics: TopicView[];
  @Texts({ length: 500, description: 'Why this pair fits.' }) why: string[];
}

export class OwnPairings {
  @ListOf(() => OwnPairingView, { max: 500 }) items: OwnPairingView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

/** A pairing as the programme's admin sees it: facts, never who declined or left, nor why it was paused or ended. */
export class PairingView {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.' }) revision: string;
  @Id() programmeId: string;
  @OneOf(['offered', 'active', 'paused', 'completed', 'ended']) status: string;
  @Id({ nullable: true, description: 'Shown once both have accepted.' }) mentorId: string | null;
  @Id({ nullable: true }) menteeId: string | null;
  @Day({ nullable: true }) startsOn: string | null;
  @Day({ nullable: true }) endsOn: string | null;
  @Day({ nullable: true, description: 'From which day it rests.' }) pausedFrom: string | null;
  @Text({ nullable: true, description: '`closed by the programme`, for every early ending alike.' }) ending: string | null;
}

export class PairingPage {
  @ListOf(() => PairingView, { max: 500 }) items: PairingView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

export class PairingReceipt {
  @Id() id: string;
}

export class ClosingRequest {
  @Day({ description: 'When the two held their closing conversation.' }) heldOn: string;
}

export class ExtendRequest {
  @Day({ description: 'The new last day.' }) endsOn: string;
}

export class PauseRequest {
  @Bool({ description: 'Whether it is closed at the next weekly review.' }) closing: boolean;
}

export class BlockRequest {
  @Id({ description: 'With whom you do not want to be paired; they are not told, nor is anybody else.' }) personId: string;
  @Text({ max: 500, optional: true, description: 'For yourself and the custodian’s office; nobody needs a reason.' }) reason?: string;
}

export class ConflictRequest {
  @Id() programmeId: string;
  @Id() personA: string;
  @Id() personB: string;
  @OneOf(['conflict', 'custodian']) origin: 'conflict' | 'custodian';
  @Text({ max: 500, optional: true }) reason?: string;
}

export class LiftQuery {
  @Id({ optional: true, description: 'Of the custodian: the programme whose office set the block.' }) programmeId?: string;
}

export class OwnBlock {
  @Id() id: string;
  @Id({ description: 'The other person.' }) personId: string;
}

export class OwnBlocks {
  @ListOf(() => OwnBlock, { max: 500 }) items: OwnBlock[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}
