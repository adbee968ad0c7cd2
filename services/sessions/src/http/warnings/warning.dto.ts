import { warningAudiences, type WarningAudience } from '@flipside/contracts';
import { Bool, Day, Id, ListOf, Nested, Num, OneOf, Text } from '@flipside/service-kit';

export class WarningRequest {
  @Id() pairingId: string;
  @Text({ max: 5000, description: 'What you see coming.' }) text: string;
  @Day({ description: 'The day by which it bites.' }) bitesOn: string;
  @OneOf(warningAudiences, { description: 'Who is to know: your own leader, who answers for risks, or the custodian.' }) audience: WarningAudience;
  @Bool({ description: 'false: they read “a mentor”.' }) named: boolean;
}

export class CostFields {
  @Num({ min: 0 }) amount: number;
  @Text({ pattern: /^[A-Z]{3}$/, max: 3, example: 'EUR', description: 'ISO 4217' }) currency: string;
}

export class MitigationRequest {
  @Text({ max: 5000 }) note: string;
  @Nested(() => CostFields, { optional: true, description: 'Cost avoided, as you state it.' }) costAvoided?: CostFields;
}

export class DismissalRequest {
  @Text({ max: 2000, description: 'Why; the raiser is told.' }) reason: string;
}

class OwnWarning {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.' }) revision: string;
  @Id() programmeId: string;
  @OneOf(warningAudiences) audience: string;
  @OneOf(['raised', 'routed', 'owned', 'mitigated', 'materialised', 'dismissed']) status: string;
  @Day() raisedOn: string;
  @Day() bitesOn: string;
  @OneOf(['raised', 'reached'], { description: 'You raised it, or it reached you.' }) relation: string;
  @Id({ nullable: true, description: 'Who raised it, where they are named; null reads “a mentor”.' }) raiserId: string | null;
  @Text({ nullable: true, max: 5000, description: 'null: erased.' }) text: string | null;
  @Text({ nullable: true, max: 5000, description: 'What was done.' }) note: string | null;
  @Text({ nullable: true, max: 2000, description: 'Why it was dismissed.' }) reason: string | null;
}

export class OwnWarnings {
  @ListOf(() => OwnWarning, { max: 500 }) items: OwnWarning[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}
