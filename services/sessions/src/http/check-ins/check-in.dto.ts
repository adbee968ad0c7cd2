import { Bool, Code, Day, Id, Ids, Instant, Int, ListOf, MapOf, OneOf, Text, Texts } from '@flipside/service-kit';

export class AnswersRequest {
  @MapOf('object', { description: '1 (not at all) to 5 (fully) by item; null or absent: left out.', example: { 'wwh-1': 4 } })
  answers: Record<string, number | null>;
  @Ids({ max: 200, optional: true, description: 'Where the round asks: units worked with in the last 3 months.' }) units?: string[];
  @Text({ max: 5000, optional: true }) comment?: string;
}

export class CheckInRequest {
  @Id() programmeId: string;
  @Code({ example: 'upward-communication' }) instrument: string;
  @Id({ optional: true, description: 'For an instrument that a leader’s team answers: the leader.' }) leaderId?: string;
}

class ItemView {
  @Text() item: string;
  @Text() text: string;
}

class OwnCheckIn {
  @Id() id: string;
  @Id() programmeId: string;
  @Id({ nullable: true }) pairingId: string | null;
  @Int() round: number;
  @OneOf(['interim', 'end']) occasion: string;
  @OneOf(['mentor', 'mentee', 'team'], { description: 'As what you are asked.' }) role: string;
  @Day() openedOn: string;
  @Instant() closesAt: string;
  @Bool() open: boolean;
  @Bool({ description: 'Whether you answered; nobody else sees that.' }) answered: boolean;
  @ListOf(() => ItemView) items: ItemView[];
  @Text({ nullable: true, description: 'Asked beside the items.' }) unitsQuestion: string | null;
}

export class OwnCheckIns {
  @ListOf(() => OwnCheckIn) items: OwnCheckIn[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}

class InstrumentItem {
  @Text() item: string;
  @Text() text: string;
  @Bool({ description: 'Agreeing is bad news: 1–5 reads as 5–1.' }) reversed: boolean;
}

class InstrumentView {
  @Text() instrument: string;
  @Int() version: number;
  @Text() name: string;
  @Text() preface: string;
  @Texts() answeredBy: string[];
  @ListOf(() => InstrumentItem) items: InstrumentItem[];
}

class LevelView {
  @Int() level: number;
  @Text() name: string;
  @Text() anchor: string;
}

export class Instruments {
  @ListOf(() => InstrumentView) items: InstrumentView[];
  @Texts({ description: 'What 1 to 5 mean.' }) scale: string[];
  @ListOf(() => LevelView, { description: 'What 0 to 5 mean of a skill.' }) skillScale: LevelView[];
  @ListOf(() => LevelView, { description: 'What 0 to 5 mean of a mentor’s growth.' }) growthScale: LevelView[];
}
