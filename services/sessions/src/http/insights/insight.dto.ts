import { insightAreas, type InsightArea } from '@flipside/contracts';
import { Code, Day, Id, ListOf, Num, OneOf, Text } from '@flipside/service-kit';

export class InsightRequest {
  @Id() pairingId: string;
  @OneOf(insightAreas) area: InsightArea;
  @Text({ max: 5000, description: 'What was learned; it stays in the pair until the mentor clears it.' }) text: string;
}

export class ClearingRequest {
  @Text({ max: 5000, description: 'What may leave the pair, word for word.' }) text: string;
}

export class ActionRequest {
  @Text({ max: 2000 }) what: string;
  @Day() due: string;
}

export class ImpactRequest {
  @Code({ example: 'approval-lead-time' }) measure: string;
  @Text({ max: 64, pattern: /^(%|[a-z0-9]+(-[a-z0-9]+){0,7})$/, example: 'days', description: 'A code, or %.' }) unit: string;
  @Num() before: number;
  @Num() after: number;
}

class ImpactView {
  @Text() measure: string;
  @Text() unit: string;
  @Num() before: number;
  @Num() after: number;
}

class ActionView {
  @Id() id: string;
  @Day() due: string;
  @Day() committedOn: string;
  @Day({ nullable: true }) deliveredOn: string | null;
  @Text({ nullable: true, max: 2000 }) what: string | null;
  @Id({ nullable: true, description: 'Whoever of the leadership does it.' }) ownerId: string | null;
  @ListOf(() => ImpactView) impacts: ImpactView[];
}

export class InsightView {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.' }) revision: string;
  @Id() programmeId: string;
  @OneOf(insightAreas) area: string;
  @OneOf(['shared', 'cleared']) status: string;
  @Day({ nullable: true }) clearedOn: string | null;
  @Text({ nullable: true, max: 5000, description: 'As cleared; for the two before that, as written. null: erased.' }) text: string | null;
  @ListOf(() => ActionView) actions: ActionView[];
}

export class InsightPage {
  @ListOf(() => InsightView, { max: 500 }) items: InsightView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}
